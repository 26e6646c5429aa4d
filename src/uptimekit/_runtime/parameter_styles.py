"""Lists and objects as parameters, in the styles of OpenAPI (RFC 6570); single values pass unchanged."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

from .encoding import Joined, encode, encoded_text, header_value, plain_text, query
from .errors import InputError
from .json_types import is_list, is_object
from .path_segment import segment
from .unset import UNSET

__all__ = ["cookies", "deep_object", "exploded", "joined", "json_text", "segments", "simple"]

_SEPARATORS: Final = {" ": "a space", "|": "a |", ",": "a comma"}
_COOKIE: Final = "!#$&'()*+-./:<=>?@[]^_`{|}~"  # RFC 6265, 4.1.1, without the percent sign and the comma


def joined(name: str, value: Any, separator: str = ",") -> Any:
    """Return a list as one value of the query, and an object as one of its names and values by turns.

    A comma inside an item is percent-encoded, and the separating one is not.  A space or ``|`` is always encoded, so
    that InputError is raised for an item that has the *separator* in it.
    """
    if value is None or value is UNSET:
        return value
    items = list(_items(name, value))
    if separator != ",":
        _check(name, items, separator)
    return Joined(items, quote(separator, safe=","))


def exploded(name: str, value: Any) -> dict[str, Any]:
    """Return the fields of an object as parameters of their own."""
    fields = _fields(name, value)
    return {key: [*_items(f"{name}.{key}", each)] if is_list(each) else _text(f"{name}.{key}", each)
            for key, each in fields.items()}  # fmt: skip


def deep_object(name: str, wire: str, value: Any) -> dict[str, Any]:
    """Return an object as parameters ``wire[field]``, objects in it as ``wire[field][field]``; lists are repeated."""
    return dict(_deep(name, wire, _fields(name, value)))


def _deep(name: str, wire: str, fields: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in fields.items():
        below = f"{name}.{key}"
        if is_object(value):
            yield from _deep(below, f"{wire}[{key}]", _fields(below, value))
        else:
            yield f"{wire}[{key}]", [*_items(below, value)] if is_list(value) else _text(below, value)


def json_text(name: str, value: Any, *, in_ascii: bool = False) -> Any:
    """Return a value as JSON text, *in_ascii* for a header, which carries nothing else."""
    if value is None or value is UNSET:
        return value
    return json.dumps(_encoded(name, value), ensure_ascii=in_ascii, separators=(",", ":"))


def simple(name: str, value: Any, *, explode: bool = False) -> Any:
    """Return a list or object as one header value with commas; an empty one sends nothing.

    A header knows no encoding, so that InputError is raised for an item with a comma.
    """
    if value is None or value is UNSET:
        return value
    items = list(_items(name, value, explode=explode))
    if is_list(encoded := _encoded(name, value)) or is_object(encoded):
        _check(name, items, ",")
    return ",".join(items) if items else UNSET


def segments(value: Any, name: str, *, explode: bool = False) -> str:
    """Return a list or object as one path segment with commas; each item is what :func:`segment` allows."""
    if value is None or value is UNSET:
        return segment(value, name)  # which refuses it
    items = [segment(item, name) for item in _items(name, value)]
    if not items:
        raise InputError(f"{name} must not be empty", field=name)
    if explode and is_object(_encoded(name, value)):
        items = [f"{key}={each}" for key, each in zip(items[::2], items[1::2], strict=True)]
    return ",".join(items)


def cookies(values: Mapping[str, Any], *objects: Mapping[str, Any]) -> Any:
    """Return a Cookie header; a list repeats its cookie.  What cookies cannot hold, and ``%``, is percent-encoded.

    Each of *objects* is the cookies that one object is written as, which must have names of their own.
    """
    pairs: list[str] = []
    for name, value in query(values, *objects).items():
        if isinstance(value, Joined) and value:
            pairs.append(f"{name}={value.encoded(_COOKIE)}")
        else:
            pairs += [f"{name}={quote(item, safe=_COOKIE)}" for item in _items(name, value)]
    return header_value("Cookie", "; ".join(pairs)) if pairs else UNSET


def _items(name: str, value: Any, *, explode: bool = False) -> Iterator[str]:
    """Yield the items of a list, the names and values of an object, or the one value."""
    encoded = _encoded(name, value)
    if is_object(encoded):
        pairs = [(key, _text(f"{name}.{key}", each)) for key, each in _fields(name, encoded).items()]
        yield from (
            (f"{key}={text}" for key, text in pairs) if explode else (x for pair in pairs for x in pair)
        )
    elif is_list(encoded):
        yield from (
            _text(f"{name}[{number}]", each) for number, each in enumerate(encoded) if each is not None
        )
    else:
        yield _text(name, encoded)


def _fields(name: str, value: Any) -> Mapping[str, Any]:
    """Return the fields of an object that have a value."""
    if value is None or value is UNSET:
        return {}
    encoded = _encoded(name, value)
    if not is_object(encoded):
        raise InputError(
            f"{name} must be an object with named fields, not of type {type(value).__name__}", field=name
        )
    return {key: each for key, each in encoded.items() if each is not None}


def _text(name: str, value: Any) -> str:
    if is_object(value) or is_list(value):
        raise InputError(
            f"{name} must be one value: no list or object can be written inside of it", field=name
        )
    text = str(plain_text(value))
    encoded_text(text, name)
    return text


def _encoded(name: str, value: Any) -> Any:
    try:
        return encode(value)
    except InputError as error:
        raise InputError(f"{name}: {error.message}", field=error.field or name) from None


def _check(name: str, items: Iterable[str], separator: str) -> None:
    if any(separator in item for item in items):
        raise InputError(
            f"{name}: an item has {_SEPARATORS[separator]} in it, which separates the items; leave it out",
            field=name,
        )
