"""Rows of listings by their names: what a name means, and how an error shows a row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from uptimekit._runtime.json_types import is_object
from uptimekit._runtime.sanitize import sanitized

from ..values import leaves, value_at

__all__ = ["Row", "candidates", "named", "names_of"]

_NAME: Final = re.compile(
    r"(?:attributes\.)?(?:(?:pronounceable_|display_|public_|company_)?(?:name|title)|slug|email)"
)
"""Paths of what names a row of a listing."""
_SHOWN: Final = 5
"""Candidates that an error lists."""

Row = Mapping[str, Any]


def named(rows: Sequence[Row], name: str) -> list[Row]:
    """Return the rows with *name*, in that letter case if there are some, else in any.

    Of several, the open one is meant if exactly one is: an incident often has the name of one that is resolved.
    """
    found = [row for row in rows if name in names_of(row)] or [
        row for row in rows if name.casefold() in map(str.casefold, names_of(row))
    ]
    still_open = [row for row in found if _is_open(row)]
    return still_open if len(still_open) == 1 else found


def names_of(row: Row) -> list[str]:
    """Return what a row may be called by: its names, and of a check the key that ``uptimekit show`` prints."""
    names = [value_at(row, path) for path in leaves(row) if _NAME.fullmatch(path)]
    return [name for name in [*names, _unique_key(row)] if isinstance(name, str) and name]


def candidates(rows: Sequence[Row]) -> str:
    """Return the first of *rows* for an error, each by its id, and its state if it has one."""
    return ", ".join(map(_candidate, rows[:_SHOWN])) + (", …" if rows[_SHOWN:] else "")


def _candidate(row: Row) -> str:
    """Return the id of a row; that of a check is its unique key, for its UUID is a secret."""
    key = sanitized(str(_unique_key(row) or row.get("id")))
    state = _members(row).get("status")
    return f"{key} ({sanitized(state)})" if isinstance(state, str) else key


def _is_open(row: Row) -> bool:
    """Whether a row is of a kind that ends, as incidents do, and has not ended."""
    members = _members(row)
    return "resolved_at" in members and members["resolved_at"] is None


def _members(row: Row) -> Row:
    """Return what Better Stack puts in ``attributes``, and others in the row itself."""
    return inner if is_object(inner := row.get("attributes")) else row


def _unique_key(row: Row) -> Any:
    if isinstance(uuid := row.get("uuid"), str):
        from uptimekit.healthchecks.identifiers import unique_key_of

        return unique_key_of(uuid)
    return row.get("unique_key")
