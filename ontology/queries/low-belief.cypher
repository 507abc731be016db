MATCH (statement:Statement)-[:SUBJECT]->(thing)
WHERE statement.belief < $below
OPTIONAL MATCH (statement)-[:OBJECT]->(object)
RETURN statement.belief AS belief, thing.name AS thing, thing.id AS thing_id, split(statement.predicate, ':')[1] AS relation,
       coalesce(object.name, statement.value) AS object, object.id AS object_id
ORDER BY belief, thing, thing_id, relation, object, statement.id
