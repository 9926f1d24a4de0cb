-- Ids may be numbers, lists, parameters or come from a join; each distinct file is read once.
SELECT f.dentry_id, COUNT(*) AS records
FROM (VALUES ('854', '798'), ('854', '799'), ('854', '798')) AS t(space_id, dentry_id)
JOIN file_content f ON f.space_id = t.space_id AND f.dentry_id = t.dentry_id AND f.format = 'text'
GROUP BY f.dentry_id
ORDER BY f.dentry_id;

SELECT dentry_id, MAX(record_number) AS records
FROM file_content
WHERE space_id = 854 AND dentry_id IN (798, 800, 802)
GROUP BY dentry_id
ORDER BY dentry_id;

-- The plan shows which keys are bound, where they come from, and how many calls that costs at most.
EXPLAIN PLAN FOR
SELECT content FROM file_content WHERE space_id = '854' AND dentry_id IN ('798', '799') AND content LIKE '%ERROR%';
