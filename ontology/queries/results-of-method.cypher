MATCH (:Method {id: $method})<-[:RESULT_METHOD]-(result:Result)<-[:REPORTS]-(paper:Paper)
OPTIONAL MATCH (result)-[:RESULT_DATASET]->(dataset)
OPTIONAL MATCH (result)-[:RESULT_METRIC]->(metric)
OPTIONAL MATCH (result)-[:RESULT_VERSUS]->(versus)
RETURN dataset.name AS dataset, dataset.id AS dataset_id, metric.name AS metric, metric.id AS metric_id,
       result.resultValue AS value, result.resultUnit AS unit, result.resultChange AS change, versus.name AS versus, paper.name AS paper, paper.id AS paper_id
ORDER BY coalesce(dataset, ''), coalesce(metric, ''), value, paper, result.id
