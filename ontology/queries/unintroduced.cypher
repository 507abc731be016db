MATCH (paper:Paper)-[:MENTIONS_METHOD]->(method:Method)
WITH method, count(DISTINCT paper) AS papers
WHERE NOT EXISTS { MATCH (:Paper)-[:INTRODUCES]->(method) }
RETURN method.name AS method, method.id AS method_id, papers
ORDER BY papers DESC, method, method_id
