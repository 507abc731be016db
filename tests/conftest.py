"""What all tests share: no test of properties is timed, since speed is measured in `scripts/bench`; servers start when a test first wants them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests import servers
from tests.servers import Neo4jServer, SparqlServer

settings.register_profile("untimed", deadline=None, derandomize=True)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jServer]:
    with servers.neo4j_server(tmp_path_factory.mktemp("neo4j")) as server:
        yield server


@pytest.fixture(scope="session")
def fuseki_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparqlServer]:
    with servers.fuseki_server(tmp_path_factory.mktemp("fuseki")) as server:
        yield server


@pytest.fixture(scope="session")
def oxigraph_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparqlServer]:
    with servers.oxigraph_server(tmp_path_factory.mktemp("oxigraph")) as server:
        yield server


@pytest.fixture
def neo4j(neo4j_server: Neo4jServer) -> Neo4jServer:
    """Return a running server, empty where it is ours."""
    neo4j_server.start()
    if neo4j_server.ours:
        neo4j_server.clear()
    return neo4j_server


@pytest.fixture
def fuseki(fuseki_server: SparqlServer) -> SparqlServer:
    """Return a running server, empty."""
    fuseki_server.start()
    fuseki_server.clear()
    return fuseki_server


@pytest.fixture
def oxigraph(oxigraph_server: SparqlServer) -> SparqlServer:
    """Return a running server, empty."""
    oxigraph_server.start()
    oxigraph_server.clear()
    return oxigraph_server


@pytest.fixture(scope="session")
def spare_neo4j(neo4j_server: Neo4jServer) -> Neo4jServer:
    """Return a server whose database the tests may fill; what somebody else's holds is safe."""
    neo4j_server.start()
    if not neo4j_server.ours and neo4j_server.run("MATCH (n) RETURN 1 LIMIT 1"):
        pytest.skip("the database holds what others put there: name an empty one")
    return neo4j_server


@pytest.fixture
def empty_neo4j(spare_neo4j: Neo4jServer) -> Neo4jServer:
    """Return a running server without nodes."""
    spare_neo4j.start()
    spare_neo4j.empty()
    return spare_neo4j
