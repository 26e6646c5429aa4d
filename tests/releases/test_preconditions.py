"""``releasing.preconditions``: each reason not to release, in one line of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from packaging.version import Version

from releasing.plan import Plan, has_entry
from releasing.preconditions import refuse_early, refuse_release, refuse_writing
from releasing.refusal import RefusalError
from releasing.repository import Repository
from releasing.version_numbers import HOME

from ._repositories import CHANGELOG, STALE, commit, git, write

NEXT = CHANGELOG.replace("## 1.4.0", "## 1.5.0 - 2026-02-01\n\n- More.\n\n## 1.4.0")
Check = Callable[[Repository, Plan], None]


def planned(version: str = "1.5.0", lowest: str = "1.5.0") -> Plan:
    because = "Lantern: `lights.get()`: new"
    return Plan(Version("1.4.0"), Version(lowest), Version(version), {}, "additive", because)


@pytest.fixture
def ready(repository: Repository) -> Repository:
    """A repository that may release 1.5.0."""
    write(repository.root, {HOME: '__version__ = "1.5.0"\n', "CHANGELOG.md": NEXT})
    commit(repository.root, "release")
    return repository


def refusal(check: Check, repository: Repository, plan: Plan) -> list[str]:
    with pytest.raises(RefusalError) as caught:
        check(repository, plan)
    return list(caught.value.lines)


def test_a_release_that_is_ready(ready: Repository) -> None:
    """A committed tree with version, entry and fresh code is not refused, before and after it gets its tag."""
    refuse_release(ready, planned())
    git(ready.root, "tag", "v1.5.0")
    refuse_release(ready, planned())


def test_uncommitted_files(ready: Repository) -> None:
    """Files that are not committed are named, the first three of them."""
    write(ready.root, {f"{number}.txt": "" for number in range(5)})
    assert refusal(refuse_release, ready, planned()) == ["not committed: 0.txt, 1.txt, 2.txt and 2 more"]


def test_stale_code(ready: Repository) -> None:
    """Code that the specs would make otherwise is refused in the generator's words."""
    write(ready.root, {"scripts/generate.py": STALE})
    commit(ready.root, "stale")
    assert refusal(refuse_release, ready, planned()) == [
        "generated code is stale; run scripts/generate.py: lantern: client.py: differs"
    ]


@pytest.mark.parametrize("version", ["1.4.1", "1.5.0", "1.5.0rc1"])
def test_a_version_that_is_too_small(ready: Repository, version: str) -> None:
    """A breaking change does not go out as a minor version, nor as a pre-release of one, and the change is named."""
    first, *_ = refusal(refuse_release, ready, planned(version, lowest="2.0.0"))
    assert first == (
        f"{version} is too small after 1.4.0: 2.0.0 or higher, because of Lantern: `lights.get()`: new"
    )


@pytest.mark.parametrize("version", ["2.0.0rc1", "2.0.0", "2.1.0", "3.0.0"])
def test_a_version_that_is_high_enough(repository: Repository, version: str) -> None:
    """The lowest version will do, its own pre-release, and any higher one."""
    log = NEXT.replace("1.5.0", version)
    write(repository.root, {HOME: f'__version__ = "{version}"\n', "CHANGELOG.md": log})
    commit(repository.root, "release")
    refuse_release(repository, planned(version, lowest="2.0.0"))


def test_a_version_that_is_released(ready: Repository) -> None:
    """The tag of another commit is not released again from this one."""
    git(ready.root, "tag", "v1.5.0")
    write(ready.root, {"more.txt": ""})
    commit(ready.root, "more")
    expected = ["1.5.0 is released: v1.5.0 stands on another commit; raise the version"]
    assert refusal(refuse_release, ready, planned()) == expected


def test_a_tag_of_another_version(ready: Repository) -> None:
    """A commit with the tag of one version is not released as another."""
    git(ready.root, "tag", "v1.6.0")
    assert refusal(refuse_release, ready, planned()) == ["v1.6.0 stands on this commit, not v1.5.0"]


