MATCH (:Task {id: $task})<-[:BROADER*0..8]-(kind)<-[:INTRODUCES|MENTIONS_TASK]-(paper:Paper)
WITH DISTINCT paper
MATCH (paper)-[:INTRODUCES|MENTIONS_METHOD]->(method:Method)
RETURN method.name AS method, method.id AS method_id, count(DISTINCT paper) AS papers
ORDER BY papers DESC, method, method_id
