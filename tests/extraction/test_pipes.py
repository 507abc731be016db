"""The pipeline of spaCy says what the extractor says; its pipes work alone, and with pipes of others."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

from kg.concepts import load_scheme
from kg.errors import KgError, OntologyError
from kg.extraction.docs import OTHERS, entry_docs
from kg.extraction.extractor import Extractor, components, load_extractor
from kg.extraction.lexicon import Lexicon
from kg.extraction.models import load_models
from kg.extraction.pipes import Pipe, load_pipeline
from kg.extraction.reading import Definition
from kg.model import Document, Entry, Paper
from kg.model import Span as Place
from kg.records import to_record
from kg.resources import samples_folder
from kg.sources.files import read_paths
from tests.extraction.reading_of import document
from tests.extraction.test_extractor import PIECES
from tests.making import small_scheme

TITLE = "FlashRoute: Routing Without Balance Losses"
TEXT = ("FlashRoute는 전문가 혼합(Mixture of Experts, MoE) 모델을 위한 라우팅 알고리즘을 제안한다.  WikiText-103에서 Switch Transformer보다 "
        "퍼플렉시티를 3.2% 낮춘다.\n\nWe compare with BASE layers, arxiv.org/abs/2103.16716.")


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


@pytest.fixture(scope="module")
def rules() -> Language:
    return load_pipeline(small_scheme(), learned=False)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load_extractor(load_scheme(), models=load_models())


@Language.component("test_marks_routing")
def marks_routing(doc: Doc) -> Doc:
    """Mark a word as a method, as a user's own component would."""
    place = doc.text.find("라우팅 알고리즘")
    doc.spans["mentions"].append(doc.char_span(place, place + 8, label="METHOD", kb_id="method/router-network"))
    return doc


@Language.component("test_forgets_all")
def forgets_all(doc: Doc) -> Doc:
    """Take all mentions away."""
    doc.spans["mentions"] = []
    return doc


def papers(nlp: Language, made: Document) -> tuple[Paper, ...]:
    return tuple(doc._.kg_paper for doc in nlp.pipe(entry_docs(nlp, made)))


def words(spans: Iterable[Span]) -> list[tuple[str, str]]:
    return [(span.text, span.label_) for span in spans]


# The same as the extractor

def test_every_component_of_the_extractor_is_a_pipe(nlp: Language, rules: Language) -> None:
    for pipeline, models in ((nlp, load_models()), (rules, None)):
        assert pipeline.pipe_names == [f"kg_{name}" for name, _ in components(Lexicon(()), models)]


@pytest.mark.parametrize("learned", [True, False])
def test_the_records_of_the_samples_are_the_same(*, learned: bool) -> None:
    documents = [outcome for outcome in read_paths([str(samples_folder())]) if isinstance(outcome, Document)]
    assert sum(len(made.entries) for made in documents) >= 55
    pipeline, extractor = load_pipeline(learned=learned), load_extractor(load_scheme(), models=load_models() if learned else None)
    for made in documents:
        assert [to_record(paper, made.source) for paper in papers(pipeline, made)] == [
            to_record(paper, made.source) for paper in extractor.extract(made).papers]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=40).map("".join))
def test_rules_say_the_same(rules: Language, body: str) -> None:
    made = document(body, title=TITLE)
    assert papers(rules, made) == load_extractor(small_scheme()).extract(made).papers


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=40).map("".join))
def test_models_say_the_same(nlp: Language, extractor: Extractor, body: str) -> None:
    made = document(body, title=TITLE)
    assert papers(nlp, made) == extractor.extract(made).papers


# What a `Doc` shows

