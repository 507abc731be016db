from __future__ import annotations

import copy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KgError, SourceError
from kg.evaluation.calibration import BINS, calibrate
from kg.evaluation.evaluation import Evaluation
from kg.evaluation.items import Item, Mark
from kg.evaluation.passages import ENGLISH, KOREAN, MIXED, language
from kg.evaluation.scores import Score
from kg.evaluation.verdicts import Subject, Verdict
from kg.pipeline.evaluating import evaluate
from tests.evaluation import annotated
from tests.evaluation.annotated import records, write, write_lines


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return write(tmp_path / "set")


def run(gold: Path, found: list[dict[str, object]], name: str = "records.jsonl") -> Evaluation:
    return evaluate(gold, records=write_lines(gold.parent / name, found))


def scores(found: Evaluation) -> dict[str, Score]:
    return {score.field: score for score in found.scores()}


def counts(score: Score) -> tuple[int, int, int]:
    return score.right, score.gold, score.predicted


def test_each_field_has_its_counts_and_figures(gold: Path) -> None:
    found = scores(run(gold, records()))
    assert counts(found["introduces"]) == (2, 2, 2)
    assert counts(found["methods"]) == (1, 3, 2)
    assert (found["methods"].precision, found["methods"].recall, found["methods"].f1) == (0.5, 0.3333, 0.4)
    assert counts(found["relations"]) == (0, 2, 1)
    assert (found["relations"].precision, found["relations"].f1) == (0, 0)
    assert counts(found["results"]) == (1, 1, 1)
    assert counts(found["tasks"]) == (0, 0, 0)
    assert counts(found["title"]) == (1, 2, 2)


def test_optional_items_count_on_neither_side(gold: Path) -> None:
    assert counts(scores(run(gold, records()))["cites"]) == (0, 1, 0)


def test_names_in_the_wrong_field_count_as_entities(gold: Path) -> None:
    found = records()
    found[0]["tasks"] = [{"name": "추측적 디코딩", "aliases": []}]
    entities = scores(run(gold, found))["any-entity"]
    assert counts(entities) == (5, 6, 6)


def test_papers_are_missed_or_found_by_arxiv_id_and_title(gold: Path) -> None:
    one, other = records()
    twin = {**copy.deepcopy(one), "title": "Another paper", "arxiv": "1111.11111"}
    assert counts(scores(run(gold, [twin, one]))["papers"]) == (1, 2, 2)
    assert run(gold, [one]).unseen == ("english.md",)
    assert counts(scores(run(gold, [one, other]))["papers"]) == (2, 2, 2)


def test_extraction_without_records_reads_the_texts(gold: Path) -> None:
    for learned in (True, False):
        found = evaluate(gold, learned=learned)
        assert counts(scores(found)["arxiv"]) == (2, 2, 2)
        assert found.unseen == ()
    broken = gold.parent / "texts" / "korean.md"
    broken.write_bytes(b"\x00\x01\x02\x03")
    with pytest.raises(SourceError, match=r"korean\.md"):
        evaluate(gold)


def test_groups_go_by_the_language_of_the_paper_and_the_format_of_its_text(gold: Path) -> None:
    found = run(gold, records())
    by_language = {(score.group, score.field): counts(score) for score in found.scores(by="language")}
    assert by_language[KOREAN, "methods"] == (1, 2, 2)
    assert by_language[ENGLISH, "methods"] == (0, 1, 0)
    groups = {score.group for score in found.scores(by="format")}
    assert None not in groups
    for name in ("gold", "predicted", "right"):
        assert sum(getattr(score, name) for score in found.scores(by="language")) == sum(getattr(score, name) for score in found.scores())
    for path in (gold.parent / "texts").iterdir():
        path.unlink()
    with pytest.raises(KgError, match="the language of a paper is told by its text"):
        run(gold, records()).scores(by="language")


@pytest.mark.parametrize(("text", "name"), [
    ("RoFormer 모델은 회전으로 위치를 나타냅니다", KOREAN), ("The model encodes positions", ENGLISH), ("123", ENGLISH),
    ("The model encodes positions by rotation (회전 위치)", MIXED), ("The model encodes positions by rotation of queries and keys (회)", ENGLISH)])
def test_the_language_is_told_by_the_share_of_hangul(text: str, name: str) -> None:
    assert language(text) == name


def test_errors_have_the_sentence_that_states_them(gold: Path) -> None:
    errors = run(gold, records()).errors("methods")
    assert [(error.what, error.verdict.item.label, error.verdict.confidence) for error in errors] == [
        ("missed", "추측적 디코딩", None), ("false", "초안 모델", 0.45), ("missed", "BERT", None)]
    for error in errors:
        text = annotated.TEXTS[error.verdict.subject.doc]
        assert error.place
        assert text[error.place.start:error.place.end] == error.verdict.item.label
        assert error.verdict.item.label in error.place.sentence
    assert errors[2].place
    assert errors[2].place.sentence == "On long texts it outperforms BERT, as CAIL2019 shows."


