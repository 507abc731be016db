from __future__ import annotations

from collections.abc import Sequence

import pytest

from kg.concepts import load_scheme
from kg.linking.names import is_another

CONCEPTS = {concept.english: concept for concept in load_scheme().concepts.values()}


@pytest.mark.parametrize(("names", "concept", "another"), [
    (("CUT", "Contrastive Unlikelihood Training"), "Contrastive Unpaired Translation", True),
    (("CUT", "Contrastive Unpaired Translation"), "Contrastive Unpaired Translation", False),
    (("CUT",), "Contrastive Unpaired Translation", False),
    (("MoE", "Mixture of Experts"), "Mixture of Experts", False),
    (("MoE", "전문가 혼합"), "Mixture of Experts", False),
    (("RLHF", "Reinforcement Learning from Human Feedback"), "Reinforcement Learning from Human Feedback", False),
])
def test_an_abbreviation_spelt_out_otherwise_is_another_thing(names: Sequence[str], concept: str, another: bool) -> None:  # noqa: FBT001 - a case
    assert is_another(names, CONCEPTS[concept]) is another
