MATCH (:Dataset {id: $dataset})<-[evaluated:EVALUATED_ON]-(method)
RETURN method.name AS method, method.id AS method_id, evaluated.belief AS belief, evaluated.texts AS texts
ORDER BY belief DESC, method, method_id
