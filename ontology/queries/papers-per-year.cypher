MATCH (:Method {id: $method})<-[:BROADER*0..8]-(broader)<-[:SUB_CLASS_OF*0..1]-(kind)
WITH DISTINCT kind
MATCH (kind)<-[:INTRODUCES|MENTIONS_METHOD]-(paper:Paper)
WITH DISTINCT paper, coalesce(substring(paper.date, 0, 4), toString(paper.year)) AS year
WHERE year IS NOT NULL
RETURN year, count(paper) AS papers
ORDER BY year
