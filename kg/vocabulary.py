"""Constants that mirror `ontology/`: fields of a record, kinds of things, relation types, predicates, prefixes."""

from __future__ import annotations

from typing import Final

#: Structural fields that readers find; `link:KIND` stands beside them for each of LINKS.
TITLE: Final = "title"
ARXIV: Final = "arxiv"
DATE: Final = "date"
VENUE: Final = "venue"
YEAR: Final = "year"
VOTES: Final = "votes"
AUTHOR: Final = "author"
#: The short name that a title carries in parentheses or before its colon in a list.
SHORT_NAME: Final = "short name"
#: A tag or keyword that the text gives the paper.
KEYWORD: Final = "keyword"
#: The heading of a reading list under which the paper stands.
SECTION: Final = "section"
LINKS: Final = ("arxiv", "github", "project", "demo", "dataset")
FIELDS: Final = (TITLE, ARXIV, DATE, VENUE, YEAR, VOTES, AUTHOR, SHORT_NAME, KEYWORD, SECTION, *(f"link:{kind}" for kind in LINKS))

#: Fields of a record that hold names of things, and the kind of thing that each holds by default.
NAMED_FIELDS: Final = {"introduces": "method", "methods": "method", "tasks": "task", "datasets": "dataset", "metrics": "metric"}
#: Types that the annotation guidelines know, and the kind whose namespace their entities live in.
KIND_OF_TYPE: Final = {"method": "method", "model": "method", "system": "method", "task": "task", "dataset": "dataset",
                       "benchmark": "dataset", "metric": "metric"}
#: Kinds of entities: the first part of an entity's id.
KINDS: Final = ("paper", "author", "method", "task", "dataset", "metric", "venue", "result")

RELATIONS: Final = ("outperforms", "comparesWith", "extends", "uses", "subClassOf", "partOf", "evaluatedOn", "addresses")

_ALIKE: Final = frozenset({("method", "method"), ("dataset", "dataset")})
#: Kinds of things that a relation joins, head and tail, by its type.
JOINED: Final = {
    "addresses": frozenset({("method", "task"), ("dataset", "task")}), "evaluatedOn": frozenset({("method", "dataset")}),
    "uses": _ALIKE | {("method", "dataset"), ("dataset", "method")}, "subClassOf": _ALIKE | {("method", "task")},
    **dict.fromkeys(("extends", "partOf", "outperforms", "comparesWith"), _ALIKE),
}

#: Class of an entity by its kind or type, as a CURIE.
CLASSES: Final = {
    "paper": "kg:Paper", "author": "kg:Author", "method": "kg:Method", "model": "kg:Model", "system": "kg:System", "task": "kg:Task",
    "dataset": "kg:Dataset", "benchmark": "kg:Benchmark", "metric": "kg:Metric", "venue": "kg:Venue", "result": "kg:Result",
}

#: Predicates of statements, by the name that the code uses.
PREDICATES: Final = {
    "title": "dcterms:title", "arxiv": "kg:arxivId", "date": "dcterms:date", "venue": "kg:venue", "year": "kg:year", "votes": "kg:votes",
    "author": "dcterms:creator", "introduces": "kg:introduces", "methods": "kg:mentionsMethod", "tasks": "kg:mentionsTask",
    "datasets": "kg:mentionsDataset", "metrics": "kg:mentionsMetric",
    # What a text refers to, under the name it uses; `cito:cites` is the paper behind it, stated by a link or inferred.
    "cites": "kg:refersTo", "citesPaper": "cito:cites",
    **{f"link:{kind}": f"kg:{kind}Link" for kind in LINKS},
    **{relation: f"kg:{relation}" for relation in RELATIONS},
    "reports": "kg:reports", "result:method": "kg:resultMethod", "result:metric": "kg:resultMetric",
    "result:dataset": "kg:resultDataset", "result:versus": "kg:resultVersus", "result:value": "kg:resultValue", "result:unit": "kg:resultUnit", "result:change": "kg:resultChange",
    "alias": "skos:altLabel", "boilerplate": "kg:describedByBoilerplate",
}

ONTOLOGY: Final = "https://w3id.org/mlkg/ontology#"
#: Version of the ontology: its second number is that of the shape of graphs, `kg.stores.directory.SCHEMA`.
VERSION: Final = "0.2.1"
#: Base of entity IRIs unless the settings name another.
BASE: Final = "https://w3id.org/mlkg/"

PREFIXES: Final = {
    "kg": ONTOLOGY,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "fabio": "http://purl.org/spar/fabio/",
    "cito": "http://purl.org/spar/cito/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "sh": "http://www.w3.org/ns/shacl#",
}
