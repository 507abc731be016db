MATCH (:Method {id: $method})<-[:SUBJECT|OBJECT]-(statement:Statement {predicate: 'kg:comparesWith'})-[:SUBJECT|OBJECT]->(other)
WHERE other.id <> $method
MATCH (statement)-[:WAS_DERIVED_FROM]->(evidence:Evidence {negated: false})-[:HAS_SOURCE]->(text:Document)
RETURN other.name AS other, other.id AS other_id, statement.belief AS belief, evidence.quote AS quote, text.name AS text, evidence.start AS start
ORDER BY belief DESC, other, other_id, text, start, evidence.id, statement.id
