"""The base class of generated models, and what their ``from_dict`` methods are made of."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any, ClassVar, Final, Self

from .json_types import is_list, is_object

__all__ = [
    "ExtraFields",
    "Model",
    "ShapeError",
    "items_of",
    "mask",
    "parse_date",
    "parse_datetime",
    "tagged",
    "union",
    "unknown_fields",
    "unwrap",
]

_NOTHING: Final[dict[str, Any]] = {}
_DATE_CHARS: Final = 10  # len("2026-11-20")
_read_iso: Final = datetime.datetime.fromisoformat  # bound once: two lookups a call are a third of its time


class ShapeError(ValueError):
    """Decoded JSON of another shape than documented; the text names places, never values."""


class ExtraFields(MutableMapping[str, Any]):
    """Response fields that the spec does not document, and which of them the caller has set since."""

    __slots__ = ("_values", "edited")

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = dict(values)
        self.edited: set[str] = set()

    def __getitem__(self, key: str) -> Any:
        return self._values[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self._values[key] = value
        self.edited.add(key)

    def __delitem__(self, key: str) -> None:
        del self._values[key]
        self.edited.discard(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"ExtraFields({sorted(self._values)})"  # values may be secrets: names only


class Model:
    """What every generated model offers.

    A field that the server left out reads as ``None``.  Fields that the spec does not document are kept in
    :attr:`extra`.
    """

    __slots__ = ("_extra",)
    _extra: Mapping[str, Any]
    __fields__: ClassVar[Mapping[str, str]] = {}  # attribute name -> wire name
    __nullable__: ClassVar[frozenset[str]] = frozenset()  # attribute names that the server may send as null

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Build the model from decoded JSON; the generated subclasses say how."""
        raise TypeError(f"{cls.__name__} is not a generated model and cannot read {type(data).__name__}")

    @property
    def extra(self) -> ExtraFields:
        """Fields that the spec does not document; those that you set are sent if the model is sent."""
        current = getattr(self, "_extra", _NOTHING)
        if not isinstance(current, ExtraFields):
            current = self._extra = ExtraFields(current)
        return current

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form: documented fields that are present, and every extra field."""
        return {**self._documented(), **getattr(self, "_extra", _NOTHING)}

    def to_request(self) -> dict[str, Any]:
        """Return the JSON form for sending: as :meth:`to_dict`, without extra fields nobody has set."""
        extra = getattr(self, "_extra", _NOTHING)
        edited = extra.edited if isinstance(extra, ExtraFields) else ()
        return {**self._documented(), **{key: extra[key] for key in edited}}

    def _documented(self) -> dict[str, Any]:
        from .encoding import encode

        values = ((name, wire, getattr(self, name)) for name, wire in self.__fields__.items())
        return {w: encode(v) for n, w, v in values if v is not None or n in self.__nullable__}


def unknown_fields(data: Mapping[str, Any], known: frozenset[str]) -> Mapping[str, Any]:
    """Return what *data* holds beside the *known* wire names."""
    if known.issuperset(data):
        return _NOTHING
    return {key: value for key, value in data.items() if key not in known}


def mask(value: object) -> str:
    """Show a secret field in a ``repr``."""
    return "None" if value is None else "'***'"


def parse_datetime(value: Any) -> datetime.datetime | None:
    """Read an ISO 8601 date-time; ``""`` reads as absent, and a naive time as UTC.

    Raises ValueError for any other text (the caller turns it into a DecodingError).
    """
    moment: datetime.datetime | None
    try:
        moment = _read_iso(value)
    except (ValueError, TypeError):
        moment = _odd_datetime(value)
    if moment is None or moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=datetime.UTC)


def _odd_datetime(value: Any) -> datetime.datetime | None:
    if value == "":
        return None
    if isinstance(value, str) and value.endswith(" UTC"):
        return datetime.datetime.fromisoformat(value.removesuffix(" UTC"))
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _from_epoch(value)
    raise ValueError("not a date-time")


def _from_epoch(seconds: float) -> datetime.datetime:
    try:
        return datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    except (OverflowError, OSError):
        raise ValueError("not a date-time") from None


def parse_date(value: Any) -> datetime.date | None:
    """Read an ISO 8601 date (the date part of a date-time too); ``""`` reads as absent."""
    return datetime.date.fromisoformat(value[:_DATE_CHARS]) if value else None


def unwrap(data: Any, path: str) -> Any:
    """Return the payload at a dotted *path* of the body; raise ShapeError if it is missing or null."""
    if path and data.__class__ is dict and (found := data.get(path)) is not None:
        return found  # nearly every call: one name in a plain object
    for name in path.split(".") if path else ():
        if not is_object(data):
            raise ShapeError(f"no object to read {path!r} from")
        data = data.get(name)
        if data is None:
            raise ShapeError(f"no {path!r} in the answer")
    return data


def items_of(data: Any, path: str) -> list[Any]:
    """Return the list at a dotted *path*; raise ShapeError for anything but a list."""
    found = unwrap(data, path)
    if not is_list(found):
        raise ShapeError(f"{path or 'the answer'} is not a list")
    return found


def tagged(value: Any, tag: str, classes: Mapping[str, type[Model]]) -> Any:
    """Read one of several objects told apart by the field *tag*; an unknown tag stays a plain dict."""
    if is_object(value) and (model := classes.get(str(value.get(tag)))) is not None:
        return model.from_dict(value)
    return value


def union(value: Any, *readers: Callable[[Any], Any]) -> Any:
    """Read a value with the first reader that takes it; what none takes stays as it came."""
    for read in readers:
        try:
            return read(value)
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
    return value
