"""Extraction as a spaCy pipeline: each component a pipe over one `Doc`, usable alone, and beside pipes of your own.

    nlp = load_pipeline()
    doc = nlp("We propose FlashRoute, which beats Switch Transformer on WikiText-103.")
    doc.ents, doc.spans["own"], doc._.kg.relations, doc._.kg_paper

A pipe reads what the `Doc` holds, also what others put into `doc.spans["mentions"]`, and writes what it finds. The factories are
entry points: `spacy.blank("xx").add_pipe("kg_mentions")` works without an import. The words of a `Doc` are not read by its tokens, so
any tokenizer will do; with that of `load_pipeline` spans end inside Korean words, as names do. Texts are to be NFC.
"""

# ruff: noqa: ARG001, FBT001 - spaCy calls factories with these

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry

from kg.concepts import Scheme, load_scheme
from kg.errors import KgError
from kg.extraction.boilerplate import find_boilerplate
from kg.extraction.clusters import find_clusters
from kg.extraction.definitions import find_definitions
from kg.extraction.docs import read, write
from kg.extraction.extractor import Component, components, split_sentences
from kg.extraction.folder import open_models
from kg.extraction.introduces import find_own
from kg.extraction.lexicon import Lexicon, scheme_terms
from kg.extraction.mentions import longest
from kg.extraction.tokenizer import Tokens
from kg.glossary import with_names

#: Characters of one text; all that is done with it is linear.
_LONGEST: Final = 1 << 29


class Pipe:
    """Apply a component, which may be replaced, to a `Doc`."""

    def __init__(self, component: Component) -> None:
        """Take a function from a reading to a reading."""
        self.component = component

    def __call__(self, doc: Doc) -> Doc:
        """Return the `Doc` with what the component finds."""
        return write(doc, self.component(read(doc)))


def load_pipeline(scheme: Scheme | None = None, *, names: str | Path | Iterable[str | Path] = (), models: str | Path | None = None, learned: bool = True,
                  exclude: Collection[str] = ()) -> Language:
    """Return a pipeline of all components of the extractor but those to `exclude` (`kg_results`).

    `names` and `models` are files and a folder of one's own, as for `kg.extract`; without `learned` rules do all. A `scheme` goes
    instead of the one that travels with the code; unlike paths it is not kept by `nlp.to_disk`.
    """
    own, folder = [str(path) for path in ((names,) if isinstance(names, str | Path) else names)], str(models) if models is not None else None
    settings: dict[str, object] = {"names": own, "models": folder, "learned": learned}
    table = components(Lexicon(scheme_terms(with_names(scheme, own)) if scheme else ()), open_models(folder, learned=learned))
    wanted = [f"kg_{name}" for name, _ in table]
    if unknown := sorted(set(exclude) - set(wanted)):
        raise KgError(f"there is no component {unknown[0]!r} to exclude: choose from {', '.join(wanted)}")
    nlp = spacy.blank("xx", config={"nlp": {"tokenizer": {"@tokenizers": "kg_tokens"}}})
    nlp.max_length = _LONGEST
    for name in wanted:
        if name not in exclude:
            options = Language.get_factory_meta(name).default_config or {}
            pipe = nlp.add_pipe(name, config={option: settings[option] for option in options})
            if scheme and name == "kg_mentions" and isinstance(pipe, Pipe):
                pipe.component = dict(table)["mentions"]
    return nlp


@cache
def _lexicon(names: tuple[str, ...]) -> Lexicon:
    return Lexicon(scheme_terms(with_names(load_scheme(), names)))


def _component(name: str, lexicon: Lexicon, models: str | None, *, learned: bool) -> Component:
    """Return a component as the extractor has it."""
    table = dict(components(lexicon, open_models(models, learned=learned)))
    if name not in table:
        raise KgError(f"there are no models for kg_{name}")
    return table[name]


@registry.tokenizers("kg_tokens")  # type: ignore[untyped-decorator]
def make_tokens() -> Callable[[Language], Tokens]:
    """Return what makes the tokenizer of a pipeline."""
    return lambda nlp: Tokens(nlp.vocab)


@Language.factory("kg_sentences", assigns=["token.is_sent_start"])
def make_sentences(nlp: Language, name: str) -> Pipe:
    """Return what parts running text into sentences; spaCy's `sentencizer` may stand for it."""
    return Pipe(split_sentences)


@Language.factory("kg_definitions", assigns=["doc._.kg"])
def make_definitions(nlp: Language, name: str) -> Pipe:
    """Return what finds glosses and abbreviations, for pipelines without `kg_mentions`, which finds them too."""
    return Pipe(lambda reading: replace(reading, definitions=find_definitions(reading)))


@Language.factory("kg_concepts", assigns=["doc.spans", "doc.ents"], default_config={"names": []})
def make_concepts(nlp: Language, name: str, names: list[str]) -> Pipe:
    """Return what finds the names of known concepts and no others, for pipelines without `kg_mentions`."""
    lexicon = _lexicon(tuple(names))
    return Pipe(lambda reading: replace(reading, mentions=longest(lexicon(reading))))


@Language.factory("kg_mentions", assigns=["doc.spans", "doc.ents"], default_config={"names": [], "models": None, "learned": True})
def make_mentions(nlp: Language, name: str, names: list[str], models: str | None, learned: bool) -> Pipe:
    """Return what finds names from all sources: concepts, definitions, shapes of names, and the learned recogniser."""
    return Pipe(_component("mentions", _lexicon(tuple(names)), models, learned=learned))


@Language.factory("kg_introduces", requires=["doc.spans"], assigns=["doc.spans"])
def make_introduces(nlp: Language, name: str) -> Pipe:
    """Return what finds the names that the text presents as its paper's own."""
    return Pipe(find_own)


@Language.factory("kg_clusters", requires=["doc.spans"], assigns=["doc.spans", "doc.ents"])
def make_clusters(nlp: Language, name: str) -> Pipe:
    """Return what joins mentions of one thing under its canonical name."""
    return Pipe(find_clusters)


@Language.factory("kg_boilerplate", assigns=["doc.spans"])
def make_boilerplate(nlp: Language, name: str) -> Pipe:
    """Return what finds phrases about no paper in particular."""
    return Pipe(find_boilerplate)


@Language.factory("kg_things", requires=["doc.spans"], assigns=["doc.spans", "doc.ents"], default_config={"models": None})
def make_things(nlp: Language, name: str, models: str | None) -> Pipe:
    """Return what judges, learned, which things count, their kinds, and which are the paper's own."""
    return Pipe(_component("things", Lexicon(()), models, learned=True))


@Language.factory("kg_relations", requires=["doc.spans"], assigns=["doc._.kg"], default_config={"models": None, "learned": True})
def make_relations(nlp: Language, name: str, models: str | None, learned: bool) -> Pipe:
    """Return what relates things."""
    return Pipe(_component("relations", Lexicon(()), models, learned=learned))


@Language.factory("kg_results", requires=["doc.spans"], assigns=["doc._.kg"], default_config={"models": None, "learned": True})
def make_results(nlp: Language, name: str, models: str | None, learned: bool) -> Pipe:
    """Return what finds measured figures with metric, dataset and method."""
    return Pipe(_component("results", Lexicon(()), models, learned=learned))


@Language.factory("kg_citations", requires=["doc.spans"], assigns=["doc._.kg"], default_config={"models": None, "learned": True})
def make_citations(nlp: Language, name: str, models: str | None, learned: bool) -> Pipe:
    """Return what finds the works that the text refers to."""
    return Pipe(_component("citations", Lexicon(()), models, learned=learned))
