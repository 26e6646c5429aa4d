"""Values in rows: where they are, and their text in a table or in CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from uptimekit._runtime.json_types import is_array, is_list, is_object

from .json_text import json_line, plain

__all__ = ["cell_text", "leaves", "value_at"]

_DIGITS: Final = 10  # of a place in a list; int() refuses thousands


def value_at(row: Mapping[str, Any], path: str) -> Any:
    """Return what stands at *path*, names with dots between them; None where there is nothing.

    Names may have dots themselves: a longer one comes first (``a.b`` in ``{"a.b": 1}``).  A number counts in a list,
    from 0.
    """
    return _below(row, path.split("."))


def _below(value: Any, names: list[str]) -> Any:
    if not names:
        return value
    if is_object(value):
        wholes = ((".".join(names[:end]), names[end:]) for end in range(len(names), 0, -1))
        found = (_below(value[whole], rest) for whole, rest in wholes if whole in value)
        return next((each for each in found if each is not None), None)
    name, *rest = names
    if (
        is_list(value)
        and name.isascii()
        and name.isdecimal()
        and len(name) < _DIGITS
        and int(name) < len(value)
    ):
        return _below(value[int(name)], rest)
    return None


def leaves(row: Mapping[str, Any], above: str = "") -> Iterator[str]:
    """Yield the paths of the members that are no objects, those of inner objects too."""
    for name, value in row.items():
        if is_object(value) and value:
            yield from leaves(value, f"{above}{name}.")
        else:
            yield above + name


def cell_text(value: Any) -> str:
    """Return the text of a cell: nothing for null, values with commas between them for a list, else JSON."""
    scalar = plain(value)
    if scalar is None or isinstance(scalar, str):
        return scalar or ""
    if is_list(scalar) and not any(is_object(each) or is_array(each) for each in scalar):
        return ", ".join(map(cell_text, scalar))
    return json_line(scalar)
