MATCH (:Method {id: $method})-[addresses:ADDRESSES]->(task)
RETURN task.name AS task, task.id AS task_id, addresses.belief AS belief, addresses.texts AS texts
ORDER BY belief DESC, task, task_id
