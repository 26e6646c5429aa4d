"""Version numbers of releases.

The rule is that of semantic versioning, and it holds below 1.0 as well: a breaking change raises the first number,
an addition the second one, anything else the third.  So 0.4.2 becomes 1.0.0 with its first breaking change, and who
asks for ``uptimekit>=0.4,<1`` is never broken by an upgrade.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from packaging.version import Version

from specdiff.change import Severity

from .refusal import RefusalError

HOME: Final = "src/uptimekit/__init__.py"
"""The file that holds the version; the build reads it there."""

_NUMBER: Final = r"(?:0|[1-9][0-9]*)"
_VERSION: Final = re.compile(rf"{_NUMBER}(?:\.{_NUMBER}){{2}}(?:(?:a|b|rc){_NUMBER})?")
_LINE: Final = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)


def required(last: Version, severity: Severity) -> Version:
    """Return the lowest version that may follow *last* when the gravest change is *severity*."""
    if severity == "breaking":
        return Version(f"{last.major + 1}.0.0")
    if severity == "additive":
        return Version(f"{last.major}.{last.minor + 1}.0")
    return Version(f"{last.major}.{last.minor}.{last.micro + 1}")


def version_of(text: str) -> Version:
    """Read a version such as ``1.2.0`` or ``1.2.0rc1``; raise RefusalError for anything else."""
    if not _VERSION.fullmatch(text):
        raise RefusalError([f"{text}: not a version like 1.2.0 or 1.2.0rc1"])
    return Version(text)


def read_version(root: Path) -> Version:
    """Return the version that the tree below *root* has."""
    line = _LINE.search((root / HOME).read_text(encoding="utf-8"))
    if line is None:
        raise RefusalError([f'{HOME} has no line __version__ = "..."'])
    return version_of(line[1])


def with_version(text: str, version: Version) -> str:
    """Return the text of :data:`HOME` with another version."""
    return _LINE.sub(f'__version__ = "{version}"', text)
