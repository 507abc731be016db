MATCH (:Method {id: $method})<-[:OBJECT]-(statement:Statement {predicate: 'kg:outperforms'})-[:SUBJECT]->(better)
MATCH (statement)-[:WAS_DERIVED_FROM]->(evidence:Evidence {negated: false})-[:HAS_SOURCE]->(text:Document)
RETURN better.name AS better, better.id AS better_id, statement.belief AS belief, evidence.quote AS quote, text.name AS text, evidence.start AS start
ORDER BY belief DESC, better, better_id, text, start, evidence.id
