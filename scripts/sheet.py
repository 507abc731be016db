"""Draw statements of a graph at random, so many of each kind, as a sheet to judge: one on each line, without the words of the texts."""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from kg.errors import KgError
from kg.identifiers import iri
from kg.pipeline.opening import open_graph
from kg.stores.store import OxigraphStore
from kg.vocabulary import PREDICATES, RELATIONS

#: Kinds of statements that are read out of running text.
KINDS: Final = ("introduces", "methods", "tasks", "datasets", "metrics", "cites", *RELATIONS, "result:metric", "result:dataset")
COLUMNS: Final = ("kind", "subject", "object", "document", "text", "start", "end", "verdict")
_STATED: Final = "SELECT DISTINCT ?statement WHERE {{ ?statement a rdf:Statement ; rdf:predicate {predicate} }} ORDER BY ?statement"
_SHOWN: Final = """SELECT ?subject ?object ?document ?text ?start ?end ?confidence WHERE {{
  <{statement}> rdf:subject ?subject ; rdf:object ?object ; prov:wasDerivedFrom ?evidence .
  ?evidence oa:hasSource ?document ; oa:start ?start ; oa:end ?end ; kg:confidence ?confidence .
  ?document rdfs:label ?text
}} ORDER BY DESC(?confidence) ?document ?start LIMIT 1"""


def draw(store: OxigraphStore, count: int, seed: int) -> Iterator[Sequence[str]]:
    """Yield rows of a sheet, the surest evidence of each statement, the verdict left open."""
    rng = random.Random(seed)  # noqa: S311 - a sample, no secret
    for kind in KINDS:
        statements = [str(row[0]) for row in store.select(_STATED.format(predicate=PREDICATES[kind]))]
        for statement in sorted(rng.sample(statements, min(count, len(statements)))):
            for row in store.select(_SHOWN.format(statement=iri(statement))):
                yield kind, *map(str, row[:6]), ""


def main() -> int:
    """Print a sheet; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m scripts.sheet", description=__doc__)
    parser.add_argument("--graph", type=Path, default=Path("graph"), help="the graph directory (default: ./graph)")
    parser.add_argument("--count", type=int, default=14, metavar="N", help="statements of each kind (default: 14)")
    parser.add_argument("--seed", type=int, default=1, help="begins the draw (default: 1)")
    options = parser.parse_args()
    try:
        rows = list(draw(open_graph(options.graph), options.count, options.seed))
    except KgError as error:
        print(f"sheet: {error}", file=sys.stderr)
        return 1
    writer = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
