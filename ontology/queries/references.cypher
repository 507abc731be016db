MATCH (:Paper {id: $paper})-[how:CITES|REFERS_TO]->(work)
RETURN CASE type(how) WHEN 'CITES' THEN 'cites' ELSE 'refers to' END AS how, work.name AS work, work.id AS work_id
ORDER BY how, work, work_id
