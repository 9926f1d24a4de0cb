-- A CSV file as a table: names from its header, types from a sample of it.
SELECT order_id, ordered_on, quantity * unit_price AS total
FROM read_csv('854', '798', 2)
WHERE quantity > 8 AND ordered_on < DATE '2026-01-20'
ORDER BY total DESC
LIMIT 3;

-- With the columns given, preparing makes no call.
SELECT store, city
FROM read_csv('854', '801', columns => 'id VARCHAR, store VARCHAR, city VARCHAR, manager VARCHAR, opened DATE, note VARCHAR')
WHERE opened >= DATE '2022-01-01'
ORDER BY opened
LIMIT 3;
