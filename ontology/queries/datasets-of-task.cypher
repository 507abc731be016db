MATCH (:Task {id: $task})<-[:BROADER*0..8]-(kind)<-[:INTRODUCES|MENTIONS_TASK]-(paper:Paper)
WITH DISTINCT paper
MATCH (paper)-[:INTRODUCES|MENTIONS_DATASET]->(dataset:Dataset)
RETURN dataset.name AS dataset, dataset.id AS dataset_id, count(DISTINCT paper) AS papers
ORDER BY papers DESC, dataset, dataset_id
