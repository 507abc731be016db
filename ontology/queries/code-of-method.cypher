MATCH (:Method {id: $method})<-[:BROADER*0..8]-(broader)<-[:SUB_CLASS_OF*0..1]-(kind)
WITH DISTINCT kind
MATCH (kind)<-[:INTRODUCES|MENTIONS_METHOD]-(paper:Paper)
WITH DISTINCT paper
WHERE paper.githubLink IS NOT NULL
RETURN paper.date AS date, paper.name AS paper, paper.id AS paper_id, paper.githubLink AS code
ORDER BY coalesce(date, '') DESC, paper, paper_id
