MATCH (:Dataset {id: $dataset})<-[:INTRODUCES]-(paper:Paper)-[:INTRODUCES]->(method:Method)
RETURN method.name AS method, method.id AS method_id, paper.name AS paper, paper.id AS paper_id
ORDER BY method, method_id, paper, paper_id
