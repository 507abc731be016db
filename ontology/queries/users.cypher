MATCH (:Method {id: $method})<-[uses:USES]-(user)
RETURN user.name AS user, user.id AS user_id, uses.belief AS belief, uses.texts AS texts
ORDER BY belief DESC, user, user_id
