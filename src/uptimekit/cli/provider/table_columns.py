"""The columns of a provider's table: the most telling members of its rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from uptimekit._runtime.json_types import is_array, is_object

from ..output import Column
from ..values import cell_text, leaves, value_at

__all__ = ["telling_columns"]

_COLUMNS: Final = 7
"""Columns of a table, if nobody asks for others: as many as a terminal has room for."""
_LEAST: Final = 3
"""Columns that are shown on any terminal, cut to its width."""
_GAP: Final = 2
_SAMPLE: Final = 100
"""Rows that are looked at to choose the columns."""
_FIRST: Final = (
    re.compile(r"^(status|state)$|_status$"),
    re.compile(r"^(pronounceable_|display_)?(name|title)$"),
    re.compile(r"^(id|uuid|unique_key)$"),
    re.compile(r"^(slug|email|url|subdomain|domain)$"),
    re.compile(
        r"^(type|kind|impact|cause|schedule|timeout|interval|last_ping|next_ping|started_at|resolved_at)$"
    ),
)
_ATTRIBUTES: Final = "attributes."
"""Where rows in the form of JSON:API have their members."""
_LAST: Final = re.compile(r"(^|_)(created|updated|modified)(_at)?$|_id$|^position$")


def telling_columns(rows: Sequence[Mapping[str, Any]], room: int | None = None) -> tuple[list[Column], int]:
    """Return the columns of a table of *rows*, each under the last name of its path, and how many others there are.

    Of seven columns, the last ones for which *room*, the width of a terminal, does not suffice are left out.

    State, name, id and address come first; times of changes, ids of other things, and what is the same in all rows last.
    What no row has, or what is an object or a list, is no column.
    """
    sample = rows[:_SAMPLE]
    paths = dict.fromkeys(path for row in sample for path in leaves(row))
    shown = [path for path in paths if any(_is_shown(value_at(row, path)) for row in sample)]
    chosen = sorted(shown, key=lambda path: _place(path, sample))[:_COLUMNS]
    while room is not None and len(chosen) > _LEAST and _width(chosen, sample) > room:
        del chosen[-1]
    return [Column(path, _name(path)) for path in chosen], len(paths) - len(chosen)


def _width(paths: Sequence[str], sample: Sequence[Mapping[str, Any]]) -> int:
    texts = ([_name(path), *(cell_text(value_at(row, path)) for row in sample)] for path in paths)
    return sum(max(map(len, column)) + _GAP for column in texts) - _GAP


def _place(path: str, sample: Sequence[Mapping[str, Any]]) -> int:
    name = path.removeprefix(_ATTRIBUTES)
    for place, pattern in enumerate(_FIRST[:-1]):
        if pattern.search(name):
            return place
    if "." in name or _LAST.search(name):
        return len(_FIRST) + 2
    values = [value_at(row, path) for row in sample]
    if len(values) > 1 and all(value == values[0] for value in values):
        return len(_FIRST) + 1
    return len(_FIRST) - 1 if _FIRST[-1].search(name) else len(_FIRST)


def _name(path: str) -> str:
    return path.rpartition(".")[2]


def _is_shown(value: Any) -> bool:
    return value not in (None, "") and not is_object(value) and not is_array(value)
