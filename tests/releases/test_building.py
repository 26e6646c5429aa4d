"""``releasing.building``: the same commit gives the same bytes, and nothing but the commit counts."""

from __future__ import annotations

import datetime as dt
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from releasing import building
from releasing.building import built, project_of, put
from releasing.index import sha256
from releasing.refusal import RefusalError
from releasing.repository import Repository

from ._repositories import FIRST, Distributions, commit, write


def test_project_of() -> None:
    """The full distribution goes by the package's name, a small one by its provider's as well."""
    assert project_of(None) == "uptimekit"
    assert project_of("healthchecks") == "uptimekit-healthchecks-client"


@pytest.mark.parametrize("provider", [None, "healthchecks"])
def test_two_builds_of_a_commit_are_the_same(
    workshop: Repository, distributions: Distributions, tmp_path: Path, provider: str | None
) -> None:
    """Wheel and sdist are the same bytes in another place, with other file times and modes, and with leftovers."""
    first = {file.name: sha256(file) for file in distributions(provider)}
    for path in (workshop.root / "src").rglob("*.py"):
        os.utime(path, (0, 1_000_000_000))
        path.chmod(0o700)
    write(workshop.root, {"src/uptimekit/left_over.py": "x = 1\n", "docs/left_over.md": "x\n"})
    again = building._build_once(workshop, tmp_path / "again", provider)
    assert {file.name: sha256(file) for file in again} == first
    stem = project_of(provider).replace("-", "_")
    assert sorted(first) == [f"{stem}-{FIRST}-py3-none-any.whl", f"{stem}-{FIRST}.tar.gz"]


def test_times_are_those_of_the_commit(workshop: Repository, distributions: Distributions) -> None:
    """Every file of both distributions has the time of the commit."""
    wheel, sdist = distributions(None)
    moment = workshop.commit_time()
    with tarfile.open(sdist) as archive:
        assert {int(member.mtime) for member in archive} == {moment}
    with zipfile.ZipFile(wheel) as packed:
        (found,) = {info.date_time for info in packed.infolist()}
    assert (
        abs(dt.datetime(*found, tzinfo=dt.UTC).timestamp() - moment) < 2
    )  # a zip counts in steps of two seconds


def test_builds_that_differ_are_refused(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that puts something of its own time or place into a file is found out."""

    def build_once(_: Repository, folder: Path, __: str | None) -> list[Path]:
        write(folder, {"a-1.whl": str(folder), "a-1.tar.gz": "same"})
        return [folder / "a-1.whl", folder / "a-1.tar.gz"]

    monkeypatch.setattr(building, "_build_once", build_once)
    with (
        pytest.raises(RefusalError, match=r"^a-1\.whl: two builds of this commit differ$"),
        built(repository),
    ):
        pass


def test_bad_metadata_is_refused(workshop: Repository) -> None:
    """A description that says nothing stops the build, in twine's words."""
    write(workshop.root, {"README.md": ""})
    commit(workshop.root, "worse")
    with pytest.raises(RefusalError, match="twine finds fault with the metadata"), built(workshop):
        pass


def test_a_build_that_fails_is_refused(workshop: Repository) -> None:
    """The last words of the build are the reason."""
    write(workshop.root, {"pyproject.toml": "[build-system]\n"})
    commit(workshop.root, "broken")
    with pytest.raises(RefusalError, match=r"the build fails: .*Missing `project` metadata"), built(workshop):
        pass


def test_put(tmp_path: Path) -> None:
    """Distributions are copied to a folder that need not be there."""
    write(tmp_path, {"a-1.whl": "a"})
    (copy,) = put([tmp_path / "a-1.whl"], tmp_path / "new" / "dist")
    assert copy == tmp_path / "new" / "dist" / "a-1.whl"
    assert copy.read_text(encoding="utf-8") == "a"
