"""The base class of generated models, and what a model keeps in addition to its documented fields."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from itertools import filterfalse
from operator import itemgetter
from typing import Any, ClassVar, Final, Self, TypeVar

from .keyword_names import suggesting
from .unset import UNSET

__all__ = ["ExtraFields", "Layout", "Model", "Remainder", "mask", "remainder_of_model", "reread"]

M = TypeVar("M", bound="Model")

_NOTHING: Final[dict[str, Any]] = {}
_SHAPES: Final = 4
# Sets of as many fields that a model remembers: a server has a few kinds of an object, and must not grow the table.


class ExtraFields(MutableMapping[str, Any]):
    """Response fields that the spec does not document, and the names of those that the caller has set."""

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


class Remainder:
    """What a model keeps of the answer in addition to its attributes, so that :meth:`Model.to_dict` returns it.

    Attributes:
        extra: fields that the spec does not document.
        absent: documented fields that the answer did not have, as the server spells them; None for a model that
            was built by hand.
        odd: fields whose value is not as documented, by name: the value that :meth:`Model.to_dict` would return for
            the attribute, and the value that the server sent (UNSET for none).  The empty name stands for a model
            that was not an object.

    It may be shared by many models; only the fields of :class:`ExtraFields` ever change.
    """

    __slots__ = ("absent", "extra", "odd")

    def __init__(
        self,
        extra: Mapping[str, Any] = _NOTHING,
        absent: frozenset[str] | None = frozenset(),
        odd: Mapping[str, tuple[Any, Any]] = _NOTHING,
    ) -> None:
        self.extra, self.absent, self.odd = extra, absent, odd


class Model:
    """The base class of generated models.

    A field that the server left out reads as ``None``, and so does a value that cannot be read as documented.
    Fields that the spec does not document are kept in :attr:`extra`.
    """

    __slots__ = ("_remainder",)
    _remainder: Remainder
    __fields__: ClassVar[Mapping[str, str]] = {}  # attribute name -> wire name
    __nullable__: ClassVar[frozenset[str]] = frozenset()  # attribute names that the server may send as null
    __tagged__: ClassVar[Mapping[str, Callable[[Any], Any]]] = {}  # -> reader of its tagged objects

    def __init_subclass__(cls) -> None:
        """Let the constructor name the nearest field in place of one that there is not; reading calls no constructor."""
        super().__init_subclass__()
        made: Any = cls
        if "__init__" in vars(cls):
            made.__init__ = suggesting(made.__init__)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Build the model from decoded JSON; the generated subclasses say how."""
        raise TypeError(f"{cls.__name__} is not a generated model and cannot read {type(data).__name__}")

    @property
    def extra(self) -> ExtraFields:
        """Fields that the spec does not document; those that you set are sent if the model is sent."""
        rest = remainder_of_model(self)
        current = rest.extra
        if not isinstance(current, ExtraFields):
            current = ExtraFields(current)
            self._remainder = Remainder(current, rest.absent, rest.odd)
        return current

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form: what the server sent, with the changes made since.

        Fields that the server left out are left out, null is null, and a value that could not be read is there
        unchanged.  Times are ISO 8601.
        """
        from .encoding import plain

        rest = remainder_of_model(self)
        return {**self._documented(plain, nulls=rest.absent is not None), **rest.extra}

    def to_request(self) -> dict[str, Any]:
        """Return the JSON form to send: that of :meth:`to_dict` without extra fields and nulls that nobody has set."""
        from .encoding import encode

        extra = remainder_of_model(self).extra
        edited = extra.edited if isinstance(extra, ExtraFields) else ()
        return {**self._documented(encode, nulls=False), **{key: extra[key] for key in edited}}

    def _documented(self, write: Callable[[Any], Any], *, nulls: bool) -> dict[str, Any]:
        """Return the documented fields; with *nulls*, also null for fields that the spec says are never null."""
        rest, fields = remainder_of_model(self), dict[str, Any]()
        for name, wire in self.__fields__.items():
            value = getattr(self, name)
            if wire in rest.odd and self._unchanged(value, rest.odd[wire][0]):
                if (sent := rest.odd[wire][1]) is not UNSET:
                    fields[wire] = copy.deepcopy(sent)
            elif value is not None:
                fields[wire] = write(value)
            elif wire not in (rest.absent or ()) and (nulls or name in self.__nullable__):
                fields[wire] = None
        return fields

    def __repr__(self) -> str:
        """Show the fields that tell the object from others; :meth:`to_dict` has all of them."""
        from .short_repr import in_short  # of those who look

        fields: Any = [each for each in getattr(type(self), "__attrs_attrs__", ()) if each.repr]
        secret = {each.name for each in fields if callable(each.repr)}
        values = {each.name: getattr(self, each.name) for each in fields}
        return f"{type(self).__name__}({in_short(values, secret)})"

    @staticmethod
    def _unchanged(value: Any, written: Any) -> bool:
        from .encoding import plain

        return bool(plain(value) == written)


def remainder_of_model(model: Model) -> Remainder:
    """Return what *model* keeps of its answer: nothing if it was built by hand."""
    kept: Remainder = getattr(model, "_remainder", _BUILT)
    return kept


class Layout:
    """The fields of a model; objects that lack the same ones share a :class:`Remainder`."""

    __slots__ = ("_full", "_known", "_shapes", "_values", "_wires")

    def __init__(self, wires: Iterable[str]) -> None:
        self._wires = tuple(wires)
        self._known, self._full = frozenset(self._wires), Remainder()
        self._values = itemgetter(*self._wires) if len(self._wires) > 1 else self._few
        self._shapes = defaultdict[int, list[tuple[dict[str, None], Remainder]]](list)
        # by the number of fields of an object: those that it lacks, as null, and what is kept of it

    def read(self, data: Mapping[str, Any]) -> tuple[Iterable[Any], Remainder]:
        """Return the values of the documented fields, None for one that *data* lacks, and what else is kept of it."""
        count = len(data)
        try:  # one look for all fields takes half the time, and fails if one of them is missing
            if count == len(self._wires):
                return self._values(data), self._full
            for lacking, rest in self._shapes.get(count, ()):
                if data.keys().isdisjoint(lacking.keys()):  # looks for the names of the shorter
                    return self._values({**data, **lacking}), rest
        except KeyError:
            pass
        return map(data.get, self._wires), self.remainder_of(data)

    def remainder_of(self, data: Mapping[str, Any]) -> Remainder:
        """Return the undocumented fields of *data*, and the names of documented ones that it lacks."""
        absent = self._known.difference(data)
        if len(data) + len(absent) > len(self._known):
            return Remainder({key: data[key] for key in filterfalse(self._known.__contains__, data)}, absent)
        if not absent:
            return self._full
        rest = Remainder(absent=absent)
        if len(shapes := self._shapes[len(data)]) < _SHAPES:
            shapes.append((dict.fromkeys(absent), rest))
        return rest

    def _few(self, data: Mapping[str, Any]) -> tuple[Any, ...]:
        return tuple(map(data.__getitem__, self._wires))  # itemgetter makes no tuple of one


_BUILT: Final = Remainder(absent=None)


def reread(kind: type[M], data: Any) -> M:
    """Read a model field by field, because something in *data* is not as documented.

    Raises ShapeError, with what could be read, if *data* is not an object or lacks a required object or list.
    """
    from .lenient_reader import read_model  # loaded when it is needed, which is seldom

    return read_model(kind, data)


def mask(value: object) -> str:
    """Show a secret field in a ``repr``."""
    return "None" if value is None else "'***'"
