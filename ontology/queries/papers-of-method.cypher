MATCH (:Method {id: $method})<-[:BROADER*0..8]-(broader)<-[:SUB_CLASS_OF*0..1]-(kind)
WITH DISTINCT kind
MATCH (paper:Paper)-[how:INTRODUCES|MENTIONS_METHOD]->(kind)
RETURN paper.date AS date, paper.name AS paper, paper.id AS paper_id, kind.name AS kind, kind.id AS kind_id,
       CASE type(how) WHEN 'INTRODUCES' THEN 'introduces' ELSE 'mentions' END AS how
ORDER BY coalesce(date, '') DESC, paper, paper_id, kind, kind_id, how
