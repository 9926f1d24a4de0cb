-- From what the browser shows to the ids that the storage uses.
SELECT r.space_id, r.dentry_id, r.name, r.version
FROM workspaces w
JOIN nodes n ON n.parent_node_id = w.root_node_id
CROSS JOIN LATERAL TABLE(resolve(n.url)) r
WHERE w.name = 'Sales' AND n.name = 'sales_2026.csv';

-- The same link as a key of file_content.
SELECT f.content
FROM workspaces w
JOIN nodes n ON n.parent_node_id = w.root_node_id
JOIN file_content f ON f.node = n.url
WHERE w.name = 'Sales' AND n.name = 'sales_2026.csv'
LIMIT 3;
