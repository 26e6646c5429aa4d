"""Twins of models: classes that msgspec decodes JSON into, and the functions that copy them into models.

A twin has the fields of its model, under names of its own.  It refuses fields that the spec does not document, and what
the model's reader would not take without a second look.  What a twin refuses, that reader reads, which defines the
result.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, Final, get_args

from .enums import OpenStrEnum
from .fast_json import Library, library, loads
from .lenient_reader import fields_of, is_plain, is_whole, kinds_of, origin_of
from .model import Model, Remainder
from .reading import SHAPE_ERRORS, parse_date, parse_datetime

__all__ = ["Twin", "twin_of"]

_ODD: Final = (*SHAPE_ERRORS, RecursionError)  # a DecodeError of msgspec is a ValueError
_SHAPES_KEPT: Final = 64  # sets of absent fields whose Remainder is shared
_MISSES_ALLOWED: Final = 16  # and then one object in four: reading those twice costs what the others save
_Convert = Callable[[Any], Any]
_list: Any = list
_dict: Any = dict  # of types that only msgspec reads


class Twin:
    """The twin of a model.

    Attributes:
        kind: the model.
        off: whether so many objects were not as documented that the twin does not pay.
    """

    def __init__(self, msgspec: Library, kind: type[Model], struct: Any, copy: _Convert) -> None:
        self.kind, self.off, self._copy = kind, False, copy
        self._decode: Callable[[Any], Any] = msgspec.json.Decoder(struct).decode
        self._read = self._missed = 0

    def read(self, content: Any) -> Model:
        """Read one object."""
        return self.read_each([content])[0]

    def read_each(self, contents: Iterable[Any]) -> list[Model]:
        """Read objects; raise one of SHAPE_ERRORS if the model's reader does, or if too many are odd.

        Each is decoded by itself, so that an odd one does not count for all, and copied before it leaves the cache of
        the processor.
        """
        decode, copy, models = self._decode, self._copy, list[Model]()
        for content in contents:
            try:
                models.append(copy(decode(content)))
            except _ODD:
                models.append(self._read_odd(bytes(content), len(models)))
        self._read += len(models)
        return models

    def _read_odd(self, content: bytes, before: int) -> Model:
        self._missed += 1
        self.off = self._missed > max(_MISSES_ALLOWED, (self._read + before) // 4)
        if self.off:
            raise ValueError("too few objects are as documented")
        return self.kind.from_dict(loads(content))


@cache
def twin_of(kind: Any) -> Twin | None:
    """Return the twin of *kind*; None without msgspec, or if a field may be of several kinds of objects."""
    msgspec = library()
    if msgspec is None:
        return None
    try:
        return Twin(msgspec, kind, *_Builder(msgspec).build(kind))
    except (*SHAPE_ERRORS, NameError):  # such as a field whose name msgspec does not take
        return None


class _Builder:
    """Makes the class of a twin, and those of the models inside it."""

    def __init__(self, msgspec: Library) -> None:
        self._msgspec, self._above = msgspec, list[type[Model]]()

    def build(self, kind: Any) -> tuple[Any, _Convert]:
        """Return the class for *kind* and its copy function; raise ValueError for a field of several kinds of objects."""
        self._above.append(kind)
        fields, lines, names = list[tuple[Any, ...]](), list[str](), dict[str, Any]()
        for number, (name, (_, hint)) in enumerate(fields_of(kind).items()):
            of, convert = self._type(hint)
            kinds, nullable = kinds_of(hint)
            needed = is_whole(kinds[0]) and not nullable
            fields.append(
                (f"f{number}", of) if needed else (f"f{number}", self._optional(of), self._msgspec.UNSET)
            )
            names[f"c{number}"] = convert
            lines += _lines(number, name, convert, needed=needed)
        self._above.pop()
        wires = [wire for wire, _ in fields_of(kind).values()]
        names |= {"UNSET": self._msgspec.UNSET, "kept": _remainders(wires)}
        rename = {f"f{number}": wire for number, wire in enumerate(wires)}
        struct = self._msgspec.defstruct(
            kind.__name__, fields, rename=rename, forbid_unknown_fields=True, kw_only=True, gc=False
        )
        return struct, _copier(kind, lines, names)

    def _optional(self, of: Any) -> Any:
        return of if of is Any else of | None | self._msgspec.UnsetType

    def _type(self, hint: Any) -> tuple[Any, _Convert | None]:
        """Return the type of a value for msgspec, and what makes the model's value of it; None for itself."""
        kinds, _ = kinds_of(hint)
        if all(map(is_plain, kinds)):
            return Any, None  # whatever stands there is kept
        kind, *others = kinds
        if others:
            raise ValueError("one of several kinds")
        origin: Any = origin_of(kind)
        if issubclass(origin, OpenStrEnum):
            return origin, None
        if issubclass(origin, Model):
            return (Any, origin.from_dict) if origin in self._above else self.build(origin)
        if origin is list:
            return self._list((*get_args(kind), Any)[0])
        if origin is dict:
            return self._map((*get_args(kind), Any, Any)[1])
        return Any, parse_datetime if origin is datetime.datetime else parse_date

    def _list(self, hint: Any) -> tuple[Any, _Convert | None]:
        kinds, nullable = kinds_of(hint)
        if not nullable and is_whole(kinds[0]) and issubclass(origin_of(kinds[0]), Model):
            return _list[self._msgspec.Raw], _ItemReader(origin_of(kinds[0]))
        of, read = self._part(hint)
        return _list[of], read and (lambda values: [read(value) for value in values])

    def _map(self, hint: Any) -> tuple[Any, _Convert | None]:
        of, read = self._part(hint)
        return _dict[str, of], read and (lambda values: {key: read(value) for key, value in values.items()})

    def _part(self, hint: Any) -> tuple[Any, _Convert | None]:
        """As :meth:`_type` for a value in a list or map, where null is allowed but for objects, lists and maps."""
        of, convert = self._type(hint)
        kinds, nullable = kinds_of(hint)
        if is_whole(kinds[0]) and not nullable:
            return of, convert
        return (of if of is Any else of | None), convert and _unless_none(convert)


