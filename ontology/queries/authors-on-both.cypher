MATCH (one:Method|Task|Dataset|Metric {id: $one})<-[:INTRODUCES|MENTIONS_METHOD|MENTIONS_TASK|MENTIONS_DATASET|MENTIONS_METRIC]-(paper:Paper)
WITH DISTINCT paper
MATCH (paper)-[:INTRODUCES|MENTIONS_METHOD|MENTIONS_TASK|MENTIONS_DATASET|MENTIONS_METRIC]->(other:Method|Task|Dataset|Metric {id: $other})
WITH DISTINCT paper
MATCH (paper)-[:CREATOR]->(author:Author)
RETURN author.name AS author, author.id AS author_id, count(DISTINCT paper) AS papers
ORDER BY papers DESC, author, author_id
