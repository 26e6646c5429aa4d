"""Reports what answers have and the spec does not document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from .constants import SHORT_TEXT_LIMIT
from .enums import OpenStrEnum
from .json_types import is_list, is_object
from .masking import Secrets
from .model import Model, remainder_of_model
from .reading import ShapeError
from .sanitize import sanitized
from .unset import UNSET

if TYPE_CHECKING:
    from attrs import Attribute

__all__ = ["Unknown", "UnknownHook", "report", "watched"]

T = TypeVar("T")


@dataclass(frozen=True)
class Unknown:
    """Something in an answer that the spec does not document.

    Attributes:
        operation: id of the operation in the spec.
        model: class of the model; the enum's class for a value outside of any model.
        field: the field as the server spells it, masked, cut and cleaned; empty outside of a model, and for a value
            that should be an object.
        kind: "field" for an undocumented field, "value" for an enum value that the spec does not list, "missing"
            for a required field that was missing or null, "misfit" for a value of another type than documented.
        value: the enum value, masked, cut and cleaned; empty for the other kinds: a field may hold a secret.
    """

    operation: str
    model: str
    field: str
    kind: Literal["field", "value", "missing", "misfit"]
    value: str = ""


UnknownHook = Callable[[Unknown], None]
"""Called in the thread or task of the call, once for each fact of an answer; an exception in it ends the call."""


def report(result: object, operation: str, tell: UnknownHook, secrets: Secrets) -> None:
    """Call *tell* with everything in *result* that the spec does not document, without the *secrets*."""
    for unknown in dict.fromkeys(_shown(each, secrets) for each in _inside(result, operation, "", "")):
        tell(unknown)


def watched(
    read: Callable[[Any], T], operation: str, tell: UnknownHook, secrets: Secrets
) -> Callable[[Any], T]:
    """Return a reader of one item that reports what is undocumented in it."""

    def read_and_report(value: Any) -> T:
        try:
            item = read(value)
        except ShapeError as error:  # the listing goes on with what could be read
            report(error.reading, operation, tell, secrets)
            raise
        report(item, operation, tell, secrets)
        return item

    return read_and_report


def _shown(unknown: Unknown, secrets: Secrets) -> Unknown:
    """Mask before cutting: half a secret would not be recognised."""
    field, value = (
        sanitized(secrets.masked(text), SHORT_TEXT_LIMIT) for text in (unknown.field, unknown.value)
    )
    return replace(unknown, field=field, value=value)


def _inside(value: object, operation: str, model: str, field: str) -> Iterator[Unknown]:
    if isinstance(value, Model):
        yield from _of_model(value, operation)
    elif isinstance(value, OpenStrEnum):
        if not value.is_known:
            yield Unknown(operation, model or type(value).__name__, field, "value", str(value))
    elif is_list(value):
        for item in value:
            yield from _inside(item, operation, model, field)
    elif is_object(value):
        for item in value.values():
            yield from _inside(item, operation, model, field)


def _of_model(model: Model, operation: str) -> Iterator[Unknown]:
    from .lenient_reader import fields_of, fits  # loaded when it is needed, as attrs is

    kind: Any = type(model)
    name, odd = kind.__name__, remainder_of_model(model).odd
    if "" in odd:  # it was no object at all
        yield Unknown(operation, name, "", "misfit")
        return
    for field in model.extra:
        yield Unknown(operation, name, field, "field")
    required = _required(kind)
    for attribute, (wire, hint) in fields_of(kind).items():
        value = getattr(model, attribute)
        sent = odd[wire][1] if wire in odd else value
        if sent is None or sent is UNSET:
            if attribute in required:
                yield Unknown(operation, name, wire, "missing")
            continue  # what stands for it is empty
        if not isinstance(value, OpenStrEnum) and (wire in odd or not fits(hint, value)):
            yield Unknown(operation, name, wire, "misfit")
        yield from _inside(value, operation, name, wire)


@cache
def _required(kind: Any) -> frozenset[str]:
    """Return the attributes that are in every answer and are never null."""
    from attrs import NOTHING, fields  # loaded with the model, and not with a client that looks for nothing

    every: tuple[Attribute[Any], ...] = fields(kind)
    needed = {field.name for field in every if field.default is NOTHING}
    return frozenset(needed.difference(kind.__nullable__))
