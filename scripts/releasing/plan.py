"""The plan of a release: its version, the reason for it, and the texts to write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from packaging.version import Version

from specdiff import SEVERITIES, Change, Severity, lines, ordered

from . import changelog
from .refusal import RefusalError
from .repository import Repository, tag_of
from .spec_changes import changes_since
from .version_numbers import HOME, read_version, required, version_of, with_version

CHANGELOG: Final = "CHANGELOG.md"


@dataclass(frozen=True)
class Plan:
    """The next release.

    Attributes:
        last: the final version that was released before; None if this is the first release.
        lowest: the lowest version that the changes allow.
        version: the version to release.
        changes: what changed in the specs and generated clients since, by the provider's title.
        severity: the gravest sort of change, there or in the changelog.
        because: where it is told of, for a message.
    """

    last: Version | None
    lowest: Version
    version: Version
    changes: Mapping[str, list[Change]]
    severity: Severity
    because: str

    def summary(self) -> Iterator[str]:
        """Yield what was decided, and each change that counted, in lines for a person."""
        yield f"last release: {self.last or 'none'}"
        for title, changes in self.changes.items():
            for severity in dict.fromkeys(change.severity for change in ordered(changes)):
                told = lines([change for change in changes if change.severity == severity])
                yield from (f"{severity:8}  {title}: {line}" for line in told)
        yield f"this release: {self.version} ({self.severity}: {self.because})"


def plan(repository: Repository, asked: str | None = None) -> Plan:
    """Decide the next version from what changed since the last release.

    It is the one that is *asked* for, else the one in the tree if that is newer than the last release, else the
    lowest one that the changes allow.  Raises RefusalError if history is cut off or *asked* is no version.
    """
    if repository.is_shallow():
        raise RefusalError(["history is cut off (a shallow clone): fetch all of it, and the tags"])
    current = read_version(repository.root)
    wanted = version_of(asked) if asked else None
    released = repository.releases()
    if not released:
        return Plan(None, current, wanted or current, {}, "additive", "the first release")
    last = released[-1]
    changes = changes_since(repository, tag_of(last))
    severity, because = _gravest(changes, _entries(repository.root, wanted or current, last))
    lowest = required(last, severity)
    return Plan(last, lowest, wanted or (current if current > last else lowest), changes, severity, because)


def has_entry(root: Path, version: Version) -> bool:
    """Return whether the changelog says something about a version."""
    return bool(changelog.section((root / CHANGELOG).read_text(encoding="utf-8"), str(version)))


def drafted(root: Path, plan: Plan, date: dt.date) -> dict[Path, str]:
    """Return the files that make the tree the release of *plan*, with their new texts; nothing is written.

    None of them if the changelog has an entry for the version already.
    """
    if has_entry(root, plan.version):
        return {}
    log, home = root / CHANGELOG, root / HOME
    text = changelog.release(log.read_text(encoding="utf-8"), plan.version, date.isoformat(), plan.changes)
    return {log: text, home: with_version(home.read_text(encoding="utf-8"), plan.version)}


def _entries(root: Path, version: Version, last: Version) -> str:
    """Return what the changelog says about this release, before or after it has a section."""
    text = (root / CHANGELOG).read_text(encoding="utf-8")
    titles = (changelog.UNRELEASED, *([str(version)] if version > last else []))
    return "\n\n".join(changelog.section(text, title) or "" for title in titles)


def _gravest(changes: Mapping[str, list[Change]], entries: str) -> tuple[Severity, str]:
    """Return the gravest sort of change, and where it is told of."""
    told: list[tuple[Severity, str]] = [
        (change.severity, f"{title}: {lines([change])[0]}")
        for title, some in changes.items()
        for change in some
    ]
    if demand := changelog.demand(entries):
        told.append((demand, f"{CHANGELOG} says so"))
    unseen: tuple[Severity, str] = ("internal", "no spec has changed")
    return min(told, key=lambda pair: SEVERITIES.index(pair[0]), default=unseen)
