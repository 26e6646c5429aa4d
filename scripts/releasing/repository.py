"""The Git repository: released versions, files of a revision, uncommitted changes."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from packaging.version import Version

from programs import ProgramError, export, run

from .refusal import RefusalError
from .version_numbers import version_of


def tag_of(version: Version) -> str:
    """Return the name of the tag that a release carries: ``v1.2.0``."""
    return f"v{version}"


@dataclass(frozen=True)
class Repository:
    """A work tree and its history."""

    root: Path

    def git(self, *arguments: str) -> str:
        """Return what git prints; raise RefusalError with its last words if it fails."""
        try:
            return run("git", *arguments, cwd=self.root)
        except ProgramError as error:
            raise RefusalError([f"git {arguments[0]}: {error.last_line}"]) from None

    def uncommitted(self) -> list[str]:
        """Return the files that are changed, or that git does not know and is not told to ignore."""
        return [line[3:] for line in self.git("status", "--porcelain").splitlines()]

    def is_shallow(self) -> bool:
        """Return whether history is cut off, and with it perhaps the tag of the last release."""
        return self.git("rev-parse", "--is-shallow-repository").strip() == "true"

    def releases(self) -> list[Version]:
        """Return the final versions that were released before this commit, lowest first.

        A tag on this very commit is the release in hand, and does not count.
        """
        before = self._tags("--merged", "HEAD", "--no-contains", "HEAD")
        return sorted(version for version in before if not version.is_prerelease)

    def versions_here(self) -> list[Version]:
        """Return the versions whose tag stands on this commit."""
        return self._tags("--points-at", "HEAD")

    def has_tag(self, version: Version) -> bool:
        return version in self._tags()

    def _tags(self, *choice: str) -> list[Version]:
        versions: list[Version] = []
        for name in self.git("tag", "--list", "v[0-9]*", *choice).split():
            with suppress(RefusalError):  # a tag of something else
                versions.append(version_of(name.removeprefix("v")))
        return versions

    def commit_time(self) -> int:
        """Return when this commit was made, in seconds since 1970."""
        return int(self.git("show", "--no-patch", "--format=%ct", "HEAD"))

    def export(self, folder: Path, revision: str = "HEAD", *paths: str) -> None:
        """Write the files of *revision* to *folder*, see :func:`programs.export`."""
        try:
            export(self.root, revision, folder, *paths)
        except ProgramError as error:
            raise RefusalError([f"git archive {revision}: {error.last_line}"]) from None
