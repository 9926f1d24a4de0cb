-- All lines with ERROR in all logs of a folder.
SELECT n.name, f.record_number AS line, f.content
FROM nodes n
JOIN file_content f ON f.node = n.node_id
WHERE n.parent_node_id = (SELECT l.node_id FROM workspaces w JOIN nodes l ON l.parent_node_id = w.root_node_id
                          WHERE w.name = 'Engineering' AND l.name = 'Logs')
  AND n.recursive AND n.extension = 'log'
  AND f.format = 'text' AND f.content LIKE '%ERROR%'
ORDER BY n.name, line
LIMIT 10;
