-- A file's versions.
SELECT v.version, v.name, v.size FROM file_versions v
WHERE v.space_id = '854' AND v.dentry_id = '816'
ORDER BY v.version;

-- What the newest version has that the one before had not.
SELECT content FROM file_content WHERE space_id = '854' AND dentry_id = '816' AND version = 3
EXCEPT
SELECT content FROM file_content WHERE space_id = '854' AND dentry_id = '816' AND version = 2
ORDER BY content
LIMIT 5;

-- The same record by record: how it was, how it is.
SELECT b.record_number, a.content AS was, b.content AS is_now
FROM file_content a
JOIN file_content b ON a.record_number = b.record_number
WHERE a.space_id = '854' AND a.dentry_id = '816' AND a.version = 2
  AND b.space_id = '854' AND b.dentry_id = '816' AND b.version = 3
  AND a.content <> b.content
ORDER BY b.record_number
LIMIT 5;