def test_a_missed_relation_stands_where_most_of_it_is_said(gold: Path) -> None:
    places = {error.verdict.item.label: error.place for error in run(gold, records()).errors("relations") if error.what == "missed"}
    uses = places["Medusa uses Vicuna"]
    assert uses
    assert uses.sentence.startswith(("메두사(Medusa)는", "Vicuna 모델에서", "# Medusa"))
    with pytest.raises(KgError, match="nonsense is no field; fields are papers, title"):
        run(gold, records()).errors("nonsense")


def test_a_miss_that_no_text_states_has_no_place(gold: Path) -> None:
    gold.write_text(gold.read_text(encoding="utf-8").replace('"BERT"', '"ELMo"'), encoding="utf-8")
    missed = [error for error in run(gold, records()).errors("methods") if error.verdict.item.label == "ELMo"]
    assert [error.place for error in missed] == [None]


def test_two_runs_differ_by_items_gained_and_lost(gold: Path) -> None:
    later = records()
    later[1]["methods"] = [{"name": "BERT", "aliases": []}, {"name": "Longformer", "aliases": []}]
    later[0]["methods"] = [item for item in later[0]["methods"] if item["name"] != "Vicuna"]
    before, after = run(gold, records(), "before.jsonl"), run(gold, later)
    comparison = after.against(before)
    changes = {(change.what, change.verdict.field, change.verdict.item.label) for change in comparison.changes}
    assert {change for change in changes if change[1] == "methods"} == {
        ("gained", "methods", "BERT"), ("lost", "methods", "Vicuna"), ("new false", "methods", "Longformer")}
    assert ("false gone", "methods", "Longformer") in {(change.what, change.verdict.field, change.verdict.item.label) for change in before.against(after).changes}
    delta = next(delta for delta in comparison.deltas if delta.after.field == "methods")
    assert (delta.before.f1, delta.after.f1) == (0.4, 0.3333)
    assert after.against(after).changes == ()


@pytest.mark.parametrize("evidence", [None, {}, {"relations": []}, {"relations": [[]]}, {"relations": [None]}, {"relations": {"uses": []}, "cites": None},
                                      {"relations": [{"start": 0, "end": 1, "confidence": 0.5}]}])
def test_evidence_may_be_missing_or_lie_elsewhere(gold: Path, evidence: object) -> None:
    found = records()
    found[0]["evidence"] = evidence
    assert scores(run(gold, found)) == scores(run(gold, records()))


def test_a_floor_holds_or_not(gold: Path) -> None:
    found = run(gold, records())
    assert [(score.field, least) for score, least in found.below({"methods": 0.41, "introduces": 1.0, "relations": 0.0})] == [("methods", 0.41)]
    assert list(found.below({"methods": 0.4})) == []
    with pytest.raises(KgError, match="is no field"):
        list(found.below({"method": 0.4}))


def test_calibration_counts_what_is_judged_and_has_confidence(gold: Path) -> None:
    entities, relations, both = run(gold, records()).calibration()
    # Medusa 0.9, Vicuna 0.85, RoFormer 1.0 and CAIL2019 0.7 are right, a draft model at 0.45 is not; `rotation` is optional.
    assert (entities.count, entities.right) == (5, 0.8)
    assert [(part.low, part.high, part.count, part.right) for part in entities.bins] == [(0.4, 0.5, 1, 0), (0.6, 0.7, 1, 1), (0.8, 0.9, 2, 1), (0.9, 1.0, 1, 1)]
    assert entities.error == pytest.approx((0.45 + 0.3 + 2 * 0.125 + 0) / 5)
    assert (relations.count, relations.right) == (1, 0)
    assert relations.error == pytest.approx(0.35)
    assert both.count == 6


def verdict(confidence: float, *, right: bool) -> Verdict:
    item = Item("x", (frozenset("x"),), mark=Mark("d", 0, 1, confidence))
    return Verdict("methods", "found" if right else "false", item, Subject("a.md", 0, None, "unknown", "unknown"))


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=40))
def test_bins_part_the_items_and_the_error_is_bounded(judged: list[tuple[float, bool]]) -> None:
    entities = calibrate([verdict(confidence, right=right) for confidence, right in judged])[0]
    assert sum(part.count for part in entities.bins) == entities.count == len(judged)
    assert len(entities.bins) <= BINS
    assert 0 <= entities.error <= 1
    # Binned error is at least that of all items taken as one bin.
    assert entities.error >= abs(entities.confidence - entities.right) - 1e-9
    for part in entities.bins:
        assert part.low - 1e-9 <= part.confidence <= part.high + 1e-9
