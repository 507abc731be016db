from __future__ import annotations

import json

from kg.model import Evidence, Link, Named, Paper, Relation, Result, Source, Span, Value
from kg.records import from_record, to_record

SOURCE = Source("0123", "digest.md", "row 2")


def _evidence(quote: str, *, negated: bool = False) -> tuple[Evidence, ...]:
    return (Evidence(SOURCE.id, Span(3, 3 + len(quote)), quote, "rule.test", 0.5, negated),)


PAPER = Paper(
    title=Value("Medusa", _evidence("Medusa")), year=Value("2024", _evidence("2024")), votes=Value("7", _evidence("7")),
    authors=(Value("Tri Dao", _evidence("Tri Dao")),), links=(Link("github", None, _evidence("[Github]")),),
    introduces=(Named("Medusa", ("메두사",), "model", _evidence("Medusa"), "method/medusa"),),
    relations=(Relation("Medusa", "outperforms", "EAGLE", _evidence("Medusa < EAGLE", negated=True)),),
    results=(Result("2.2", _evidence("2.2배"), unit="x", method="Medusa"),), cites=(Value("EAGLE", _evidence("EAGLE")),),
    boilerplate=_evidence("this paper"),
)


def test_record_has_the_fields_of_the_guidelines() -> None:
    record = to_record(PAPER, SOURCE)
    assert (record["doc"], record["locator"], record["year"], record["votes"]) == ("digest.md", "row 2", 2024, 7)
    assert record["links"] == {"github": None}
    assert record["relations"] == [["Medusa", "outperforms", "EAGLE"]]
    assert record["results"] == [{"method": "Medusa", "metric": None, "dataset": None, "value": "2.2", "unit": "x", "versus": None}]


def test_paper_survives_json() -> None:
    assert from_record(json.loads(json.dumps(to_record(PAPER, SOURCE), ensure_ascii=False))) == PAPER


def test_empty_paper_survives() -> None:
    assert from_record(to_record(Paper(), SOURCE)) == Paper()
