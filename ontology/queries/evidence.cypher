MATCH (:Paper|Author|Method|Task|Dataset|Metric|Venue {id: $one})<-[:SUBJECT]-(statement:Statement)-[:OBJECT]->(other {id: $other})
MATCH (statement)-[:WAS_DERIVED_FROM]->(item:Evidence)-[:HAS_SOURCE]->(text:Document)
RETURN split(statement.predicate, ':')[1] AS relation, statement.belief AS belief, item.quote AS quote, text.name AS text, item.start AS start,
       item.`end` AS `end`, item.extractor AS rule, item.confidence AS confidence, item.negated AS denied
ORDER BY relation, text, start, `end`, rule, item.id
