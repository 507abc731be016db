MATCH (:Method {id: $method})<-[:INTRODUCES|MENTIONS_METHOD]-(paper:Paper)
WITH DISTINCT paper
MATCH (paper)-[:INTRODUCES|MENTIONS_METHOD]->(other:Method)
WHERE other.id <> $method
RETURN other.name AS other, other.id AS other_id, count(DISTINCT paper) AS papers
ORDER BY papers DESC, other, other_id
