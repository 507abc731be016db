"""What makes a Neo4j database find the nodes of a graph: constraints and indexes, and the names by which a push knows its own."""

from __future__ import annotations

from typing import Final

from kg.stores.neo4j.connection import Database

#: The label that every node of a graph has beside its own.
OURS: Final = "Kg"
#: The label of the one node that says which graph the database holds.
STATE: Final = "KgGraph"
#: The label of nodes that the graph lost and others hold on to, in place of OURS.
LEFT: Final = "KgLeft"
#: The property that marks nodes and relationships of a graph: a digest of all that it says of them.
HASH: Final = "kgHash"
#: The full-text index over names.
NAMES: Final = "kg_names"

#: Seconds in which indexes must have been filled.
_FILLING: Final = 3600
#: Properties that nodes are looked up by, beside `id`.
_LOOKED_UP: Final = {"Paper": ("arxivId", "year"), "Author": ("name",), "Method": ("name",), "Task": ("name",), "Dataset": ("name",),
                     "Metric": ("name",), "Venue": ("name",), "Document": ("name",)}
#: Constraints, which make the index that they need, and indexes, by name.
CONSTRAINTS: Final = {
    "kg_id": f"FOR (n:{OURS}) REQUIRE n.id IS UNIQUE",
    "kg_graph": f"FOR (n:{STATE}) REQUIRE n.id IS UNIQUE",
    "kg_left": f"FOR (n:{LEFT}) REQUIRE n.id IS UNIQUE",
}
INDEXES: Final = {
    **{f"kg_{label.lower()}_{name.lower()}": f"INDEX %s FOR (n:{label}) ON (n.{name})" for label, names in _LOOKED_UP.items() for name in names},
    # A title may be longer than what an index of the common kind takes.
    "kg_paper_name": "TEXT INDEX %s FOR (n:Paper) ON (n.name)",
    # The analyser makes pairs of neighbouring Hangul syllables, so that a name is found with particles and without spaces.
    NAMES: "FULLTEXT INDEX %s FOR (n:Paper|Author|Method|Task|Dataset|Metric|Venue) ON EACH [n.name, n.aliases, n.prefLabel_ko]"
           " OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}",
}


def prepare(database: Database) -> None:
    """Make constraints and indexes where they are missing, and wait until they serve."""
    states = dict(database.run("SHOW INDEXES YIELD name, state"))
    for name, what in CONSTRAINTS.items():
        if name not in states:
            database.run(f"CREATE CONSTRAINT {name} IF NOT EXISTS {what}")
    for name, what in INDEXES.items():
        if name not in states:
            database.run(f"CREATE {what % f'{name} IF NOT EXISTS'}")
    # Only these: an index of others may have failed.
    for name in (*CONSTRAINTS, *INDEXES):
        if states.get(name) != "ONLINE":
            database.run("CALL db.awaitIndex($name, $seconds)", name=name, seconds=_FILLING)
