CALL () {
  MATCH (:Author {id: $from})<-[:CREATOR]-(:Paper)-[:CREATOR]->(:Author {id: $to})
  RETURN 1 AS steps, null AS first, null AS first_id, null AS second, null AS second_id
  UNION
  MATCH (:Author {id: $from})<-[:CREATOR]-(:Paper)-[:CREATOR]->(one:Author)<-[:CREATOR]-(:Paper)-[:CREATOR]->(:Author {id: $to})
  WHERE NOT one.id IN [$from, $to]
  RETURN 2 AS steps, one.name AS first, one.id AS first_id, null AS second, null AS second_id
  UNION
  MATCH (:Author {id: $from})<-[:CREATOR]-(:Paper)-[:CREATOR]->(one:Author)<-[:CREATOR]-(:Paper)-[:CREATOR]->(two:Author)<-[:CREATOR]-(:Paper)
        -[:CREATOR]->(:Author {id: $to})
  WHERE NOT one.id IN [$from, $to] AND NOT two.id IN [$from, $to, one.id]
  RETURN 3 AS steps, one.name AS first, one.id AS first_id, two.name AS second, two.id AS second_id
}
WITH steps, first, first_id, second, second_id
WHERE $from <> $to
MATCH (origin:Author {id: $from})
MATCH (target:Author {id: $to})
RETURN steps, origin.name + coalesce(' – ' + first, '') + coalesce(' – ' + second, '') + ' – ' + target.name AS chain, first, first_id, second, second_id
ORDER BY steps, coalesce(first, ''), coalesce(first_id, ''), coalesce(second, ''), coalesce(second_id, '')
