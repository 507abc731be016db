MATCH (:Method {id: $method})<-[:BROADER*0..8]-(broader)<-[:SUB_CLASS_OF*0..1]-(kind)
WHERE kind.id <> $method
WITH DISTINCT kind
OPTIONAL MATCH (paper:Paper)-[:INTRODUCES|MENTIONS_METHOD]->(kind)
RETURN kind.name AS kind, kind.id AS kind_id, count(DISTINCT paper) AS papers
ORDER BY papers DESC, kind, kind_id
