MATCH (statement:Statement)-[:WAS_DERIVED_FROM]->(weak:Evidence)
WHERE weak.confidence < $below
WITH DISTINCT statement
MATCH (statement)-[:WAS_DERIVED_FROM]->(evidence:Evidence {negated: false})
WITH statement, min(evidence.extractor) AS rule, count(DISTINCT evidence.extractor) AS rules, max(evidence.confidence) AS confidence
WHERE rules = 1 AND confidence < $below
MATCH (statement)-[:SUBJECT]->(thing)
OPTIONAL MATCH (statement)-[:OBJECT]->(object)
RETURN confidence, rule, thing.name AS thing, thing.id AS thing_id, split(statement.predicate, ':')[1] AS relation,
       coalesce(object.name, statement.value) AS object, object.id AS object_id
ORDER BY confidence, rule, thing, thing_id, relation, object, statement.id
