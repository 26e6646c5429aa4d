"""``releasing.clean_room``: a release is tried as a stranger would, and what does not work is said in one line."""

from __future__ import annotations

from pathlib import Path

import pytest
from packaging.version import Version

from releasing.building import put
from releasing.clean_room import Release, try_out
from releasing.credentials import Credentials
from releasing.refusal import RefusalError

from ._private_index import NAME, WORD, PrivateIndex
from ._repositories import FIRST, Distributions

TEAM = Credentials(NAME, WORD)
PROJECT = "uptimekit-healthchecks-client"


@pytest.fixture
def release(distributions: Distributions, index: PrivateIndex) -> Release:
    """The small distribution, on the index."""
    files = distributions("healthchecks")
    put(files, index.folder)
    return Release(PROJECT, Version(FIRST), tuple(files))


SAID = f"{PROJECT} {FIRST}: 58 operations, and a request of each client"


def test_a_release_is_tried(release: Release, index: PrivateIndex, wheels: Path) -> None:
    """What the index has is installed and used, with dependencies from the folder."""
    assert try_out(release, index.url, TEAM, wheels) == SAID


def test_only_the_index_counts(
    release: Release, index: PrivateIndex, wheels: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What this machine's pip is told holds for the dependencies, and not for the release."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels))
    assert try_out(release, index.url, TEAM) == SAID


def test_other_bytes_are_not_installed(release: Release, index: PrivateIndex, wheels: Path) -> None:
    """An index that hands out other content than what was published is found out."""
    for file in index.folder.iterdir():
        file.write_bytes(file.read_bytes() + b"\n")
    refusal = refused(release, index, TEAM, wheels)
    assert "DO NOT MATCH THE HASHES" in refusal
    assert refusal.startswith(f"{PROJECT}=={FIRST} from 127.0.0.1:")


def test_a_release_that_is_not_there(release: Release, index: PrivateIndex, wheels: Path) -> None:
    """A version that the index does not have is said to be missing."""
    for file in index.folder.iterdir():
        file.unlink()
    assert "Could not find a version" in refused(release, index, TEAM, wheels)


def test_a_dependency_that_is_not_there(release: Release, index: PrivateIndex, tmp_path: Path) -> None:
    """A release whose requirements cannot be met is of no use."""
    (tmp_path / "none").mkdir()
    assert "requirement" in refused(release, index, TEAM, tmp_path / "none")


def test_credentials_do_not_show(release: Release, index: PrivateIndex, wheels: Path) -> None:
    """An index that refuses the password gets one line, in which it does not stand."""
    refusal = refused(release, index, Credentials(NAME, "gue$$/ed word"), wheels)
    assert "gue$$" not in refusal
    assert "gue%24" not in refusal


def refused(release: Release, index: PrivateIndex, credentials: Credentials, wheels: Path) -> str:
    with pytest.raises(RefusalError) as caught:
        try_out(release, index.url, credentials, wheels)
    (line,) = caught.value.lines
    return line
