MATCH (paper:Paper)-[:CREATOR]->(:Author {id: $author})
RETURN paper.date AS date, paper.name AS paper, paper.id AS paper_id
ORDER BY coalesce(date, '') DESC, paper, paper_id
