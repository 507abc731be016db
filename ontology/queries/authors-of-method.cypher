MATCH (:Method {id: $method})<-[:BROADER*0..8]-(broader)<-[:SUB_CLASS_OF*0..1]-(kind)
WITH DISTINCT kind
MATCH (kind)<-[:INTRODUCES|MENTIONS_METHOD]-(paper:Paper)-[:CREATOR]->(author:Author)
RETURN author.name AS author, author.id AS author_id, count(DISTINCT paper) AS papers
ORDER BY papers DESC, author, author_id
