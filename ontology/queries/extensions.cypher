MATCH path = (:Method {id: $method})<-[:EXTENDS*1..4]-(extension)
WHERE extension.id <> $method
RETURN extension.name AS extension, extension.id AS extension_id, min(length(path)) AS steps
ORDER BY steps, extension, extension_id
