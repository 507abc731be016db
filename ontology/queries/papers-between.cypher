MATCH (:Task {id: $task})<-[:BROADER*0..8]-(kind)<-[:INTRODUCES|MENTIONS_TASK]-(paper:Paper)
WITH DISTINCT paper
WHERE paper.date >= $since AND substring(paper.date, 0, size($until)) <= $until
RETURN paper.date AS date, paper.name AS paper, paper.id AS paper_id
ORDER BY date DESC, paper, paper_id
