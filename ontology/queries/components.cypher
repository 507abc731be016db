MATCH (:Method {id: $method})-[uses:USES]->(component)
RETURN component.name AS component, component.id AS component_id, uses.belief AS belief, uses.texts AS texts
ORDER BY belief DESC, component, component_id
