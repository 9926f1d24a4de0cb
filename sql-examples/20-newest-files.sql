-- The newest 20 files of a knowledge base, wherever they are in it.
SELECT n.path, n.extension
FROM workspaces w
JOIN nodes n ON n.parent_node_id = w.root_node_id AND n.recursive
WHERE w.name = 'Sales' AND n.type = 'FILE' AND n.category <> 'ALIDOC'
ORDER BY n.modified_time DESC, n.path
LIMIT 20;
