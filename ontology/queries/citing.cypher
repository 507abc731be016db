MATCH (citing:Paper)-[:CITES]->(:Paper {id: $paper})
RETURN citing.date AS date, citing.name AS citing, citing.id AS citing_id
ORDER BY coalesce(date, '') DESC, citing, citing_id
