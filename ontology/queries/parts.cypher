MATCH (:Method {id: $method})<-[belongs:PART_OF]-(part)
RETURN part.name AS part, part.id AS part_id, belongs.belief AS belief, belongs.texts AS texts
ORDER BY belief DESC, part, part_id
