"""Checking what a method returned against the answer it was made from."""

from __future__ import annotations

import datetime
import inspect
import types
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any, Union, get_args, get_origin, get_type_hints

from uptimekit._runtime import Model, OpenStrEnum

from .comparing import difference, moment, shown
from .schemas import Schemas, Shape

Places = Iterator[str]


def plain(value: Any) -> Any:
    """Return the JSON form of a result."""
    if isinstance(value, Model):
        return value.to_dict()
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, OpenStrEnum):
        return value.value
    return value.isoformat() if isinstance(value, datetime.date) else value


def wrong_result(result: Any, sent: Any, promised: Any) -> Places:
    """Say where *result* is not what was *sent*, or not of the type that its method has *promised*."""
    if found := difference(sent, plain(result)):
        yield f"result: {found}"
    yield from misfits(result, promised, "result")


def promised(method: Any) -> Any:
    """Return the type that a bound method says it returns."""
    return _promised(inspect.unwrap(method.__func__))


@cache
def _promised(function: Any) -> Any:
    models = _classes(f"{function.__module__.partition('.resources')[0]}.models")
    return eval(function.__annotations__["return"], function.__globals__, models)  # noqa: S307  # the annotation stands in a generated module


@cache
def _classes(module: str) -> dict[str, Any]:
    """Return the models of a package, which the modules of its methods import for type checkers only."""
    models = import_module(module)
    return {name: getattr(models, name) for name in models.__all__}


def misfits(value: Any, expected: Any, where: str) -> Places:
    """Say where *value* is of another type than *expected*, all the way down."""
    origin = get_origin(expected) or expected
    if expected is Any:
        return
    if origin in (Union, types.UnionType):
        found = [list(misfits(value, member, where)) for member in get_args(expected)]
        if all(found):
            yield min(found, key=len)[0]
    elif expected in (None, type(None)):
        if value is not None:
            yield f"{where}: expected nothing, saw {type(value).__name__}"
    elif not _is_a(value, origin):
        yield f"{where}: expected {getattr(origin, '__name__', origin)}, saw {type(value).__name__}"
    elif isinstance(value, Model):
        model: Any = type(value)
        for name, hint in _fields(model).items():
            yield from misfits(getattr(value, name), hint, f"{where}.{name}")
    elif origin in (list, dict):
        inner = (*get_args(expected), Any)[-2] if get_args(expected) else Any
        for each in value.values() if isinstance(value, dict) else value:
            yield from misfits(each, inner, f"{where}[]")


def _is_a(value: Any, expected: type) -> bool:
    if expected in (int, float) and isinstance(value, bool):
        return False
    return isinstance(value, (int, float) if expected is float else expected)


@cache
def _fields(model: Any) -> dict[str, Any]:
    hints = get_type_hints(model)
    return {name: hints[name] for name in model.__fields__}


def untyped(schemas: Schemas, schema: Any, sent: Any, read: Any, where: str = "result") -> Places:
    """Say where a result has not the type that the document's *schema* gives to what was *sent*."""
    shape = schemas.shape(schema)
    if sent is None or read is None:
        if read is not sent:
            yield f"{where}: expected {shown(sent)}, saw {shown(read)}"
    elif shape.unions:
        yield from _untyped_union(schemas, shape, sent, read, where)
    elif isinstance(sent, dict) and shape.properties:
        yield from _untyped_object(schemas, shape, sent, read, where)
    elif isinstance(sent, dict) and isinstance(read, dict):
        values = shape.data.get("additionalProperties")
        for key, value in sent.items() if isinstance(values, dict) else ():
            yield from untyped(schemas, values, value, read.get(key), f"{where}[{key}]")
    elif isinstance(sent, list) and isinstance(read, list):
        for number, (value, item) in enumerate(zip(sent, read, strict=False)):
            yield from untyped(schemas, shape.data.get("items", {}), value, item, f"{where}[{number}]")
    elif (wanted := _wanted(shape, sent)) and not isinstance(read, wanted):
        yield f"{where}: expected {wanted.__name__}, saw {type(read).__name__}"


def _untyped_union(schemas: Schemas, shape: Shape, sent: Any, read: Any, where: str) -> Places:
    """Say where a result has the type of no alternative; a dict will do unless just one of them fits.

    An alternative that requires what was not sent is none: only that tells objects apart for every reader.
    """
    options = [option for union in shape.unions for option in union]
    given = sent.keys() if isinstance(sent, dict) else None
    possible = [o for o in options if given is None or given >= {*schemas.shape(o).required}]
    found = [list(untyped(schemas, option, sent, read, where)) for option in possible or options]
    if all(found) and not (
        isinstance(read, dict) and sum(not schemas.problem(option, sent) for option in options) != 1
    ):
        yield min(found, key=len)[0]


def _untyped_object(schemas: Schemas, shape: Shape, sent: dict[str, Any], read: Any, where: str) -> Places:
    if not isinstance(read, Model):
        yield f"{where}: expected a model, saw {type(read).__name__}"
        return
    names = {wire: name for name, wire in read.__fields__.items()}
    for wire, schema in shape.properties.items():
        if wire in sent and wire not in names:
            yield f"{where}: expected a field for {wire}, saw none"
        elif wire in sent:
            yield from untyped(
                schemas, schema, sent[wire], getattr(read, names[wire]), f"{where}.{names[wire]}"
            )


def _wanted(shape: Shape, sent: Any) -> type | None:
    """Return the class that a text is read as; None if it stays as JSON has it."""
    if not isinstance(sent, str) or shape.types not in (("string",), ()):
        return None
    written = shape.data.get("format")
    if written == "date-time" and moment(sent):
        return datetime.datetime
    if written == "date":
        return datetime.date
    texts = all(isinstance(value, str) for value in shape.enum)
    return OpenStrEnum if len(set(shape.enum)) > 1 and texts else None
