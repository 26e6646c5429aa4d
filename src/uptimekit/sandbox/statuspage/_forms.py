"""Bodies in form style, with brackets in the names for objects and arrays.

`incident[name]=x` is a member of an object, `incident[component_ids][]=x` an item of an array, and
`data[id][][value]=1` a member of the last object in an array, or of a new one if the last has it already.
"""

from __future__ import annotations

import re
from typing import cast
from urllib.parse import parse_qsl

__all__ = ["parse_form"]

_NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
_DEEPEST = 32


def parse_form(body: bytes) -> dict[str, object]:
    """The object that a form-urlencoded body spells; ValueError if its names contradict each other."""
    form: dict[str, object] = {}
    for name, value in parse_qsl(body.decode(), keep_blank_values=True):
        _place(form, _keys(name), value)
    return form


def _keys(name: str) -> list[str]:
    match = _NAME.fullmatch(name)
    if match is None or match[2].count("[") > _DEEPEST:
        raise ValueError(f"{name!r} is not the name of a field")
    return [match[1], *match[2][1:-1].split("][")] if match[2] else [match[1]]


def _place(target: dict[str, object], keys: list[str], value: str) -> None:
    key, rest = keys[0], keys[1:]
    if not rest:
        target[key] = value
    elif rest[0]:
        _place(_object(target.setdefault(key, {}), key), rest, value)
    else:
        _append(_array(target.setdefault(key, []), key), rest[1:], value)


def _append(items: list[object], keys: list[str], value: str) -> None:
    if not keys:
        items.append(value)
        return
    last = items[-1] if items else None
    if not isinstance(last, dict) or keys[0] in last:
        last = dict[str, object]()
        items.append(last)
    _place(cast("dict[str, object]", last), keys, value)


def _object(value: object, key: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ValueError(f"{key!r} is an object and something else at once")
    return cast("dict[str, object]", value)


def _array(value: object, key: str) -> list[object]:
    if not isinstance(value, list):
        raise ValueError(f"{key!r} is an array and something else at once")
    return cast("list[object]", value)
