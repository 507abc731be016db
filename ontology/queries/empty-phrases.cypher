MATCH (paper:Paper)<-[:SUBJECT]-(statement:Statement {predicate: 'kg:describedByBoilerplate'})
MATCH (statement)-[:WAS_DERIVED_FROM]->(evidence:Evidence {negated: false})-[:HAS_SOURCE]->(text:Document)
RETURN paper.name AS paper, paper.id AS paper_id, evidence.quote AS quote, text.name AS text, evidence.start AS start
ORDER BY paper, paper_id, text, start, evidence.id
