MATCH (:Method {id: $method})<-[:SUBJECT]-(statement:Statement {predicate: 'kg:outperforms'})-[:OBJECT]->(worse)
MATCH (statement)-[:WAS_DERIVED_FROM]->(evidence:Evidence {negated: false})-[:HAS_SOURCE]->(text:Document)
RETURN worse.name AS worse, worse.id AS worse_id, statement.belief AS belief, evidence.quote AS quote, text.name AS text, evidence.start AS start
ORDER BY belief DESC, worse, worse_id, text, start, evidence.id
