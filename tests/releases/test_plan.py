"""``releasing.plan``: which version comes next."""

from __future__ import annotations

from pathlib import Path

import pytest

from releasing import plan as planning
from releasing.plan import Plan, plan
from releasing.refusal import RefusalError
from releasing.repository import Repository
from releasing.version_numbers import HOME
from specdiff import Change, Severity

from ._repositories import CHANGELOG, commit, git, write


def found(monkeypatch: pytest.MonkeyPatch, *severities: Severity) -> None:
    """Let the comparison of the specs find changes of these sorts."""
    changes = [Change("some-kind", f"lights.{name}()", "changed", name) for name in severities]
    monkeypatch.setattr(planning, "changes_since", lambda *_: {"Lantern": changes} if changes else {})


def unreleased(repository: Repository, body: str) -> None:
    write(
        repository.root, {"CHANGELOG.md": CHANGELOG.replace("## Unreleased\n", f"## Unreleased\n\n{body}\n")}
    )
    commit(repository.root, "more")


def in_short(decided: Plan) -> tuple[str, str, str]:
    return str(decided.lowest), str(decided.version), decided.because


@pytest.mark.parametrize(
    ("severities", "version", "because"),
    [
        (("internal",), "1.4.1", "Lantern: `lights.internal()`: changed"),
        (("internal", "additive"), "1.5.0", "Lantern: `lights.additive()`: changed"),
        (("additive", "breaking"), "2.0.0", "Lantern: `lights.breaking()`: changed"),
        ((), "1.4.1", "no spec has changed"),
    ],
)
def test_the_gravest_change_decides(
    repository: Repository,
    monkeypatch: pytest.MonkeyPatch,
    severities: tuple[Severity, ...],
    version: str,
    because: str,
) -> None:
    """The version follows from the gravest change since the last release, which is named."""
    found(monkeypatch, *severities)
    unreleased(repository, "")
    assert in_short(plan(repository)) == (version, version, because)


@pytest.mark.parametrize(
    ("heading", "version"), [("Fixed", "1.4.1"), ("Added", "1.5.0"), ("Breaking", "2.0.0")]
)
def test_the_changelog_may_ask_for_more(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, heading: str, version: str
) -> None:
    """What people change by hand is no matter of a spec: the changelog's headings count as well."""
    found(monkeypatch, "internal")
    unreleased(repository, f"### {heading}\n\n- Something.")
    assert str(plan(repository).version) == version


def test_the_changelog_cannot_ask_for_less(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """A breaking change of a spec stays one, whatever heading it is told of under."""
    found(monkeypatch, "breaking")
    unreleased(repository, "### Fixed\n\n- Something.")
    assert in_short(plan(repository)) == ("2.0.0", "2.0.0", "Lantern: `lights.breaking()`: changed")


def test_the_section_of_the_release_counts_too(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once entries stand under their version, they decide as they did before."""
    found(monkeypatch)
    unreleased(repository, "## 1.4.1 - 2026-02-01\n\n### Breaking\n\n- Something.")
    write(repository.root, {HOME: '__version__ = "1.4.1"\n'})
    assert in_short(plan(repository)) == ("2.0.0", "1.4.1", "CHANGELOG.md says so")


def test_a_version_in_the_tree_is_taken(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """A version that was raised by hand is the plan, whether it is enough or not; one that is asked for comes first."""
    found(monkeypatch, "additive")
    unreleased(repository, "")
    write(repository.root, {HOME: '__version__ = "1.7.0"\n'})
    assert [str(plan(repository).version), str(plan(repository).lowest)] == ["1.7.0", "1.5.0"]
    assert str(plan(repository, "3.0.0").version) == "3.0.0"
    with pytest.raises(RefusalError, match="not a version"):
        plan(repository, "three")


def test_the_first_release(repository: Repository) -> None:
    """Without an earlier release the version in the tree stands, and nothing is compared."""
    git(repository.root, "tag", "--delete", "v1.4.0")
    decided = plan(repository)
    assert (decided.last, str(decided.version), decided.changes) == (None, "1.4.0", {})


def test_the_release_in_hand_is_compared_with_the_one_before(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the tagged commit itself the plan is the same as before the tag was set."""
    found(monkeypatch, "additive")
    write(repository.root, {HOME: '__version__ = "1.5.0"\n'})
    commit(repository.root, "release")
    before = plan(repository)
    git(repository.root, "tag", "v1.5.0")
    assert plan(repository) == before


def test_cut_off_history_is_refused(repository: Repository, tmp_path: Path) -> None:
    """Where the last release cannot be seen, nothing is decided."""
    unreleased(repository, "")
    git(tmp_path, "clone", "--quiet", "--depth", "1", repository.root.as_uri(), "clone")
    with pytest.raises(RefusalError, match="shallow"):
        plan(Repository(tmp_path / "clone"))


def test_summary(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person reads the last release, each change with its sort, and the decision."""
    found(monkeypatch, "internal", "breaking")
    unreleased(repository, "")
    assert list(plan(repository).summary()) == [
        "last release: 1.4.0",
        "breaking  Lantern: `lights.breaking()`: changed",
        "internal  Lantern: `lights.internal()`: changed",
        "this release: 2.0.0 (breaking: Lantern: `lights.breaking()`: changed)",
    ]
