MATCH (:Evidence {negated: true})<-[no:WAS_DERIVED_FROM]-(statement:Statement)
WITH statement, count(no) AS denied
MATCH (statement)-[yes:WAS_DERIVED_FROM]->(:Evidence {negated: false})
WITH statement, denied, count(yes) AS stated
MATCH (statement)-[:SUBJECT]->(thing)
OPTIONAL MATCH (statement)-[:OBJECT]->(object)
RETURN thing.name AS thing, thing.id AS thing_id, split(statement.predicate, ':')[1] AS relation, coalesce(object.name, statement.value) AS object,
       object.id AS object_id, statement.belief AS belief, stated, denied
ORDER BY belief, thing, thing_id, relation, object, statement.id
