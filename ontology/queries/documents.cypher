MATCH (text:Document)
OPTIONAL MATCH (text)<-[:HAS_SOURCE]-(:Evidence {negated: false})<-[:WAS_DERIVED_FROM]-(statement:Statement)
WITH text, count(DISTINCT statement) AS facts
OPTIONAL MATCH (text)<-[:HAS_SOURCE]-(:Evidence {negated: false})<-[:WAS_DERIVED_FROM]-(:Statement {predicate: 'dcterms:title'})-[:SUBJECT]->(paper:Paper)
RETURN text.name AS text, text.id AS text_id, text.format AS format, text.language AS language, count(DISTINCT paper) AS papers, facts
ORDER BY facts DESC, text, text_id
