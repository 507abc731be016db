"""Ways to a Neo4j server, and what is said where there is none."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from kg.errors import KgError, ServerError, SourceError
from kg.stores.neo4j.connection import Credentials, _check_release, checked, connected, read_credentials
from tests.servers import Neo4jServer
from tests.stores.neo4j_databases import secret_file


@pytest.mark.parametrize(("environment", "user"), [
    ({"NEO4J_PASSWORD": "secret"}, "neo4j"), ({"NEO4J_PASSWORD": "secret", "NEO4J_USER": "ada", "NEO4J_USERNAME": "bo"}, "ada"),
    ({"NEO4J_PASSWORD": "secret", "NEO4J_USERNAME": "bo"}, "bo")])
def test_user_and_password_come_from_the_environment(environment: dict[str, str], user: str) -> None:
    assert read_credentials(environment=environment) == Credentials(user, "secret")


@pytest.mark.parametrize(("words", "expected"), [
    ("ada\nse cret\n", ("ada", "se cret")), ("# comment\nNEO4J_URI=neo4j://h\nNEO4J_USERNAME=ada\nNEO4J_PASSWORD=a=b#c\n", ("ada", "a=b#c")),
    ('password = "secret"', ("neo4j", "secret")), ("user: ada\npassword: b", ("user: ada", "password: b"))])
def test_user_and_password_come_from_a_file(words: str, expected: tuple[str, str], tmp_path: Path) -> None:
    assert read_credentials(secret_file(tmp_path, words), environment={"NEO4J_PASSWORD": "other"}) == Credentials(*expected)


def test_what_is_no_file_of_a_password_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ServerError, match=r"no password: set \$NEO4J_PASSWORD"):
        read_credentials(environment={"NEO4J_PASSWORD": ""})
    with pytest.raises(SourceError, match="cannot be read"):
        read_credentials(tmp_path / "missing")
    with pytest.raises(SourceError, match="two lines, user and password"):
        read_credentials(secret_file(tmp_path, "alone\n"))
    secret_file(tmp_path, "ada\nsecret\n").chmod(0o644)
    with pytest.raises(SourceError, match="others may read it: `chmod 600` it"):
        read_credentials(tmp_path / "credentials")


def test_a_password_is_not_shown() -> None:
    assert "secret" not in repr(Credentials("ada", "secret"))


@pytest.mark.parametrize("address", ["localhost:7687", "http://localhost:7474", "neo4j:", "neo4j://", "neo4j://host:99999", "neo4j://host:x", "neo4j://host/database",
                                     "neo4j://host?policy=x", "neo4j://[::1", "bolt://:7687", "", "neo4j+x://host"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ServerError, match="is no address of a Neo4j server"):
        checked(address)


@pytest.mark.parametrize("address", ["neo4j://ada:secret@host", "bolt://ada@host:7687"])
def test_an_address_holds_no_password(address: str) -> None:
    with pytest.raises(ServerError, match="do not belong into an address") as raised:
        checked(address)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("address", ["neo4j://localhost", "neo4j+s://db.example.org:7687/", "bolt+ssc://[::1]:7687", "bolt://127.0.0.1:1"])
def test_an_address_has_host_and_perhaps_port(address: str) -> None:
    assert checked(address).hostname


@pytest.mark.parametrize(("agent", "good"), [("Neo4j/5.26.25", True), ("Neo4j/5.27-aura", True), ("Neo4j/2026.05.0", True), ("Neo4j/4.4.40", False),
                                             ("Neo4j/5.1.0", False), ("Other/1.0", False)])
def test_old_servers_are_refused(agent: str, good: bool) -> None:  # noqa: FBT001 - a column of the table
    if good:
        _check_release("neo4j://host", agent)
        return
    with pytest.raises(ServerError, match=f"neo4j://host: is {agent.replace('/', ' ')}: this program needs Neo4j"):
        _check_release("neo4j://host", agent)


def said(address: str, *, password: str = "wrong", database: str | None = None) -> str:
    """Return what is said of a connection that cannot be."""
    with pytest.raises(KgError) as raised, connected(address, Credentials("neo4j", password), database=database):
        pytest.fail("connected")
    assert str(raised.value).startswith(f"{address}: ")
    return str(raised.value).removeprefix(f"{address}: ")


@pytest.mark.parametrize("scheme", ["bolt", "neo4j", "neo4j+s"])
def test_nobody_listens(scheme: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert said(f"{scheme}://127.0.0.1:{port}") == "no Neo4j server answers there, or it went away"


def test_there_is_no_host() -> None:
    assert said("bolt://no-such-host.invalid") == "there is no such host"


def test_the_server_refuses(spare_neo4j: Neo4jServer) -> None:
    spare_neo4j.start()
    assert said(spare_neo4j.uri) == "the user or the password is wrong"
    assert said(spare_neo4j.uri, password=spare_neo4j.password, database="other") == "has no database other"
    assert said(spare_neo4j.uri.replace("neo4j://", "bolt+s://"), password=spare_neo4j.password) == "no Neo4j server answers there, or it went away"
