MATCH (:Dataset {id: $dataset})<-[:RESULT_DATASET]-(result:Result)-[:RESULT_METRIC]->(:Metric {id: $metric})
MATCH (paper:Paper)-[:REPORTS]->(result)
OPTIONAL MATCH (result)-[:RESULT_METHOD]->(method)
RETURN method.name AS method, method.id AS method_id, result.resultValue AS value, result.resultUnit AS unit, result.resultChange AS change, paper.name AS paper, paper.id AS paper_id
ORDER BY coalesce(method, ''), value, paper, result.id