def test_nothing_written(repository: Repository) -> None:
    """A version that neither the tree nor the changelog has is refused twice, with the command that helps."""
    write(repository.root, {"more.txt": ""})
    commit(repository.root, "more")
    assert refusal(refuse_release, repository, planned()) == [
        "src/uptimekit/__init__.py says 1.4.0, not 1.5.0; run scripts/release.py plan --write",
        "CHANGELOG.md has no entry for 1.5.0; run scripts/release.py plan --write",
    ]


def test_an_empty_entry(ready: Repository) -> None:
    """A heading without a word below it is no entry."""
    write(ready.root, {"CHANGELOG.md": NEXT.replace("- More.\n", "")})
    commit(ready.root, "empty")
    assert refusal(refuse_release, ready, planned()) == [
        "CHANGELOG.md has no entry for 1.5.0; run scripts/release.py plan --write"
    ]


def test_writing_needs_neither_entry_nor_version(repository: Repository) -> None:
    """What writing is for is not asked for before it."""
    write(repository.root, {"more.txt": ""})
    commit(repository.root, "more")
    refuse_writing(repository, planned())


def test_writing_is_refused_like_a_release(ready: Repository) -> None:
    """Uncommitted files and a small version stop it, and so does stale code."""
    write(ready.root, {"scripts/generate.py": STALE})
    lines = refusal(refuse_writing, ready, planned(lowest="2.0.0"))
    assert [line.split()[0] for line in lines] == ["not", "1.5.0"]
    commit(ready.root, "stale")
    lines = refusal(refuse_writing, ready, planned())
    assert [line.split()[0] for line in lines] == ["generated"]


@pytest.mark.parametrize("check", [refuse_release, refuse_writing])
def test_nothing_is_generated_for_what_is_refused_anyway(ready: Repository, check: Check) -> None:
    """Comparing the generated code takes longest, and begins when nothing else is in the way."""
    write(ready.root, {"scripts/generate.py": "open('generated.txt', 'w').close()\n"})
    commit(ready.root, "a generator that leaves a file")
    refusal(check, ready, planned(lowest="2.0.0"))
    assert not (ready.root / "generated.txt").exists()
    check(ready, planned())
    assert (ready.root / "generated.txt").exists()


def test_early(ready: Repository) -> None:
    """Files, tags, version, entry and provider are checked without a plan, and all that is wrong is said."""
    refuse_early(ready)
    refuse_early(ready, "healthchecks")
    git(ready.root, "tag", "v1.5.0")
    write(ready.root, {HOME: '__version__ = "1.4.0"\n', "CHANGELOG.md": "# Changelog\n", "more.txt": ""})
    with pytest.raises(RefusalError) as caught:
        refuse_early(ready, "lantern")
    assert list(caught.value.lines) == [
        "lantern: there is no generated client of that name; there are healthchecks",
        "not committed: CHANGELOG.md, src/uptimekit/__init__.py, more.txt",
        "1.4.0 is released: v1.4.0 stands on another commit; raise the version",
        "v1.5.0 stands on this commit, not v1.4.0",
        "CHANGELOG.md has no entry for 1.4.0; run scripts/release.py plan --write",
    ]


def test_half_written(ready: Repository) -> None:
    """An entry for a version that the tree does not have is refused; a tree that is written already is not."""
    refuse_writing(ready, planned())
    write(ready.root, {HOME: '__version__ = "1.4.0"\n'})
    commit(ready.root, "half")
    expected = ["CHANGELOG.md has an entry for 1.5.0, but src/uptimekit/__init__.py says 1.4.0"]
    assert refusal(refuse_writing, ready, planned()) == expected


def test_has_entry(ready: Repository) -> None:
    """An entry is a section with something in it."""
    assert has_entry(ready.root, Version("1.5.0"))
    assert not has_entry(ready.root, Version("1.6.0"))
