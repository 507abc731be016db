CALL () {
  MATCH (thing:Paper|Author|Method|Task|Dataset|Metric|Venue {id: $thing})
  RETURN CASE WHEN thing.name =~ '(?s).*[가-힣].*' THEN 'ko' ELSE 'en' END AS language, thing.name AS name
  UNION
  MATCH (thing:Paper|Author|Method|Task|Dataset|Metric|Venue {id: $thing})
  UNWIND range(0, size(coalesce(thing.aliases, [])) - 1) AS place
  RETURN coalesce(thing.aliasLanguages[place], '') AS language, thing.aliases[place] AS name
  UNION
  MATCH (:Paper|Author|Method|Task|Dataset|Metric|Venue {id: $thing})<-[:SUBJECT]-(statement:Statement)
  WHERE statement.predicate IN ['skos:altLabel', 'skos:prefLabel']
    AND (statement.belief IS NULL OR EXISTS { MATCH (statement)-[:WAS_DERIVED_FROM]->(:Evidence {negated: false}) })
  RETURN coalesce(statement.language, '') AS language, statement.value AS name
}
RETURN language, name
ORDER BY language, name
