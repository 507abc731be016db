from __future__ import annotations

from pathlib import Path

import pytest

from kg.concepts import COLUMNS, Scheme, load_scheme
from kg.errors import OntologyError, SourceError
from kg.glossary import with_names
from tests.making import small_scheme


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "names.tsv"


def added(file: Path, *lines: str, scheme: Scheme | None = None) -> Scheme:
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return with_names(scheme or small_scheme(), [file])


def test_short_lines_have_kind_name_and_other_names_in_both_languages(file: Path) -> None:
    concept = added(file, "# mine", "", "method\tFuzzy Routing\tFR | 퍼지 라우팅 | 퍼지 경로", "dataset\tQuxBench").concepts["method/fuzzy-routing"]
    assert (concept.english, concept.also_english, concept.korean, concept.also_korean) == ("Fuzzy Routing", ("FR",), "퍼지 라우팅", ("퍼지 경로",))
    assert {(name.value, name.language) for name in concept.names} == {("Fuzzy Routing", "en"), ("FR", "en"), ("퍼지 라우팅", "ko"), ("퍼지 경로", "ko")}


def test_a_file_of_the_ontology_is_one_of_names(file: Path) -> None:
    line = "fuzzy-routing\tmethod\tFuzzy Routing\t퍼지 라우팅\tFR\tfuzzy routes\t\tmixture-of-experts\tcased"
    concept = added(file, "\t".join(COLUMNS), line).concepts["method/fuzzy-routing"]
    assert (concept.abbreviations, concept.broader, concept.flags) == (("FR",), ("method/mixture-of-experts",), ("cased",))


def test_columns_may_be_some_in_any_order_and_lines_shorter(file: Path) -> None:
    scheme = added(file, "english\tkind\tbroader", "Fuzzy Routing\tmethod\tsnark-pruning | machine-learning", "Snark Pruning\tmethod")
    assert scheme.concepts["method/fuzzy-routing"].broader == ("method/snark-pruning", "method/machine-learning")


def test_names_of_a_known_concept_are_added_to_it(file: Path) -> None:
    scheme = added(file, "model\tMoE\t전문가 섞기 | 전문가 혼합 | mixed experts")
    concept, before = scheme.concepts["method/mixture-of-experts"], small_scheme().concepts["method/mixture-of-experts"]
    assert (concept.type, concept.english, concept.korean, concept.broader) == (before.type, before.english, before.korean, before.broader)
    assert (concept.also_english, concept.also_korean) == (("mixed experts",), (*before.also_korean, "전문가 섞기"))
    assert scheme.concepts.keys() == small_scheme().concepts.keys()


def test_a_name_that_two_concepts_have_makes_a_third_one(file: Path) -> None:
    assert added(file, "method\tRL").concepts["method/rl"].english == "RL"


def test_an_id_names_the_concept(file: Path) -> None:
    scheme = added(file, "id\tkind\tenglish", "reinforcement-learning\tmethod\tTrial and Error", "own-moe\tmethod\tMoE")
    assert scheme.concepts["method/reinforcement-learning"].also_english == ("Trial and Error",)
    assert scheme.concepts["method/own-moe"].english == "MoE"


def test_ones_own_concepts_go_before_others(file: Path) -> None:
    assert next(iter(added(file, "dataset\tMoE").concepts)) == "dataset/moe"


def test_the_version_depends_on_what_the_files_hold_alone(tmp_path: Path) -> None:
    for name, line in (("a", "method\tFuzzy Routing"), ("b", "dataset\tQuxBench\tQB"), ("c", "method\tFuzzy Routing")):
        (tmp_path / name).write_text(line, encoding="utf-8")
    one, two = with_names(small_scheme(), [tmp_path / "a", tmp_path / "b"]), with_names(small_scheme(), [tmp_path / "b", tmp_path / "c"])
    assert one == two
    assert list(one.concepts) == list(two.concepts)
    assert len({one.version, small_scheme().version, with_names(small_scheme(), [tmp_path / "b"]).version}) == 3
    assert with_names(small_scheme(), []) is small_scheme()


def test_other_systems_files_are_read(file: Path) -> None:
    file.write_bytes("\ufeffkind\tenglish\tkorean\r\nmethod\tFuzzy Routing\t퍼지 라우팅\r\n".encode())
    assert with_names(small_scheme(), [file]).concepts["method/fuzzy-routing"].korean == "퍼지 라우팅"


@pytest.mark.parametrize(("lines", "message"), [
    (["methd\tX"], "names.tsv:1: unknown kind 'methd': choose from method"),
    (["", "method"], "names.tsv:2: there is no English name"),
    (["method\tFoo\tbar\tbaz"], r"names.tsv:1: 4 columns instead of 3 \(kind, english, names\)"),
    (["method\t퍼지 라우팅"], "names.tsv:1: '퍼지 라우팅' is no English name: put it into the column names"),
    (["method\tF"], "names.tsv:1: the name 'F' is too short"),
    (["method\tFoo\t2024"], "names.tsv:1: the name '2024' is too short, or has no letter"),
    (["kind\tenglish\tbroder"], "names.tsv:1: unknown column 'broder': choose from id, kind"),
    (["kind\tenglish\tkind"], "names.tsv:1: two columns 'kind'"),
    (["kind\tenglish\tbroader", "method\tFoo\tbar"], "names.tsv:2: unknown broader concept 'bar'"),
    (["kind\tenglish\tbroader", "method\tFoo\tfoo"], "names.tsv:2: a concept does not come under itself"),
    (["kind\tenglish\tflags", "method\tFoo\tloud"], "names.tsv:2: unknown flag 'loud'"),
    (["id\tkind\tenglish", "Foo Bar\tmethod\tFoo"], "names.tsv:2: the id 'Foo Bar' is not of small letters, digits and hyphens, like 'foo-bar'"),
])
def test_a_wrong_line_is_named_by_file_and_line(file: Path, lines: list[str], message: str) -> None:
    with pytest.raises(OntologyError, match=message):
        added(file, *lines)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nowhere\.tsv: cannot be read"):
        with_names(small_scheme(), [tmp_path / "nowhere.tsv"])
    (tmp_path / "latin").write_bytes(b"method\t\xe9clair\n")
    with pytest.raises(SourceError, match="latin: is not UTF-8"):
        with_names(small_scheme(), [tmp_path / "latin"])


def test_every_file_of_the_scheme_could_be_one_of_names() -> None:
    folder = Path(__file__).parents[1] / "ontology" / "concepts"
    assert with_names(load_scheme(), sorted(folder.glob("*.tsv"))).concepts.keys() == load_scheme().concepts.keys()
