MATCH (:Task {id: $task})<-[:BROADER*0..8]-(kind)<-[:INTRODUCES|MENTIONS_TASK]-(paper:Paper)
WITH DISTINCT paper
MATCH (paper)-[:INTRODUCES|MENTIONS_METRIC]->(metric:Metric)
RETURN metric.name AS metric, metric.id AS metric_id, count(DISTINCT paper) AS papers
ORDER BY papers DESC, metric, metric_id
