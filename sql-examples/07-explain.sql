-- What a statement would read, before it costs a call: the keys of each scan and where they come from, the calls, the
-- columns, and the conditions that the reader looks at (tests). Conditions are checked on the rows all the same.
EXPLAIN PLAN FOR
SELECT content FROM file_content WHERE space_id = 854 AND dentry_id IN ('798', '799') AND fields[3] = '西南';

EXPLAIN PLAN FOR
SELECT d.name, c.content
FROM dentries d JOIN file_content c ON c.space_id = d.space_id AND c.dentry_id = d.dentry_id
WHERE d.space_id = '854' AND d.parent_id = '0' AND d.extension = 'log' AND c.record_number <= 2;
