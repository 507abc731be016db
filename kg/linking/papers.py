"""Which papers of which texts are one paper: by arXiv id, else by title."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from kg.formulas import readable
from kg.identifiers import digest, entity_id, key, slug
from kg.linking.groups import best
from kg.linking.names import named_of
from kg.model import Entity, Extraction, Literal, Paper

_ARXIV: Final = re.compile(
    r"(?:arxiv:|https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/)?"
    r"(\d{4}\.\d{4,5}|[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?", re.IGNORECASE)

#: A cited name of as many words is the title of a paper.
_TITLE_WORDS: Final = 5

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Papers:
    """Hold the paper entities, the id of each paper of each text, and the ids by title's key."""

    entities: dict[str, Entity]
    ids: dict[Place, str]
    by_title: dict[str, str]

    def find(self, name: str) -> str | None:
        """Return the id of the paper that a title, an arXiv id or an arXiv address names; a few words name no paper."""
        number = arxiv_id(name)
        if number:
            return f"paper/{number}"
        return self.by_title.get(key(name)) if _is_title(name) else None


def arxiv_id(name: str) -> str | None:
    """Return the arXiv id without version that a name consists of, None where it is something else.

    >>> arxiv_id("https://arxiv.org/abs/2405.00263v1"), arxiv_id("Llama 2")
    ('2405.00263', None)
    """
    found = _ARXIV.fullmatch(name.strip())
    return found[1] if found else None


def link_papers(extractions: Sequence[Extraction]) -> Papers:
    """Give each paper of each text its id: `paper/ARXIV-ID`, else `paper/TITLE`, else one of its own."""
    titled: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for _, paper in _places(extractions):
        if paper.arxiv and paper.title:
            titled[key(paper.title.value)][_number(paper.arxiv.value)] += 1
    # A title that two arXiv ids have goes, where nothing else is said, to the one that more texts give it.
    numbers = {title: best(votes) for title, votes in titled.items() if title}
    cited = [name for _, paper in _places(extractions) for name in _cited(paper)]
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for title in (*(paper.title.value for _, paper in _places(extractions) if paper.title), *filter(_is_title, cited)):
        spellings[key(title)][title] += 1
    slugs = _slugs({title: best(votes) for title, votes in spellings.items() if title and title not in numbers})
    ids = {place: _id(place, paper, numbers, slugs) for place, paper in _places(extractions)}
    by_title = {**slugs, **{title: f"paper/{number}" for title, number in numbers.items()}}
    files = _files(extractions, ids)
    entities = {name: _entity(name, votes, files.get(name, "")) for name, votes in _titles(extractions, ids).items()}
    for name in sorted({*cited}):
        found = Papers(entities, ids, by_title).find(name)
        if found and found not in entities:
            entities[found] = Entity(found, "paper", found.removeprefix("paper/") if arxiv_id(name) else name)
    return Papers(entities, ids, by_title)


def _places(extractions: Sequence[Extraction]) -> list[tuple[Place, Paper]]:
    return [((extraction.source.id, place), paper) for extraction in extractions for place, paper in enumerate(extraction.papers)]


def _number(value: str) -> str:
    return arxiv_id(value) or slug(value)


def _slugs(titles: dict[str, str]) -> dict[str, str]:
    """Return an id for each title's key; two titles with one slug are told apart by a digest."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for title in sorted(titles):
        name = entity_id("paper", titles[title])
        ids[title] = name if name not in taken else f"{name}-{digest(title, length=8)}"
        taken.add(ids[title])
    return ids


def _id(place: Place, paper: Paper, numbers: dict[str, str], slugs: dict[str, str]) -> str:
    if paper.arxiv:
        return f"paper/{_number(paper.arxiv.value)}"
    title = key(paper.title.value) if paper.title else ""
    if title in numbers:
        return f"paper/{numbers[title]}"
    return slugs.get(title) or f"paper/{place[0]}-{place[1] + 1}"


def _titles(extractions: Sequence[Extraction], ids: dict[Place, str]) -> dict[str, Counter[str]]:
    titles: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for place, paper in _places(extractions):
        titles[ids[place]].update([readable(paper.title.value)] if paper.title else [])
    return titles


def _cited(paper: Paper) -> Iterator[str]:
    """Yield what a paper cites under a name that none of its items has: titles and arXiv ids are among it."""
    own = {name for named in named_of(paper) for name in (named.name, *named.aliases)}
    return (value.value for value in paper.cites if value.value not in own)


def _is_title(name: str) -> bool:
    return len(name.split()) >= _TITLE_WORDS and arxiv_id(name) is None


def _files(extractions: Sequence[Extraction], ids: dict[Place, str]) -> dict[str, str]:
    """Return the names of the files that present one paper only, under the ids of the papers."""
    return {ids[extraction.source.id, 0]: PurePath(extraction.source.name).stem for extraction in extractions if len(extraction.papers) == 1}


def _entity(name: str, votes: Counter[str], file: str) -> Entity:
    if not votes:
        # A file's name says more than a number of the text's own.
        own = arxiv_id(name.removeprefix("paper/"))
        return Entity(name, "paper", own or file or name.removeprefix("paper/"))
    label = best(votes, prefer=str.isascii)
    others = sorted({title for title in votes if key(title) != key(label)})
    return Entity(name, "paper", label, tuple(Literal(title) for title in others))
