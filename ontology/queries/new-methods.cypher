MATCH (paper:Paper)-[:INTRODUCES]->(method:Method)
WHERE paper.date >= $since AND NOT EXISTS { MATCH (earlier:Paper)-[:INTRODUCES]->(method) WHERE earlier.date < $since }
RETURN paper.date AS date, method.name AS method, method.id AS method_id, paper.name AS paper, paper.id AS paper_id
ORDER BY date, method, method_id, paper, paper_id
