"""Answers that are read with msgspec and without it, and all that must be the same."""

from __future__ import annotations

import datetime
import json
import pickle
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import httpx
import pytest

from uptimekit._runtime import (
    Model,
    OpenStrEnum,
    Operation,
    RawResponse,
    fast_json,
    fast_reader,
    list_of,
    read_json,
    reading,
)
from uptimekit._runtime.constants import FAST_FROM
from uptimekit._runtime.errors import DecodingError
from uptimekit._runtime.fast_reader import read_fast
from uptimekit._runtime.lenient_reader import fields_of
from uptimekit._runtime.model import remainder_of_model
from uptimekit._runtime.twin import Twin, twin_of
from uptimekit._runtime.unset import UNSET

__all__ = [
    "FRAGMENTS",
    "at_once",
    "differences",
    "form",
    "fresh_twin",
    "is_read_fast",
    "response",
    "text_with",
]

_OPERATION: Final = Operation(id="listThings", method="GET", path="/things", security=(), idempotent=True)
_PLACE: Final = "@here@"
_TIMES: Final = (
    *("2026-11-20T10:00:00Z", "2026-11-20T10:00:00.123456+02:00", "2026-11-20T10:00:00-00:00"),
    *(
        "2026-12-31T23:59:59.9999999Z",
        "2026-11-20T10:00:00.1234565Z",
        "2026-11-20T10:00:00,5Z",
        "2026-11-20T10:00Z",
    ),
    *("2026-11-20T10:00:00", "2026-11-20 10:00:00Z", "2026-11-20t10:00:00z", "2026-11-20T10:00:00 UTC"),
    *(
        "2026-11-20T24:00:00Z",
        "2026-12-31T23:59:60Z",
        "2026-11-20T10:00:00+05:30:15",
        "2026-11-20T10:00:00+24:00",
    ),
    *(
        "2026-11-20",
        "20261120T100000Z",
        "2026-W47-5",
        "2026-02-30T10:00:00Z",
        "0000-01-01T00:00:00Z",
        "10:00",
        "",
    ),
)
FRAGMENTS: Final = (
    *(json.dumps(text).encode() for text in _TIMES),
    *(
        b"1763632800",
        b"1763632800.5",
        b"1.0",
        b"-0.0",
        b"1e400",
        b"9" * 30,
        b"9" * 4301,
        b"NaN",
        b"true",
        b"null",
    ),
    *(
        b'"\\ud800"',
        b'"\\u0000"',
        b'"\xff"',
        b'"\xed\xa0\x80"',
        b'"new"',
        "ü".join('""').encode(),
        b'"\\x"',
        b"01",
    ),
    *(
        b"[]",
        b"{}",
        b"[null]",
        b"[{}]",
        b'[["a"]]',
        b'{"a": 1, "a": 2}',
        b'{"id": "x"}',
        b"[" * 100_000 + b"]" * 100_000,  # deeper than any version of Python decodes
    ),
)
"""JSON texts that msgspec may read otherwise than the models' readers, and some that are no JSON."""


@contextmanager
def at_once() -> Iterator[None]:
    """Let msgspec decode from the first byte on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("UPTIMEKIT_FAST", raising=False)
        patch.setattr(fast_json._State, "decoded", FAST_FROM)
        patch.setattr(fast_json._State, "library", fast_json._UNDECIDED)
        patch.setattr(fast_reader, "TWIN_FROM", 0)
        patch.setattr(fast_reader, "LIST_PIECE", 50)  # cuts the short lists of tests, too
        yield


def fresh_twin(kind: type[Model]) -> Twin | None:
    """Return the twin of *kind*, which has not met an odd object yet."""
    twin = twin_of(kind)
    if twin is not None:
        twin.off, twin._read, twin._missed = False, 0, 0
    return twin


def text_with(data: Any, place: Callable[[Any], None], fragment: bytes) -> bytes:
    """Return the JSON text of *data*, in which *place* has put what becomes *fragment*."""
    place(_PLACE)
    return json.dumps(data).encode().replace(json.dumps(_PLACE).encode(), fragment)


def differences(kind: type[Model], content: bytes, within: str = "") -> str:
    """Return how *content* is read with msgspec, and how without, if that differs: as an object and as a list."""
    for parse in (kind.from_dict, list_of(kind.from_dict)):
        fresh_twin(kind)
        read = read_json(parse, within)
        fast, slow = (_outcome(read, content, fast=each) for each in (True, False))
        if fast != slow:
            return f"{kind.__name__}, {content[:500]!r}:\n{fast}\n{slow}"
    return ""


def is_read_fast(kind: type[Model], content: bytes, within: str = "") -> bool:
    """Whether msgspec reads *content* as a list without a second look by the model's reader."""
    twin = fresh_twin(kind)
    read = read_fast(response(content, fast=True), within, list_of(kind.from_dict))
    return twin is not None and read is not UNSET and not twin._missed


def response(content: bytes, *, fast: bool = True) -> RawResponse:
    """Return an answer with a body, which msgspec may decode or not."""
    raw = RawResponse(_OPERATION, 200, httpx.Headers({"content-type": "application/json"}), content)
    raw.fast = fast
    return raw


def _outcome(read: Callable[[RawResponse], Any], content: bytes, *, fast: bool) -> object:
    """Return everything that can be seen of what *read* does: result or error, and what is logged."""
    with pytest.MonkeyPatch.context() as patch:
        logged = list[str]()
        patch.setattr(reading, "_told", set())
        patch.setattr(reading.logger, "warning", lambda text, *values: logged.append(text % values))
        try:
            result = read(response(content, fast=fast))
        except DecodingError as error:
            return str(error), error.__cause__, error.__context__, logged
    some = result[-2:] if isinstance(result, list) else [result]  # what follows from the form of all
    written, kept = [each.to_dict() for each in some], pickle.loads(pickle.dumps(some))
    return form(result), form(written), form(kept), logged


def form(value: Any) -> object:
    """Return what tells *value* from every other: types, order, the spelling of times, what a model keeps beside."""
    kind = type(value)
    if isinstance(value, Model):
        rest = remainder_of_model(value)
        fields = [form(getattr(value, name)) for name in fields_of(kind)]
        return kind, fields, type(rest.extra), form(dict(rest.extra)), rest.absent, form(dict(rest.odd))
    if isinstance(value, OpenStrEnum):
        return kind, str(value), value.name, form(value.value)
    if isinstance(value, datetime.datetime):
        return kind, repr(value), value.utcoffset()
    if isinstance(value, Mapping):
        return kind, [(form(key), form(each)) for key, each in value.items()]
    if isinstance(value, list | tuple):
        return kind, [form(each) for each in value]
    return kind, repr(value)
