-- How to fetch a file: signed URLs, headers and their lifetime, by one call to DingTalk.
SELECT space_id, dentry_id, protocol, expiration_seconds, region, CARDINALITY(resource_urls) AS urls
FROM download_info('854', '798');

-- The first records of a CSV; only its first bytes are fetched.
SELECT record_number, fields[4] AS customer, fields[5] AS product, fields[8] AS amount
FROM file_content
WHERE space_id = '854' AND dentry_id = '798' AND record_number BETWEEN 2 AND 6;

-- An aggregate over the whole file, streamed.
SELECT fields[3] AS region, COUNT(*) AS orders, SUM(CAST(fields[8] AS DECIMAL(18, 2))) AS amount
FROM file_content
WHERE space_id = '854' AND dentry_id = '798' AND record_number > 1
GROUP BY fields[3]
ORDER BY amount DESC;
