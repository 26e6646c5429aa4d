"""``releasing.repository``: what git says about a release."""

from __future__ import annotations

from pathlib import Path

import pytest
from packaging.version import Version

from releasing.refusal import RefusalError
from releasing.repository import Repository, tag_of

from ._repositories import commit, git, write


def test_tag_of() -> None:
    """A release's tag is its version with a v."""
    assert tag_of(Version("1.2.0")) == "v1.2.0"


def test_uncommitted(repository: Repository) -> None:
    """Changed and unknown files are named; a committed tree has none."""
    assert repository.uncommitted() == []
    write(repository.root, {"CHANGELOG.md": "", "new.txt": ""})
    assert repository.uncommitted() == ["CHANGELOG.md", "new.txt"]


def test_releases_are_those_before_this_commit(repository: Repository) -> None:
    """Final versions that lead here count, in their own order; a tag on this commit, on a branch or of no version not."""
    for number, tag in enumerate(
        ["v1.10.0", "v1.9.0", "v2.0.0rc1", "v8", "v8.0.0+local", "v1!8.0.0", "vnext", "v3.0.0"]
    ):
        write(repository.root, {"count": str(number)})
        commit(repository.root, tag, tag)
    assert [str(version) for version in repository.releases()] == ["1.4.0", "1.9.0", "1.10.0"]
    assert repository.versions_here() == [Version("3.0.0")]
    git(repository.root, "checkout", "--quiet", "v1.10.0")
    assert [str(version) for version in repository.releases()] == ["1.4.0"]
    assert repository.has_tag(Version("3.0.0"))
    assert not repository.has_tag(Version("3.0.1"))


def test_commit_time(repository: Repository) -> None:
    """The time is that of the commit, not of its author's first draft."""
    dates = {"GIT_COMMITTER_DATE": "@1767600000 +0200", "GIT_AUTHOR_DATE": "@1700000000 +0000"}
    git(repository.root, "commit", "--quiet", "--allow-empty", "--message", "later", **dates)
    assert repository.commit_time() == 1767600000


def test_export_is_the_commit_alone(repository: Repository, tmp_path: Path) -> None:
    """Neither a change nor a file that is not committed goes out; paths narrow it down."""
    write(repository.root, {"CHANGELOG.md": "changed", "new.txt": ""})
    repository.export(tmp_path / "all")
    assert "Everything" in (tmp_path / "all" / "CHANGELOG.md").read_text(encoding="utf-8")
    assert not (tmp_path / "all" / "new.txt").exists()
    assert not (tmp_path / "all" / ".git").exists()
    repository.export(tmp_path / "some", "v1.4.0", "specs")
    assert [path.name for path in (tmp_path / "some").iterdir()] == ["specs"]


def test_shallow(repository: Repository, tmp_path: Path) -> None:
    """A clone without its history is known as such."""
    assert not repository.is_shallow()
    commit_another(repository)
    git(tmp_path, "clone", "--quiet", "--depth", "1", repository.root.as_uri(), "clone")
    assert Repository(tmp_path / "clone").is_shallow()


def commit_another(repository: Repository) -> None:
    write(repository.root, {"another": "x"})
    commit(repository.root, "another")


def test_what_git_refuses_is_one_line(repository: Repository, tmp_path: Path) -> None:
    """A folder without history, and a revision that is not there, are refused in git's own words."""
    with pytest.raises(RefusalError, match=r"^git status: fatal: not a git repository"):
        Repository(tmp_path).uncommitted()
    with pytest.raises(RefusalError, match=r"^git archive v9\.9\.9: fatal: not a valid object name"):
        repository.export(tmp_path / "none", "v9.9.9")
