MATCH (:Author {id: $author})<-[:CREATOR]-(paper:Paper)-[:CREATOR]->(coauthor:Author)
WHERE coauthor.id <> $author
RETURN coauthor.name AS coauthor, coauthor.id AS coauthor_id, count(DISTINCT paper) AS papers
ORDER BY papers DESC, coauthor, coauthor_id
