MATCH (:Document {id: $document})<-[:HAS_SOURCE]-(evidence:Evidence)<-[:WAS_DERIVED_FROM]-(statement:Statement)-[:SUBJECT]->(thing)
OPTIONAL MATCH (statement)-[:OBJECT]->(object)
RETURN evidence.start AS start, evidence.`end` AS `end`, evidence.quote AS quote, thing.name AS thing, thing.id AS thing_id,
       split(statement.predicate, ':')[1] AS relation, coalesce(object.name, statement.value) AS object, object.id AS object_id, evidence.negated AS denied
ORDER BY start, `end`, relation, thing, object, statement.id, evidence.id
