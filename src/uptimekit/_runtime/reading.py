"""The functions that generated readers are made of, and the error for JSON of another shape than documented."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from .json_types import is_list, is_object
from .logger import logger
from .unset import UNSET

if TYPE_CHECKING:
    from .model import Model

__all__ = [
    "SHAPE_ERRORS",
    "ShapeError",
    "any_datetime",
    "fitting",
    "items_of",
    "json_name",
    "list_of",
    "map_of",
    "object_of",
    "parse_date",
    "parse_datetime",
    "part_of",
    "place_of",
    "read_each",
    "read_iso",
    "read_list",
    "read_within",
    "tagged",
    "unchanged",
    "union",
    "unwrap",
    "warn_once",
    "wrong_type",
]

T = TypeVar("T")

read_iso: Final = datetime.datetime.fromisoformat  # bound once: two lookups a call are a third of its time

SHAPE_ERRORS: Final = (ValueError, TypeError, AttributeError, KeyError, OverflowError)
"""The exceptions of an expression that reads JSON of another shape."""


class ShapeError(ValueError):
    """Decoded JSON of another shape than documented; the text names places, never values.

    Attributes:
        place: where, from the value that was read: ``data[3].attributes``; empty for that value itself.
        problem: what is wrong there.
        reading: what could be read nevertheless; UNSET for nothing.
        subject: the model and field of the place: ``Monitor.attributes``; empty outside of a model.
    """

    def __init__(self, place: str, problem: str, reading: Any = UNSET, subject: str = "") -> None:
        super().__init__(f"{place or 'the answer'} {problem}")
        self.place, self.problem, self.reading, self.subject = place, problem, reading, subject

    def within(self, place: str, reading: Any = UNSET) -> ShapeError:
        """Return this error with *place* put before its own, and with another *reading*."""
        return ShapeError(place_of(place, self.place), self.problem, reading, self.subject)


def place_of(*parts: str) -> str:
    """Join *parts* of a place: names with dots, ``[3]`` without."""
    return ".".join(part for part in parts if part).replace(".[", "[")


_NAMES: Final[Mapping[type, str]] = {
    type(None): "null",
    bool: "a boolean",
    int: "a number",
    float: "a number",
    str: "text",
    list: "a list",
    dict: "an object",
}


def json_name(value: object) -> str:
    """Return what JSON calls a value such as *value*."""
    return "missing" if value is UNSET else _NAMES.get(type(value), f"a {type(value).__name__}")


_told: Final = set[tuple[str, str]]()  # as many as documents have fields, times the seven kinds of JSON


def warn_once(subject: str, problem: str) -> None:
    """Log that an answer is not as documented, once in a process for each field."""
    if (subject, problem) not in _told:
        _told.add((subject, problem))
        logger.warning("%s %s; the rest of the answer is read", subject or "an item of an answer", problem)


def wrong_type(value: object, wanted: str, reading: Any = UNSET, subject: str = "") -> ShapeError:
    """Return the error of *value* where *wanted* was expected."""
    said = json_name(value)
    return ShapeError("", f"is {said}" if value is UNSET else f"is {said}, not {wanted}", reading, subject)


# ---------------------------------------------------------------------- one value


def parse_datetime(value: Any) -> datetime.datetime:
    """Read an ISO 8601 date-time; a time without a zone is taken as UTC.

    Raises ValueError or TypeError for anything else.
    """
    try:
        moment = read_iso(value)
    except ValueError:
        if not value.endswith(" UTC"):
            raise
        moment = read_iso(value.removesuffix(" UTC"))
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=datetime.UTC)


def any_datetime(value: Any) -> datetime.datetime | None:
    """Read a date-time as :func:`parse_datetime` does, or seconds since the epoch; None for anything else."""
    try:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return datetime.datetime.fromtimestamp(value, datetime.UTC)
        return parse_datetime(value)
    except (*SHAPE_ERRORS, OSError):
        return None


parse_date: Final = datetime.date.fromisoformat
"""Read an ISO 8601 date.  Raises ValueError or TypeError for anything else."""


def unchanged(value: T) -> T:
    """Return *value*: the reader of values that need no reading."""
    return value


def object_of(value: Any, subject: str = "") -> dict[str, Any]:
    """Return *value*, an object; *subject* names it in errors."""
    if isinstance(value, dict):
        return value  # pyright: ignore[reportUnknownVariableType]  (no cast(): this runs for every object of a listing)
    raise wrong_type(value, "an object", {}, subject)


def part_of(value: Any, name: str, subject: str) -> dict[str, Any]:
    """Return the object in the field *name* of the object *value*; log anything else, and return an empty object."""
    if not is_object(value):
        warn_once(subject, wrong_type(value, "an object").problem)
        return {}
    part = value.get(name)
    if isinstance(part, dict):
        return cast("dict[str, Any]", part)
    if part is not None:
        warn_once(f"{subject}.{name}", wrong_type(part, "an object").problem)
    return {}


def unwrap(data: Any, path: str) -> Any:
    """Return the payload at a dotted *path* of the body; raise ShapeError if it is missing or null."""
    passed = ""
    for name in path.split(".") if path else ():
        if not is_object(data):
            raise wrong_type(data, "an object").within(passed)
        passed = place_of(passed, name)
        data = data.get(name, UNSET)
        if data is None or data is UNSET:
            raise ShapeError(passed, f"is {json_name(data)}")
    return data


def read_within(path: str, read: Callable[[Any], T], data: Any) -> T:
    """Read the payload at a dotted *path* of *data* with *read*; a ShapeError names its place in *data*."""
    payload = unwrap(data, path)
    try:
        return read(payload)
    except ShapeError as error:
        raise error.within(path) from None


def items_of(value: Any) -> list[Any]:
    """Return *value*, a list; raise ShapeError for anything else."""
    if not is_list(value):
        raise wrong_type(value, "a list")
    return value


# ---------------------------------------------------------------------- one of several


def tagged(value: Any, tag: str, classes: Mapping[str, type[Model]], *others: Callable[[Any], Any]) -> Any:
    """Read one of several kinds of objects, which the field *tag* names.

    With an unknown tag, *others* read it as :func:`union` does; without any it stays a dict.
    """
    if is_object(value) and (model := classes.get(str(value.get(tag)))) is not None:
        return model.from_dict(value)
    return union(value, *others)


def fitting(
    model: type[Model],
    required: Iterable[str] = (),
    constants: Iterable[tuple[str, Any]] = (),
    kinds: Iterable[tuple[str, tuple[str, ...]]] = (),
) -> Callable[[Any], Model]:
    """Return a reader of one of several kinds of objects that nothing names.

    It refuses an object without a field that is *required*, in which one of *constants* has another value, or in which
    a value is of a Python type that is not among its *kinds*, by the names of the types; null is of any.
    """

    def read(value: Any) -> Model:
        if not is_object(value) or not value.keys() >= {*required}:
            raise wrong_type(value, "such an object")
        if any(not _equal(value.get(name, constant), constant) for name, constant in constants):
            raise wrong_type(value, "such an object")
        given = ((value.get(name), allowed) for name, allowed in kinds)
        if any(each is not None and type(each).__name__ not in allowed for each, allowed in given):
            raise wrong_type(value, "such an object")
        return model.from_dict(value)

    return read


def _equal(value: Any, constant: Any) -> bool:
    """Whether two JSON values are equal: to Python, True is 1."""
    return bool(value == constant) and isinstance(value, bool) == isinstance(constant, bool)


def union(value: Any, *readers: Callable[[Any], Any]) -> Any:
    """Read a value with the first reader that accepts it; without one it stays unchanged."""
    for read in readers:
        try:
            return read(value)
        except SHAPE_ERRORS:
            continue
    return value


# ---------------------------------------------------------------------- a list or map of them


def list_of(read: Callable[[Any], T]) -> Callable[[Any], list[T]]:
    """Return a reader of a list whose items *read* reads; see :func:`read_each`."""
    return partial(read_list, read)


def read_list(read: Callable[[Any], T], value: Any) -> list[T]:
    """Read the list *value*, whose items *read* reads; see :func:`read_each`."""
    if not is_list(value):
        raise wrong_type(value, "a list", [])
    return read_each(read, value)


def map_of(read: Callable[[Any], T]) -> Callable[[Any], dict[str, T]]:
    """Return a reader of an object whose values *read* reads, as :func:`read_each` does those of a list."""

    def read_map(value: Any) -> dict[str, T]:
        if not is_object(value):
            raise wrong_type(value, "an object", {})
        values = dict(value)
        _each(read, values, value.items(), "*")  # a key is the server's own text, too
        return values

    return read_map


def read_each(read: Callable[[Any], T], items: list[Any]) -> list[T]:
    """Put what *read* makes of each of *items* in its place, and return the list.

    An item that *read* refuses becomes what could be read of it, or stays unchanged.  Raises the first ShapeError if
    *read* refuses all items and not all are null: then the whole list is of another kind.
    """
    _each(read, items, enumerate(items), "[{}]")
    return items


def _each(read: Callable[[Any], Any], values: Any, items: Iterable[tuple[Any, Any]], place: str) -> None:
    # in place: the JSON of an item is freed at once, which takes less time than all of them in the end
    problems, nulls = list[ShapeError](), 0
    for key, item in items:
        try:
            values[key] = read(item)
        except SHAPE_ERRORS as error:
            problem = error if isinstance(error, ShapeError) else wrong_type(item, "as documented")
            problems.append(problem.within(place.format(key)))
            nulls += item is None
            if problem.reading is not UNSET:
                values[key] = problem.reading
    if len(problems) == len(values) > nulls:
        raise problems[0]
    for problem in problems:
        warn_once(problem.subject, problem.problem)
