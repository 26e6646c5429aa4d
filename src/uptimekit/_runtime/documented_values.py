"""Arguments of which the spec lists the values."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any, Final, TypeAlias, TypeVar

from .enums import OpenStrEnum
from .errors import InputError
from .json_types import is_array, is_object
from .sanitize import sanitized
from .spelling import nearest
from .unset import UNSET

__all__ = ["Documented", "documented"]

T = TypeVar("T")

Documented: TypeAlias = type[OpenStrEnum] | list[Any] | Mapping[str, Any]
"""An enum; a list of what documents its items; or what documents the fields of an object, all of them under ``*``."""

_LISTED: Final = 25  # values that a message tells one by one; nobody reads a list of time zones


def documented(name: str, value: T, by: Documented) -> T:
    """Return *value*, the argument *name*; raise InputError if a text in it is none that *by* lists.

    A member of an enum passes even if the spec does not know it: ``ComponentStatus("new")`` is how to send a new value.
    Unknown values in answers are such members.
    """
    _check(name, value, by)
    return value


def _check(name: str, value: Any, by: Documented) -> None:
    if isinstance(by, type):
        if value is not UNSET and value is not None and not isinstance(value, by) and not _is_new(value):
            _check_text(name, value, by)
    elif isinstance(by, list):
        if isinstance(value, str):
            raise InputError(f"{name} must be a list, not a text", field=_argument(name))
        for number, item in enumerate(value) if is_array(value) else ():
            _check(f"{name}[{number}]", item, by[0])
    else:
        for key, each in _fields(value).items():
            if key in by:
                _check(f"{name}.{key}", each, by[key])
            elif "*" in by:
                _check(f"{name}[{sanitized(repr(key))}]", each, by["*"])


def _is_new(value: Any) -> bool:
    """Whether *value* is an unknown member, such as one of an answer, whose enum may be another than the argument's."""
    return isinstance(value, OpenStrEnum) and not value.is_known


def _fields(value: Any) -> Mapping[str, Any]:
    """Return the fields of an object by their names in JSON; none for anything else."""
    if is_object(value):
        return value
    names: Mapping[str, str] = getattr(value, "__fields__", {})  # a model
    return {wire: getattr(value, name) for name, wire in names.items()}


def _check_text(name: str, value: Any, kind: type[OpenStrEnum]) -> None:
    text = value.value if isinstance(value, enum.Enum) else value
    if isinstance(text, str) and text in kind._value2member_map_:
        return
    texts = [repr(member.value) for member in kind]
    one_of = ", ".join(texts) if len(texts) <= _LISTED else f"{len(texts)} values"
    hint = _hint(text, kind) if isinstance(text, str) else f"this is of type {type(text).__name__}"
    raise InputError(f"{name} must be one of {one_of}; {hint}", field=_argument(name))


def _hint(text: str, kind: type[OpenStrEnum]) -> str:
    near = nearest(text.replace(" ", "_"), (member.value for member in kind))
    return f"did you mean {near!r}?" if near else f"to send a newer value, pass {kind.__name__}(...)"


def _argument(name: str) -> str:
    return name.partition("[")[0].partition(".")[0]
