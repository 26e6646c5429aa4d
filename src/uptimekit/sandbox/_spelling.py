"""Misspelt names of options and values: one line with the nearest known name."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import wraps
from typing import ParamSpec, TypeVar, get_args

__all__ = ["check_value", "hint", "named"]

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


def hint(name: str, known: Iterable[str]) -> str:
    """Return "did you mean <the nearest of `known`>?", or a list of `known` if none is near."""
    by_case = {one.lower(): one for one in known}
    near = get_close_matches(name.lower(), by_case, 1)
    return f"did you mean {by_case[near[0]]}?" if near else f"known are {', '.join(by_case.values())}"


def check_value(option: str, value: object, kind: object) -> None:
    """Raise ValueError unless `value` is one of the values of `kind`, a Literal."""
    known = get_args(kind)
    if value not in known:
        near = get_close_matches(str(value).lower(), map(str, known), 1)
        one_of = ", ".join(map(repr, known))
        raise ValueError(
            f"{option} must be one of {one_of}; {f'did you mean {near[0]!r}?' if near else f'not {value!r}'}"
        )


def named(cls: type[T]) -> type[T]:
    """Let the constructor of a class refuse unknown options with a hint."""
    setattr(cls, "__init__", _checked(cls.__init__, cls.__name__))  # noqa: B010  # checkers know better than to assign it
    return cls


def _checked(init: Callable[P, R], owner: str) -> Callable[P, R]:
    known = [name for name in inspect.signature(init).parameters if name != "self"]

    @wraps(init)
    def checked(*arguments: P.args, **options: P.kwargs) -> R:
        for name in options:
            if name not in known:
                raise TypeError(f"{owner} has no option {name}; {hint(name, known)}")
        return init(*arguments, **options)

    return checked
