MATCH (one)-[first:OUTPERFORMS]->(other)-[second:OUTPERFORMS]->(one)
WHERE one.id < other.id
RETURN one.name AS one, one.id AS one_id, first.belief AS belief, other.name AS other, other.id AS other_id, second.belief AS belief_of_other
ORDER BY one, one_id, other, other_id
