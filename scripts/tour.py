"""Build a graph of the bundled samples, say what is in it, ask it three questions, and draw it."""

from __future__ import annotations

import sys
from pathlib import Path

from kg.cli.answers import answer_table, facts_table, first_of_each, related_table
from kg.cli.progress import progress
from kg.cli.tables import Table, write
from kg.errors import KgError
from kg.lookups.facts import show
from kg.lookups.neighbourhood import neighbourhood
from kg.lookups.related import related
from kg.lookups.stats import stats
from kg.phrases import phrase
from kg.pipeline.building import build
from kg.pipeline.opening import open_graph
from kg.resources import samples_folder
from kg.stores.base import GraphStore
from kg.vocabulary import PREDICATES, RELATIONS
from viz import render

METHOD = "Speculative Decoding"
MEMBER = "Medusa"
QUERY = """SELECT DISTINCT ?date ?paper ?introduces {
  ?method skos:altLabel|skos:prefLabel "추측적 디코딩"@ko . ?kind skos:broader* ?method ; rdfs:label ?introduces .
  ?work kg:introduces ?kind ; rdfs:label ?paper . OPTIONAL { ?work dcterms:date ?date }
} ORDER BY DESC(?date) ?paper LIMIT 8"""
PAGE = "explorer.html"


def _heading(words: str) -> None:
    print(f"\n{words}")


def _draw(table: Table) -> None:
    write(table, sys.stdout, style="table")


def _found(store: GraphStore) -> None:
    found = stats(store, limit=8)
    methods = sum(found.things.get(kind, 0) for kind in ("method", "model", "system"))
    relations = sum(found.relations.get(phrase(PREDICATES[name]), 0) for name in (*RELATIONS, "cites"))
    _heading(f"Found {found.things.get('paper', 0)} papers, {found.things.get('author', 0)} authors, {methods} methods and {relations} relations between them, in all "
             f"{sum(found.relations.values()):,} facts, each with the words that state it.")
    _draw(Table(("most mentioned", "papers"), tuple((thing.label, count) for thing, count in found.methods)))


def _questions(store: GraphStore) -> None:
    _heading(f"1. Which papers introduce a kind of 추측적 디코딩 (speculative decoding)? In SPARQL:\n\n{QUERY}\n")
    _draw(answer_table(store.select(QUERY)))
    _heading(f"2. Which methods are related to {METHOD}, and why?   kg related {METHOD!r}\n")
    _draw(related_table(related(store, METHOD, limit=6)))
    _heading(f"3. What do the facts about {MEMBER} rest on?   kg show {MEMBER!r}\n")
    description = show(store, MEMBER)
    _draw(facts_table(description, first_of_each(description.facts, 3)))


def main(directory: str) -> int:
    """Take the tour; the graph and the page go to `directory` and beside it."""
    with progress() as report:
        built = build([samples_folder()], directory, progress=report)
    for failure in built.failures:
        print(failure, file=sys.stderr)
    store = open_graph(directory)
    _found(store)
    _questions(store)
    page = Path(directory).resolve().parent / PAGE
    page.write_text(render(neighbourhood(store, METHOD), title=METHOD), encoding="utf-8")
    _heading(f"The graph is in {directory}; ask it with `kg --help`. To explore it, open\n  {page}")
    return int(bool(built.failures))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "graph"))
    except KgError as error:
        sys.exit(str(error))
