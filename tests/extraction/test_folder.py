from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.extraction.folder import models_version, open_models
from kg.extraction.models import FOLDER, load_models


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "weights"))


def test_a_folder_of_ones_own_holds_models(weights: Path) -> None:
    found, shipped = open_models(weights), load_models()
    assert found is not None
    assert shipped is not None
    assert found.things.labels == shipped.things.labels
    assert open_models() is shipped
    assert open_models(weights, learned=False) is None


@pytest.mark.parametrize("name", [path.name for path in sorted(FOLDER.iterdir())])
@pytest.mark.parametrize("harm", [
    lambda path: path.write_bytes(path.read_bytes()[:10_000]), lambda path: path.write_bytes(b""), lambda path: path.write_bytes(b"no weights" * 99)])
def test_weights_that_are_not_whole_are_named(weights: Path, name: str, harm: Callable[[Path], object]) -> None:
    harm(weights / name)
    with pytest.raises(SourceError, match=f"holds damaged weights \\({name} is not whole\\): train them again"):
        open_models(weights)


@pytest.mark.parametrize("name", [path.name for path in sorted(FOLDER.iterdir()) if path.name != "names.npz"])
def test_a_file_that_is_missing_is_named(weights: Path, name: str) -> None:
    (weights / name).unlink()
    with pytest.raises(SourceError, match=f"{name}: cannot be read"):
        open_models(weights)


def test_a_folder_without_models_and_no_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no models: name a folder that `scripts/train --output` wrote"):
        open_models(tmp_path)
    for call in (open_models, models_version):
        with pytest.raises(SourceError, match="nowhere: cannot be read"):
            call(tmp_path / "nowhere")


def test_the_version_depends_on_names_and_bytes_of_all_files(weights: Path, tmp_path: Path) -> None:
    versions = [models_version(weights), models_version(shutil.copytree(weights, tmp_path / "again"))]
    assert versions[0] == versions[1]
    (weights / "more").write_bytes(b"1")
    versions.append(models_version(weights))
    (weights / "more").rename(weights / "other")
    versions.append(models_version(weights))
    (weights / "other").write_bytes(b"2")
    versions += [models_version(weights), models_version(), models_version(weights, learned=False)]
    assert len(set(versions)) == len(versions) - 1
