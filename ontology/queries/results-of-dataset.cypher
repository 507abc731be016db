MATCH (:Dataset {id: $dataset})<-[:RESULT_DATASET]-(result:Result)<-[:REPORTS]-(paper:Paper)
OPTIONAL MATCH (result)-[:RESULT_METRIC]->(metric)
OPTIONAL MATCH (result)-[:RESULT_METHOD]->(method)
RETURN metric.name AS metric, metric.id AS metric_id, method.name AS method, method.id AS method_id,
       result.resultValue AS value, result.resultUnit AS unit, result.resultChange AS change, paper.name AS paper, paper.id AS paper_id
ORDER BY coalesce(metric, ''), coalesce(method, ''), value, paper, result.id
