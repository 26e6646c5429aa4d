"""The slow reader: it reads a model that the generated reader refused, and names the place of each problem."""

from __future__ import annotations

import datetime
import types
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from .encoding import plain
from .enums import OpenStrEnum
from .json_types import is_list, is_object
from .model import Layout, Model, Remainder
from .reading import (
    SHAPE_ERRORS,
    ShapeError,
    any_datetime,
    parse_date,
    parse_datetime,
    place_of,
    warn_once,
    wrong_type,
)
from .unset import UNSET

__all__ = ["fields_of", "fits", "is_plain", "is_whole", "kinds_of", "origin_of", "read_model"]

M = TypeVar("M", bound=Model)


def read_model(kind: type[M], data: Any) -> M:
    """Read *data* as *kind*, each field by its type.

    A value that is not of the documented type is logged.  It is read as what it is if the attribute may hold that,
    else as None.  Raises ShapeError, with what could be read, if *data* is not an object, or if it lacks a required
    object, list or map.
    """
    if not is_object(data):
        raise wrong_type(data, "an object", _empty(kind), kind.__name__)
    made: Any = kind.__new__(kind)
    odd, broken = dict[str, tuple[Any, Any]](), None
    for name, (wire, hint) in fields_of(cast(Any, kind)).items():
        sent = data.get(wire, UNSET)
        field = _FieldReader(kind.__tagged__.get(name))
        value = field.read(hint, sent)
        setattr(made, name, value)
        if field.problems:
            odd[wire] = (plain(value), sent)
            subject = f"{kind.__name__}.{wire}"
            warn_once(subject, field.problems[0].problem)
            if broken is None and field.broken is not None:
                broken = ShapeError(place_of(wire, field.broken.place), field.broken.problem, made, subject)
    kept = Layout(kind.__fields__.values()).remainder_of(data)
    made._remainder = Remainder(kept.extra, kept.absent, odd) if odd else kept
    if broken is not None:
        raise broken
    model: M = made
    return model


@cache
def fields_of(kind: Any) -> Mapping[str, tuple[str, Any]]:
    """Return attribute name -> wire name and type of the documented fields."""
    hints = get_type_hints(kind)
    return {name: (wire, hints[name]) for name, wire in kind.__fields__.items()}


@cache
def kinds_of(hint: Any) -> tuple[tuple[Any, ...], bool]:
    """Return the types that *hint* allows except None, and whether it allows None."""
    members = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    return tuple(each for each in members if each is not type(None)), type(None) in members


def fits(hint: Any, value: Any) -> bool:
    """Whether *value*, as it was read, is of the type *hint*."""
    kinds, nullable = kinds_of(hint)
    return nullable if value is None and Any not in kinds else any(_is_a(kind, value) for kind in kinds)


def _is_a(kind: Any, value: Any) -> bool:
    if kind is Any:
        return True
    if kind in (int, float):
        whole = isinstance(value, int) or (isinstance(value, float) and (kind is float or value.is_integer()))
        return whole and not isinstance(value, bool)
    if not isinstance(value, origin_of(kind)):
        return False
    items = value if is_list(value) else value.values() if is_object(value) else ()
    inner = (Any, *get_args(kind))[-1]  # of a list its items, of a map its values
    return all(fits(inner, item) for item in items)