def test_a_plain_text_is_one_entry(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert doc.text == TEXT
    assert [sentence.text.split()[0] for sentence in doc.sents] == ["FlashRoute는", "WikiText-103에서", "We"]
    things = {(span.text, span.label_, span.kb_id_) for span in doc.ents}
    assert {("WikiText-103", "dataset", "dataset/wikitext-103"), ("Switch Transformer", "model", "method/switch-transformer")} <= things
    assert {span.id_ for span in doc.spans["things"] if span.kb_id_ == "method/mixture-of-experts"} == {"Mixture of Experts"}
    assert "FlashRoute" in {span.text for span in doc.spans["own"]}


def test_relations_results_and_citations_are_found_by_rules_too() -> None:
    doc = load_pipeline(learned=False)(f"We propose FlashRoute. FlashRoute outperforms Switch Transformer. {TEXT}")
    assert ("FlashRoute", "outperforms", "Switch Transformer") in {(item.head, item.type, item.tail) for item in doc._.kg.relations}
    assert "3.2" in {result.value for result in doc._.kg.results}
    assert "2103.16716" in {cite.value for cite in doc._.kg_paper.cites}


def test_spans_end_inside_korean_words(nlp: Language) -> None:
    doc = nlp("강화 학습을 쓴다.")
    assert words(doc.ents) == [("강화 학습", "method")]
    assert [token.text for token in doc] == ["강화", "학습", "을", "쓴다", "."]


def test_other_tokens_give_the_same_facts(nlp: Language) -> None:
    other = spacy.blank("xx")
    for name in nlp.pipe_names:
        other.add_pipe(name)
    assert other(TEXT)._.kg_paper == nlp(TEXT)._.kg_paper


def test_offsets_of_entries_count_in_the_document(nlp: Language) -> None:
    made = document(TEXT, title=TITLE)
    whole = replace(made, text=f"\n\n{made.text}", entries=tuple(_moved(made)))
    (paper,) = papers(nlp, whole)
    assert paper.title is not None
    assert paper.title.evidence[0].span.start == 2
    assert all(whole.text[item.span.start:item.span.end] == item.quote for thing in paper.methods for item in thing.evidence)


def _moved(made: Document) -> Iterator[Entry]:
    for entry in made.entries:
        fields = tuple(replace(field, span=Place(field.span.start + 2, field.span.end + 2)) for field in entry.fields)
        yield replace(entry, span=Place(entry.span.start + 2, entry.span.end + 2), fields=fields,
                      body=tuple(Place(span.start + 2, span.end + 2) for span in entry.body))


def test_texts_and_nothing_are_read(nlp: Language) -> None:
    assert [len(doc.ents) > 0 for doc in nlp.pipe([TEXT, "", " \n", TEXT])] == [True, False, False, True]


def test_docs_are_kept_with_their_spans(nlp: Language) -> None:
    data = DocBin(docs=[nlp(TEXT)], attrs=["ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "SENT_START"]).to_bytes()
    (doc,) = DocBin().from_bytes(data).get_docs(nlp.vocab)
    assert words(doc.ents) == words(nlp(TEXT).ents)


# Pipes alone, left out, and among others

def test_sentences_alone() -> None:
    only = spacy.blank("xx")
    only.add_pipe("kg_sentences")
    assert [sentence.text for sentence in only("첫 문장이다. Second one").sents] == ["첫 문장이다.", "Second one"]


def test_definitions_alone() -> None:
    only = spacy.blank("xx")
    only.add_pipe("kg_definitions")
    reading = only("전문가 혼합(Mixture of Experts, MoE)을 쓴다.")._.kg
    assert [[reading.words(span) for span in found.spans] for found in reading.definitions] == [["전문가 혼합", "Mixture of Experts", "MoE"]]


def test_concepts_alone() -> None:
    only = spacy.blank("ko", config={"nlp": {"tokenizer": {"@tokenizers": "kg_tokens"}}})
    only.add_pipe("kg_concepts")
    assert words(only("FooNet에 강화 학습을 쓴다.").ents) == [("강화 학습", "method")]


@pytest.mark.parametrize("name", ["kg_introduces", "kg_clusters", "kg_boilerplate", "kg_things", "kg_relations", "kg_results", "kg_citations"])
def test_each_pipe_takes_a_doc_that_nothing_else_has_read(name: str) -> None:
    only = spacy.blank("xx")
    only.add_pipe(name)
    assert only(TEXT).text == TEXT


def test_clusters_of_mentions_that_others_found() -> None:
    only = spacy.blank("xx")
    ruler = only.add_pipe("span_ruler", config={"spans_key": "mentions"})
    ruler.add_patterns([{"label": "method", "pattern": "FooNet"}])  # type: ignore[attr-defined]
    only.add_pipe("kg_clusters")
    doc = only("FooNet beats BarNet. FooNet wins.")
    assert [(cluster.name, cluster.type, len(cluster.mentions)) for cluster in doc._.kg.clusters] == [("FooNet", "method", 2)]
    assert {mention.extractor for mention in doc._.kg.mentions} == {OTHERS}


def test_sentences_of_others_count() -> None:
    only = spacy.blank("xx")
    only.add_pipe("sentencizer", config={"punct_chars": ["!"]})
    only.add_pipe("kg_concepts")
    reading = only("강화 학습. 쓴다!  그리고 MoE. 끝")._.kg
    assert [reading.words(span) for span in reading.sentences] == ["강화 학습. 쓴다!", "그리고 MoE. 끝"]


def test_a_component_that_is_left_out_finds_nothing() -> None:
    short = load_pipeline(small_scheme(), learned=False, exclude=["kg_results", "kg_citations"])
    paper = short("FooNet을 쓰는 강화 학습은 FID 2.42를 달성한다. 정확도가 3.1% 향상된다.")._.kg_paper
    assert (paper.results, paper.cites) == ((), ())
    assert paper.methods


def test_what_a_component_of_ones_own_marks_counts() -> None:
    own = load_pipeline(exclude=["kg_things"])
    own.add_pipe("test_marks_routing", after="kg_mentions")
    doc = own(TEXT)
    assert ("라우팅 알고리즘", "method", "method/router-network") in {(span.text, span.label_, span.kb_id_) for span in doc.ents}
    assert "method/router-network" in {thing.concept for thing in doc._.kg_paper.methods}
    assert "Switch Transformer" in {thing.name for thing in doc._.kg_paper.methods}


def test_what_a_component_of_ones_own_takes_away_is_gone() -> None:
    own = load_pipeline(small_scheme(), learned=False)
    own.add_pipe("test_forgets_all", after="kg_mentions")
    assert own("강화 학습을 쓴다.")._.kg_paper.methods == ()


def test_entities_of_others_stay() -> None:
    both = spacy.blank("en")
    both.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "Zorblax Labs"}])  # type: ignore[attr-defined]
    both.add_pipe("kg_concepts")
    assert words(both("Zorblax Labs uses reinforcement learning.").ents) == [("Zorblax Labs", "ORG"), ("reinforcement learning", "method")]


