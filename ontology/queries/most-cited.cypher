MATCH (paper:Paper)-[:CITES|REFERS_TO]->(work)
RETURN work.name AS work, work.id AS work_id, count(DISTINCT paper) AS papers
ORDER BY papers DESC, work, work_id
