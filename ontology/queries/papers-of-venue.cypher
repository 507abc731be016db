MATCH (paper:Paper)-[:VENUE]->(:Venue {id: $venue})
WHERE paper.year >= $since AND paper.year <= $until
RETURN paper.year AS year, paper.name AS paper, paper.id AS paper_id
ORDER BY year DESC, paper, paper_id