class _ItemReader:
    """Reads the objects of a list in a model."""

    def __init__(self, kind: Any) -> None:
        self._kind = kind

    def __call__(self, contents: list[Any]) -> list[Model]:
        twin = twin_of(self._kind)  # not before: a model may hold a list of its own kind
        if twin is None or twin.off:
            return [self._kind.from_dict(loads(bytes(content))) for content in contents]
        return twin.read_each(contents)


def _unless_none(convert: _Convert) -> _Convert:
    return lambda value: None if value is None else convert(value)


# ---------------------------------------------------------------------- copying


def _lines(number: int, name: str, convert: _Convert | None, *, needed: bool) -> list[str]:
    """Return the lines that copy a field; *needed* says that it is there and not null."""
    source = f"c{number}(value)" if convert else "value"
    if needed:
        return [f"value = twin.f{number}", f"model.{name} = {source}"]
    lines = [f"value = twin.f{number}", "if value is UNSET:", f"    value = None; gone += {1 << number}"]
    if convert is parse_datetime:  # its usual way, without a call
        lines += ["elif value is not None:", "    value = moment(value)", "    if value.tzinfo is None:"]
        lines += ["        value = value.replace(tzinfo=UTC)"]
    elif convert:
        lines += ["elif value is not None:", f"    value = {source}"]
    return [*lines, f"model.{name} = value"]


def _copier(kind: type[Model], lines: Iterable[str], names: dict[str, Any]) -> _Convert:
    """Return the function that makes a model of a twin: *lines*, made of attributes of *kind*, which know *names*."""
    end = ("model._remainder = kept(gone) if gone else full", "return model")
    source = "\n    ".join(("def copy(twin):", "model = new(kind)", "gone = 0", *lines, *end))
    names |= {"new": kind.__new__, "kind": kind, "full": Remainder()}
    names |= {"moment": datetime.datetime.fromisoformat, "UTC": datetime.UTC}
    exec(compile(source, f"<twin of {kind.__name__}>", "exec"), names)  # noqa: S102  # as attrs makes its methods
    copy: _Convert = names["copy"]
    return copy


def _remainders(wires: Sequence[str]) -> Callable[[int], Remainder]:
    """Return a function that returns what is kept of an object that lacks fields: bit *n* stands for field *n*."""
    seen = dict[int, Remainder]()

    def kept(gone: int) -> Remainder:
        if (known := seen.get(gone)) is not None:
            return known
        rest = Remainder(absent=frozenset(wire for bit, wire in enumerate(wires) if gone >> bit & 1))
        if len(seen) < _SHAPES_KEPT:  # servers leave out the same few
            seen[gone] = rest
        return rest

    return kept
