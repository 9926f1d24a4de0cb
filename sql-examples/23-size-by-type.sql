-- Total size by type of file, as the storage tells it.
SELECT d.extension, COUNT(*) AS files, SUM(d.size) AS bytes
FROM dentries d
WHERE d.space_id = '860' AND d.type = 'FILE'
GROUP BY d.extension
ORDER BY bytes DESC;
