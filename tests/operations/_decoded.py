"""Whether a decoded answer is of the type that its method promises, all the way down."""

from __future__ import annotations

import inspect
import types
from collections.abc import Iterator
from importlib import import_module
from typing import Any, Union, get_args, get_origin, get_type_hints

from uptimekit._runtime import Model, OpenStrEnum

__all__ = ["misfits", "promised"]


def promised(method: Any) -> Any:
    """Return the type that a bound method says it returns."""
    function = inspect.unwrap(method.__func__)
    models = import_module(f"{function.__module__.partition('.resources')[0]}.models")
    names = {name: getattr(models, name) for name in models.__all__}  # imported for type checkers only
    return eval(function.__annotations__["return"], function.__globals__, names)


def misfits(value: Any, expected: Any, where: str) -> Iterator[str]:
    """Say where *value* is not what *expected* says, names an unknown word or has undocumented fields.

    Models are looked into field by field, because decoding alone does not look at plain values.
    """
    origin = get_origin(expected) or expected
    if expected is Any:
        return
    if origin in (Union, types.UnionType):
        yield from _union(value, get_args(expected), where)
    elif expected in (None, type(None)):
        if value is not None:
            yield f"{where}: {type(value).__name__} where nothing was promised"
    elif not _is_a(value, origin):
        yield f"{where}: {type(value).__name__} where {expected} was promised"
    elif isinstance(value, Model):
        yield from _model(value, where)
    elif isinstance(value, OpenStrEnum) and not value.is_known:
        yield f"{where}: {value.value!r} is no documented {origin.__name__}"
    elif origin in (list, dict):
        yield from _container(value, get_args(expected), where)


def _is_a(value: Any, expected: type) -> bool:
    if expected in (int, float) and isinstance(value, bool):
        return False
    return isinstance(value, (int, float) if expected is float else expected)


def _union(value: Any, members: tuple[Any, ...], where: str) -> Iterator[str]:
    found = [list(misfits(value, member, where)) for member in members]
    if all(found):
        yield from (
            min(found, key=len) if value is not None else [f"{where}: null where {members} was promised"]
        )


def _container(value: Any, inner: tuple[Any, ...], where: str) -> Iterator[str]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in pairs:
        yield from misfits(item, inner[-1] if inner else Any, f"{where}[{key}]")


def _model(value: Model, where: str) -> Iterator[str]:
    for name in value.extra:
        yield f"{where}.{name}: not documented"
    for name, expected in _fields(type(value)).items():
        yield from misfits(getattr(value, name), expected, f"{where}.{name}")


def _fields(model: type[Model]) -> dict[str, Any]:
    hints = get_type_hints(model)
    return {name: hints[name] for name in model.__fields__}
