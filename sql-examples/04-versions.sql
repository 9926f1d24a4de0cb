-- What changed between two versions of a file: records of the current one that version 1 does not have.
SELECT COUNT(*) AS added_or_changed FROM (
  SELECT content FROM file_content WHERE space_id = '854' AND dentry_id = '798'
  EXCEPT
  SELECT content FROM file_content WHERE space_id = '854' AND dentry_id = '798' AND version = 1);
