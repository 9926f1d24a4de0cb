-- A knowledge base as a schema, with a table for each file of rows in it: workspaces=NAME in the URL.
!connect "jdbc:dingtalk:demo;workspaces=Sales" "" ""

SELECT o.region, COUNT(*) AS orders, SUM(o.amount) AS amount
FROM sales.sales_2026 o
WHERE o.amount > 200
GROUP BY o.region
ORDER BY amount DESC
LIMIT 3;

-- Where several files have the same name, their folders tell them apart; the path names a file in any case.
SELECT COUNT(*) AS orders FROM "Sales"."Reports/2026/华东/orders_2026_06"
UNION ALL
SELECT COUNT(*) FROM "Sales"."/Reports/2026/华北/orders_2026_06.csv";
