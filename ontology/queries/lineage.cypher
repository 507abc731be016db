MATCH path = (:Method {id: $method})-[:EXTENDS*1..4]->(origin)
WHERE origin.id <> $method
RETURN origin.name AS origin, origin.id AS origin_id, min(length(path)) AS steps
ORDER BY steps, origin, origin_id