class _FieldReader:
    """Reads one field with everything inside it.

    Attributes:
        problems: what is not as documented; places begin at the field.
        broken: the problem that makes the whole model unreadable, if there is one.
    """

    def __init__(self, tagged: Callable[[Any], Any] | None) -> None:
        self._tagged = tagged
        self.problems: list[ShapeError] = []
        self.broken: ShapeError | None = None

    def read(self, hint: Any, value: Any, place: str = "") -> Any:
        """Return *value*, at *place* of the field, as the type *hint* allows."""
        kinds, nullable = kinds_of(hint)
        kind, *others = kinds or (Any,)  # what is null by its type is kept, too
        if value is None or value is UNSET:
            return None if nullable or others else self._nothing(kind, value, place)
        if others:
            return self._one_of(kinds, value, place)
        read = _reader_of(kind)
        try:
            return value if read is None else read(self, kind, value, place)
        except ShapeError as error:
            return self._refused(kind, error, place, nullable=nullable)

    def _nothing(self, kind: Any, value: Any, place: str) -> Any:
        """Return the replacement of a null or missing value whose type does not allow None."""
        if is_whole(kind):
            problem = wrong_type(value, "a list" if origin_of(kind) is list else "an object")
            self._add(problem, place, needed=not _is_endless(origin_of(kind)))
        return _empty(kind)

    def _refused(self, kind: Any, error: ShapeError, place: str, *, nullable: bool) -> Any:
        self._add(error, place, needed=not nullable)
        if nullable and not error.place:
            return None
        return _empty(kind) if error.reading is UNSET else error.reading

    def _add(self, problem: ShapeError, place: str, *, needed: bool = False) -> None:
        self.problems.append(problem.within(place))
        if needed and not place and self.broken is None:
            self.broken = self.problems[-1]

    def _one_of(self, kinds: tuple[Any, ...], value: Any, place: str) -> Any:
        """Read a value that may be of several types; one that is of none stays unchanged."""
        if self._tagged is not None:
            try:
                return self._tagged(value)
            except ShapeError as error:
                self._add(error, place)
                return error.reading
        for kind in kinds:
            attempt = _FieldReader(None)
            reading = attempt.read(kind, value)
            if _reader_of(kind) is not None and not attempt.problems:
                return reading
        return value

    # ------------------------------------------------------------------ by type

    def read_list(self, kind: Any, value: Any, place: str) -> list[Any]:
        if not is_list(value):
            raise wrong_type(value, "a list")
        inner = (*get_args(kind), Any)[0]
        return [self.read(inner, item, f"{place}[{number}]") for number, item in enumerate(value)]

    def read_map(self, kind: Any, value: Any, place: str) -> dict[str, Any]:
        if not is_object(value):
            raise wrong_type(value, "an object")
        inner = (*get_args(kind), Any, Any)[1]
        return {key: self.read(inner, item, place_of(place, "*")) for key, item in value.items()}

    def read_moment(self, _: Any, value: Any, place: str) -> datetime.datetime | None:
        try:
            return parse_datetime(value)
        except SHAPE_ERRORS:
            self._add(wrong_type(value, "a date-time"), place)
            return any_datetime(value)

    def read_date(self, _: Any, value: Any, place: str) -> datetime.date | None:
        try:
            return parse_date(value)
        except SHAPE_ERRORS:
            self._add(wrong_type(value, "a date"), place)
            moment = any_datetime(value)
            return moment and moment.date()

    def read_enum(self, kind: type[OpenStrEnum], value: Any, place: str) -> OpenStrEnum | None:
        if not isinstance(value, str):
            self._add(wrong_type(value, "text"), place)
        return None if is_list(value) or is_object(value) else kind(value)

    def read_model(self, kind: type[Model], value: Any, _: str) -> Model:
        return kind.from_dict(value)


_Read = Callable[[_FieldReader, Any, Any, str], Any]
_READERS: Final[Mapping[Any, _Read]] = {
    list: _FieldReader.read_list,
    dict: _FieldReader.read_map,
    datetime.datetime: _FieldReader.read_moment,
    datetime.date: _FieldReader.read_date,
    OpenStrEnum: _FieldReader.read_enum,
    Model: _FieldReader.read_model,
}


@cache
def _reader_of(kind: Any) -> _Read | None:
    """Return the reader of a *kind* of value; None if its JSON form is the value."""
    origin = origin_of(kind)
    bases = origin.__mro__ if isinstance(origin, type) else ()
    return next((_READERS[base] for base in bases if base in _READERS), None)


def is_plain(kind: Any) -> bool:
    """Whether the JSON form of a *kind* of value is the value."""
    return _reader_of(kind) is None


def origin_of(kind: Any) -> Any:
    """Return the class of *kind*, without the types of its items."""
    return get_origin(kind) or kind


def is_whole(kind: Any) -> bool:
    """Whether *kind* is a list, map or model."""
    origin = origin_of(kind)
    return isinstance(origin, type) and issubclass(origin, (list, dict, Model))


@cache
def _is_endless(kind: Any) -> bool:
    """Whether a model requires one of its own kind, itself or further down: then no answer is as documented."""
    pending, seen = [kind] if issubclass(kind, Model) else [], set[Any]()
    while pending:
        hints = (kinds_of(hint) for _, hint in fields_of(pending.pop()).values())
        needed = {origin_of(kinds[0]) for kinds, nullable in hints if not nullable and is_whole(kinds[0])}
        pending += [each for each in needed - seen if issubclass(each, Model)]
        seen |= needed
    return kind in seen


def _empty(kind: Any, above: tuple[Any, ...] = ()) -> Any:
    """Return the replacement of a missing value: an empty list, map or model, else None.

    A model that requires one of its own kind, which is *above* it, does not get it.
    """
    origin = origin_of(kind)
    if not is_whole(kind) or origin in above:
        return None
    if not issubclass(origin, Model):
        return origin()
    made: Any = origin.__new__(origin)
    odd: dict[str, tuple[Any, Any]] = {"": (None, UNSET)}
    for name, (wire, hint) in fields_of(origin).items():
        kinds, nullable = kinds_of(hint)
        value = None if nullable else _empty(kinds[0], (*above, origin))
        setattr(made, name, value)
        if value is not None:
            odd[wire] = (plain(value), UNSET)
    made._remainder = Remainder(absent=frozenset(origin.__fields__.values()), odd=odd)
    return made