def test_a_label_that_is_no_kind_is_said() -> None:
    only = spacy.blank("xx")
    only.add_pipe("kg_clusters")
    doc = only.make_doc("Zorblax Labs")
    doc.spans["mentions"] = [Span(doc, 0, 2, label="ORG")]
    with pytest.raises(OntologyError, match="'Zorblax Labs' is labelled 'ORG'"):
        only(doc)


# Names and models of one's own

def test_names_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "names.tsv").write_text("method\tSnark Pruning\t스나크 가지치기\n", encoding="utf-8")
    own = load_pipeline(names=tmp_path / "names.tsv", learned=False)
    assert "method/snark-pruning" in {span.kb_id_ for span in own("우리는 스나크 가지치기를 사용하여 모델을 압축한다.").ents}


def test_a_component_may_be_replaced(nlp: Language) -> None:
    own = load_pipeline(small_scheme(), learned=False)
    pipe = own.get_pipe("kg_relations")
    assert isinstance(pipe, Pipe)
    definition = Definition((Place(0, 2),), "rule.gloss", 0.5)
    pipe.component = lambda reading: replace(reading, definitions=(definition,))
    assert own("강화 학습을 쓴다.")._.kg.definitions == (definition,)
    assert nlp("강화 학습을 쓴다.")._.kg.definitions == ()


def test_a_pipeline_is_saved_and_loaded(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")
    assert again.pipe_names == nlp.pipe_names
    assert again(TEXT)._.kg_paper == nlp(TEXT)._.kg_paper


def test_models_that_are_not_there_are_said(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="holds no models"):
        load_pipeline(models=tmp_path)


def test_an_unknown_component_to_exclude_is_said() -> None:
    with pytest.raises(KgError, match="no component 'kg_thongs' to exclude"):
        load_pipeline(small_scheme(), exclude=["kg_thongs"])


def test_extraction_itself_needs_no_spacy() -> None:
    code = "import kg.pipeline.building, kg.extraction.workers, sys; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_factories_are_entry_points() -> None:
    names = {point.name for point in entry_points(group="spacy_factories")}
    assert {f"kg_{name}" for name, _ in components(Lexicon(()), load_models())} | {"kg_definitions", "kg_concepts"} <= names


@pytest.mark.parametrize("text", ["가" * 100_000, "A-" * 50_000, "MoE, " * 20_000, "(a" * 50_000, " \n" * 50_000])
def test_hostile_texts_end(rules: Language, text: str) -> None:
    assert rules(text).text == text
