from __future__ import annotations

from itertools import combinations
from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Entity, Statement, Subgraph
from tests.viz.subgraphs import crowd, experts, named
from viz.layout import positions
from viz.nodes import Node, edges, nodes


def overlap(one: Node, other: Node, places: dict[str, tuple[int, int]]) -> bool:
    (x, y), (u, v) = places[one.entity.id], places[other.entity.id]
    return abs(x - u) < one.room[0] + other.room[0] - 2 and y - one.room[1] < v + other.room[2] - 2 and v - other.room[1] < y + one.room[2] - 2


def test_no_label_covers_another() -> None:
    for subgraph in (experts(), crowd(60, 170)):
        places = positions(subgraph)
        assert [pair for pair in combinations(nodes(subgraph), 2) if overlap(*pair, places)] == []


def test_focus_is_in_the_middle() -> None:
    assert positions(crowd(90, 200))[crowd(90, 200).focus] == (0, 0)


def test_large_graph_takes_a_moment() -> None:
    subgraph = crowd(300, 1500)
    positions(experts())
    started = process_time()
    positions(subgraph)
    assert process_time() - started < 2


def test_empty_one_and_unknown_focus() -> None:
    assert positions(Subgraph("x", (), ())) == {}
    assert positions(named("MoE")) == {"method/0": (0, 0)}
    assert positions(named("MoE", focus=9)) == {"method/0": (0, 0)}


@settings(deadline=None)
@given(st.integers(1, 9), st.sets(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=20))
def test_any_graph_has_a_place_for_each_thing(size: int, pairs: set[tuple[int, int]]) -> None:
    things = tuple(Entity(f"method/{number}", "method", f"M{number}") for number in range(size))
    facts = tuple(Statement(f"method/{one}", "kg:uses", f"method/{other}") for one, other in sorted(pairs))
    places = positions(Subgraph("method/0", things, facts))
    assert sorted(places) == [thing.id for thing in things]
    assert len(set(places.values())) == size


def test_edges_leave_out_values_and_things_outside() -> None:
    inside = experts()
    outside = Subgraph(inside.focus, inside.entities[:2], inside.statements, inside.sources)
    assert len(edges(inside)) == 6
    assert edges(outside) == [(0, "method/mixtral", inside.focus)]


def test_more_relations_make_a_larger_node_and_the_focus_is_largest() -> None:
    subgraph = crowd(60, 170)
    focus, *others = sorted(nodes(subgraph), key=lambda node: -node.size)
    assert focus.entity.id == subgraph.focus
    assert others[0].size > others[-1].size
    assert all(node.size < focus.size for node in others)
