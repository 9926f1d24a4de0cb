-- Arguments by position, by name, and from the rows of another table (LATERAL).
SELECT dentry_id, version, protocol, expiration_seconds
FROM download_info('854', '798', 1);

SELECT dentry_id, version, region
FROM TABLE(download_info(dentry_id => '799', space_id => '854', prefer_intranet => TRUE));

SELECT t.id, d.protocol, CARDINALITY(d.headers) AS headers
FROM (VALUES ('798'), ('799'), ('801')) AS t(id), LATERAL TABLE(download_info('854', t.id)) AS d
ORDER BY t.id;
