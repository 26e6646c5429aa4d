"""Constructors that say which keyword argument was meant: Python's own error names only the wrong one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

__all__ = ["suggesting", "suggests_names"]

T = TypeVar("T")


def suggests_names(cls: type[T]) -> type[T]:
    """Decorate a class whose constructor is to name the nearest argument in place of one that it does not take."""
    made: Any = cls
    made.__init__ = suggesting(made.__init__)
    return cls


def suggesting(init: Callable[..., None]) -> Callable[..., None]:
    """Return the method ``__init__`` that raises TypeError with the nearest name for an argument that it does not take."""
    code = init.__code__
    known = frozenset(code.co_varnames[1 : code.co_argcount + code.co_kwonlyargcount])

    @wraps(init)
    def checked(self: object, *arguments: Any, **named: Any) -> None:
        if not known.issuperset(named):
            raise _unexpected(type(self).__name__, named, known)
        init(self, *arguments, **named)

    return checked


def _unexpected(kind: str, named: dict[str, Any], known: frozenset[str]) -> TypeError:
    from .spelling import did_you_mean  # for the error alone

    name = next(each for each in named if each not in known)
    return TypeError(f"{kind}() got an unexpected keyword argument {name!r}{did_you_mean(name, known)}")
