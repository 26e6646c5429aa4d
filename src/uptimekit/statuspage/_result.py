"""The class of results: dictionaries whose keys are attributes."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar, get_args, get_type_hints

from uptimekit._runtime import ListedFields, OpenStrEnum
from uptimekit._runtime.json_types import is_list, is_object
from uptimekit._runtime.short_repr import in_short

__all__ = ["Result", "plain", "wrapped"]

R = TypeVar("R", bound="Result")

_METHODS: Final = frozenset(dir(dict))


class _Field:
    """A field that the API documents: the dictionary's value, or None if the server left it out."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, result: dict[str, Any] | None, owner: type) -> Any:
        return self if result is None else result.get(self.name)


class Result(dict[str, Any]):
    """A dictionary of an object from the server, with its keys as attributes, also in nested objects and lists.

    A documented field that the server left out reads as None; any other missing name raises AttributeError.  If a
    key has the name of a method of ``dict``, use brackets.  Setting an attribute sets the key.  Times are the server's
    text.  So are statuses and other values that the API lists; one that it does not list is a member of its enum,
    such as ``ComponentStatus("new")``, which equals its text and can be sent again.

    Examples:
        >>> component = Result(name="API", group={"name": "Services"})
        >>> component.group.name, component["name"]
        ('Services', 'API')
    """

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        for name in _annotated(cls) - _METHODS:
            setattr(cls, name, _Field(name))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.update(_listed(type(self)).unknown(self))
        for name, value in self.items():
            if value.__class__ is dict or value.__class__ is list:
                self[name] = wrapped(_kinds(type(self)).get(name, Result), value)

    if not TYPE_CHECKING:  # a type checker knows the documented fields, and reports any other name

        def __getattr__(self, name: str) -> Any:
            try:
                return self[name]
            except KeyError:
                raise AttributeError(f"{type(self).__name__} has no field {name!r}") from None

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def __delattr__(self, name: str) -> None:
        try:
            del self[name]
        except KeyError:
            raise AttributeError(f"{type(self).__name__} has no field {name!r}") from None

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self})

    def __repr__(self) -> str:
        secret: frozenset[str] = getattr(type(self), "__secret__", frozenset())
        return f"{type(self).__name__}({in_short(self, secret)})"

    def copy(self) -> Self:
        """Return a shallow copy of the same class."""
        return type(self)(self)

    def to_dict(self) -> dict[str, Any]:
        """Return a plain dictionary of plain values."""
        return {name: plain(value) for name, value in self.items()}


def wrapped(kind: type[R], value: Any) -> Any:
    """Return a JSON value with *kind* for its objects: one object, or each one of a list."""
    if is_object(value):
        return kind(value)
    return [wrapped(kind, item) for item in value] if is_list(value) else value


def plain(value: Any) -> Any:
    """Return *value* with plain dictionaries instead of results."""
    if isinstance(value, Result):
        return value.to_dict()
    if isinstance(value, OpenStrEnum):
        return value.value
    return [plain(item) for item in value] if is_list(value) else value


def _annotated(cls: type) -> set[str]:
    """Return the annotated names of *cls* and its record."""
    kinds = (kind for kind in cls.__mro__ if kind is not Result and not issubclass(dict, kind))
    return {name for kind in kinds for name in inspect.get_annotations(kind) if not name.startswith("__")}


@cache
def _listed(cls: type[Result]) -> ListedFields:
    """Return the fields of *cls* with listed values."""
    from uptimekit_clients.statuspage import models  # importing results loads no model

    named: Mapping[str, str] = getattr(cls, "__enums__", {})
    return ListedFields({field: getattr(models, enum) for field, enum in named.items()})


@cache
def _kinds(cls: type[Result]) -> Mapping[str, type[Result]]:
    """Return the fields of *cls* that hold results, with their classes, from its annotations."""
    hints = {name: _result_in(hint) for name, hint in get_type_hints(cls).items()}
    return {name: kind for name, kind in hints.items() if kind is not None}


def _result_in(hint: Any) -> type[Result] | None:
    if isinstance(hint, type) and issubclass(hint, Result):
        return hint
    return next((kind for inner in get_args(hint) if (kind := _result_in(inner))), None)
