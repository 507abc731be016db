MATCH (:Paper|Author|Method|Task|Dataset|Metric|Venue {id: $about})<-[:SUBJECT|OBJECT]-(statement:Statement)
WITH DISTINCT statement
MATCH (statement)-[:WAS_DERIVED_FROM]->(:Evidence {negated: false})-[:HAS_SOURCE]->(document:Document)
WITH statement, min(document.id) AS text_id, min(document.name) AS text, count(DISTINCT document) AS texts
WHERE texts = 1
MATCH (statement)-[:SUBJECT]->(thing)
OPTIONAL MATCH (statement)-[:OBJECT]->(object)
RETURN thing.name AS thing, thing.id AS thing_id, split(statement.predicate, ':')[1] AS relation, coalesce(object.name, statement.value) AS object,
       object.id AS object_id, statement.belief AS belief, text, text_id
ORDER BY thing, thing_id, relation, object, statement.id
