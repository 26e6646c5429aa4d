"""Problems as lines: places of the file, equal problems counted, nothing that a terminal would obey."""

from __future__ import annotations

from collections.abc import Iterable

from documents.origins import counted

from .rules import Problem


def report(file: str, problems: Iterable[Problem], overlay: str | None) -> list[str]:
    """Return one line for each kind of problem, with its first place, and in how many more places it is."""
    places: dict[tuple[str, str], dict[str, None]] = {}
    for where, what, instead in problems:
        places.setdefault((what, instead), {})[where] = None
    to_do = f"in {overlay}, " if overlay else ""
    return [
        _shown(f"{file}: {counted(list(found))}: {what}; {to_do}{instead}")
        for (what, instead), found in places.items()
    ]


def _shown(line: str) -> str:
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in line)
