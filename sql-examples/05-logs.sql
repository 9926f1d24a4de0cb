-- A log, line by line.
SELECT record_number, content
FROM file_content
WHERE space_id = '854' AND dentry_id = '799' AND format = 'text' AND content LIKE '%ERROR%'
LIMIT 3;

-- From the middle of the file: the first whole line at or after a byte offset. Bytes before it are not fetched.
SELECT byte_offset, byte_length, content
FROM file_content
WHERE space_id = '854' AND dentry_id = '799' AND format = 'text' AND byte_offset >= 1000
LIMIT 2;
