"""A graph as CSV files for `neo4j-admin database import full`: the fast way into a new database, for large graphs.

There is a file for each set of labels and for each type of relationship, and a script with the command that loads them all. What the
import makes is what a push makes, but for constraints and indexes, which the next push adds.
"""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from kg.collection import uncollected
from kg.errors import GraphError
from kg.model import Graph
from kg.stores.neo4j.rows import Row, content_hash, node_row
from kg.stores.neo4j.schema import HASH, STATE
from kg.stores.neo4j.tables import Lines, Tables, labels_of, quoted
from kg.stores.property_graph import EVIDENCE, RELATIONSHIPS, STATEMENT, Node, PropertyGraph, Relationship

SCRIPT: Final = "import.sh"

#: The columns of what has the same in every graph; relationships that stand for statements say what these rest on.
_STATEMENTS: Final = f"id:ID,predicate:string,belief:double,value:string,datatype:string,language:string,{HASH}:long"
_READINGS: Final = f"id:ID,start:long,end:long,quote:string,extractor:string,confidence:double,negated:boolean,{HASH}:long"
_ENDS: Final = f":START_ID,:END_ID,{HASH}:long"
_SUPPORTED: Final = f"{_ENDS},statement:string,belief:double,texts:long"
_HEAD: Final = """#!/bin/sh
# Load the graph into a database of a Neo4j server that does not run: ./import.sh [OPTION]... [DATABASE]
# --overwrite-destination replaces a database that is there; $NEO4J_ADMIN is the command, where it is not neo4j-admin.
# Start the server then, and let `kg push` make constraints and indexes.
cd "$(dirname "$0")" || exit
[ $# -gt 0 ] || set -- neo4j
exec ${NEO4J_ADMIN:-neo4j-admin} database import full"""


def write_files(graph: Graph, folder: Path, *, base: str, version: str) -> Path:
    """Write the files into a new folder, which appears whole or not at all, and return the script; raise GraphError where that cannot be."""
    part = folder.with_name(f"{folder.name}.part")
    try:
        if folder.exists():
            raise GraphError(f"{folder}: exists already: name a new folder")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        with uncollected():
            _write(PropertyGraph(graph), part, base, version)
        part.replace(folder)
        return folder / SCRIPT
    except OSError as error:
        raise GraphError(f"{folder}: cannot be written ({error.strerror or error})") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _write(graph: PropertyGraph, folder: Path, base: str, version: str) -> None:
    """Write documents and entities as tables, whose columns are learnt before, and all else, of which there is so much more, line by line."""
    with ExitStack() as opened:
        nodes, relationships = Lines(folder, opened), Lines(folder, opened)
        tables = Tables(nodes)
        for node in graph.things():
            tables.learn(labels_of(node.labels), node_row(node, 0))
        delimiter = tables.delimiter()
        for part in graph.parts():
            if isinstance(part, Relationship):
                relationships.write(part.type, _SUPPORTED if part.type in RELATIONSHIPS else _ENDS, _relationship(part))
            elif part.labels == (EVIDENCE,):
                nodes.write(labels_of(part.labels), _READINGS, _evidence(part))
            elif part.labels == (STATEMENT,):
                nodes.write(labels_of(part.labels), _STATEMENTS, _statement(part))
            else:
                tables.write(labels_of(part.labels), node_row(part, content_hash(part)), delimiter)
        state: Row = {"id": "graph", "base": base, "version": version, "push": "import", "complete": True, "nodes": nodes.count,
                      "properties": sorted(nodes.names - {HASH})}
        tables.learn(STATE, state)
        tables.write(STATE, state, delimiter)
        _write_script(folder / SCRIPT, delimiter, (*nodes.arguments("nodes"), *relationships.arguments("relationships")))


def _relationship(item: Relationship) -> str:
    start, kind, end, said = item
    support = f',"{said["statement"]}",{said["belief"]},{said["texts"]}' if said else ",,," if kind in RELATIONSHIPS else ""
    return f"{quoted(start)},{quoted(end)},{content_hash(item)}{support}\n"


def _evidence(node: Node) -> str:
    said = node.properties
    words = f'{quoted(str(said["quote"]))},{quoted(str(said["extractor"]))}'
    return f'"{node.id}",{said["start"]},{said["end"]},{words},{said["confidence"]},{"true" if said["negated"] else "false"},{content_hash(node)}\n'


def _statement(node: Node) -> str:
    said = node.properties
    literal = ",".join([quoted(str(said[name])) if name in said else "" for name in ("value", "datatype", "language")])
    return f'"{node.id}",{quoted(str(said["predicate"]))},{said.get("belief", "")},{literal},{content_hash(node)}\n'


def _write_script(path: Path, delimiter: str, files: Iterable[str]) -> None:
    options = (f"--array-delimiter=U+{ord(delimiter):04X}", "--multiline-fields=true", *files)
    path.write_text(" \\\n  ".join((_HEAD, *map(shlex.quote, options), '"$@"\n')), encoding="utf-8")
    path.chmod(0o755)
