MATCH (paper:Paper)-[:CREATOR]->(author:Author)
RETURN author.name AS author, author.id AS author_id, count(DISTINCT paper) AS papers
ORDER BY papers DESC, author, author_id
