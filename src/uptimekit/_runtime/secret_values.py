"""Finds the secret values in the parts of a request, by the names that the spec marks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any, Final
from urllib.parse import unquote

from .json_types import is_array, is_object

_BRACKETS: Final = re.compile(r"[\[\]]+")

__all__ = ["cookie_values", "is_marked", "named_texts", "path_parameters", "path_pattern"]


def path_parameters(template: str, path: str) -> dict[str, str]:
    """Return the parameters of *path* by name, decoded; nothing if *path* does not match the *template*."""
    pattern, names = path_pattern(template)
    match = pattern.fullmatch(path)
    return dict(zip(names, map(unquote, match.groups()), strict=True)) if match else {}


@lru_cache(maxsize=1024)  # more than any API has operations
def path_pattern(template: str) -> tuple[re.Pattern[str], list[str]]:
    """Return a pattern of the paths of a *template*, with a group for each parameter, and the parameters' names."""
    literals = re.split(r"{[^{}]+}", template)
    return re.compile("([^/]+)".join(map(re.escape, literals))), re.findall(r"{([^{}]+)}", template)


def cookie_values(header: str) -> dict[str, str]:
    """Return the cookies of a header by name, decoded."""
    pairs = (each.partition("=") for each in header.split("; "))
    return {name: unquote(value) for name, _, value in pairs}


def is_marked(name: str, names: Collection[str]) -> bool:
    """Whether *name* is one of *names*, or leads through one, such as ``filter[token]``."""
    return name in names or any(part in names for part in _BRACKETS.split(name))


def named_texts(value: Any, names: Collection[str]) -> Iterator[str]:
    """Yield the texts below *names* in a JSON value, at any depth."""
    pending: list[tuple[Any, bool]] = [(value, False)]
    while pending:
        inside, secret = pending.pop()
        if is_object(inside):
            pending.extend((each, secret or is_marked(name, names)) for name, each in inside.items())
        elif is_array(inside):
            pending.extend((each, secret) for each in inside)
        elif secret and isinstance(inside, str):
            yield inside
