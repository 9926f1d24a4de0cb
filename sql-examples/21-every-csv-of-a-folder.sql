-- Every CSV under a folder with its rows: here what each file of 2026 holds, without header lines.
SELECT n.path, COUNT(*) AS orders, MIN(f.fields[1]) AS first_order
FROM workspaces w
JOIN nodes n ON n.parent_node_id = w.root_node_id AND n.recursive
JOIN file_content f ON f.node = n.node_id
WHERE w.name = 'Sales' AND n.path LIKE '/Reports/2026/华东/%.csv' AND f.record_number > 1
GROUP BY n.path
ORDER BY n.path;
