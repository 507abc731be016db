MATCH (paper:Paper)
WHERE paper.votes IS NOT NULL AND paper.date >= $since
RETURN paper.votes AS votes, paper.date AS date, paper.name AS paper, paper.id AS paper_id
ORDER BY votes DESC, date DESC, paper, paper_id
