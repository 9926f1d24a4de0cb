-- Files as plain tables, the options of each in brackets: files=NAME:FILE[option=value&…] in the URL.
!connect "jdbc:dingtalk:demo;files=SALES:854/798@2,STORES:854/801[charset=GB18030],CODES:854/802[all_varchar=true],PLAN:854/803[format=xlsx&sheet=1],HOURS:854/803[format=xlsx&sheet=2&range=B3:D6]" "" ""

SELECT p.store_id, s.city, h.opens, p.budget
FROM files.plan p
JOIN files.stores s ON s.store_id = p.store_id
LEFT JOIN files.hours h ON h.store_id = p.store_id
WHERE p.approved AND p.budget > 60000
ORDER BY p.store_id;

SELECT region, SUM(amount) AS amount
FROM files.sales
WHERE ordered_on >= DATE '2026-06-01'
GROUP BY region
ORDER BY amount DESC
LIMIT 3;
