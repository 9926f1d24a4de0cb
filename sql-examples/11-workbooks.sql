-- A sheet of a workbook as a table: names from its first row, types from what its cells are.
SELECT b.store_id, s.city, b.starts_on, b.budget, b."left" AS unspent
FROM read_xlsx('854', '803') b
JOIN read_csv('854', '801', charset => 'GB18030') s ON s.store_id = b.store_id
WHERE b.approved AND b.budget > 60000
ORDER BY b.store_id;

-- Another sheet, and the cells of it that are the table: there is a title above and a note below.
SELECT store_id, opens, closes
FROM read_xlsx('854', '803', sheet => '营业时间', range => 'B3:D6')
WHERE opens < TIME '10:00:00';

-- The columns given: then ids may be parameters or columns, and preparing makes no call.
SELECT d.name, x.store_id, x.budget
FROM dentries d, LATERAL read_xlsx(d.space_id, d.dentry_id, columns => 'store_id VARCHAR, starts_on DATE, budget DECIMAL(12, 2), spent DECIMAL(12, 2), unspent DECIMAL(12, 2), approved BOOLEAN, remark VARCHAR') x
WHERE d.space_id = '854' AND d.parent_id = '0' AND d.extension = 'xlsx'
ORDER BY x.budget DESC
LIMIT 2;
