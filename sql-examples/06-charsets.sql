-- The character set is detected from the content unless the query names one.
SELECT charset, record_number, fields[1] AS name
FROM file_content
WHERE space_id = '854' AND dentry_id = '801' AND record_number <= 3;

SELECT fields[1] AS first_field, CARDINALITY(fields) AS fields
FROM file_content
WHERE space_id = '854' AND dentry_id = '802' AND format = 'tsv' AND record_number <= 3;
