"""Finds the secret values in the parts of a request: by the names that the spec marks, and by names that tell it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any, Final
from urllib.parse import unquote

from .json_types import is_array, is_object
from .url_credentials import url_credentials

_BRACKETS: Final = re.compile(r"[\[\]]+")
_TELLING: Final = re.compile(
    r"(?:password|passwd|passphrase|secret|token|(?:api|access|auth|ping|private)[ _-]?key|authorization|credential)s?$",
    re.IGNORECASE,
)
"""Names of secrets in any API: of a field, parameter or header that the spec does not know, or that it does not mark."""

__all__ = [
    "cookie_values",
    "is_marked",
    "is_marked_in_path",
    "named_texts",
    "path_parameters",
    "path_pattern",
    "secrets_in_path",
]


def path_parameters(template: str, path: str) -> dict[str, str]:
    """Return the parameters of *path* by name, decoded; nothing if *path* does not match the *template*."""
    pattern, names = path_pattern(template)
    match = pattern.fullmatch(path)
    return dict(zip(names, map(unquote, match.groups()), strict=True)) if match else {}


def secrets_in_path(template: str, path: str, names: Collection[str]) -> list[str]:
    """Return the values of the parameters of *path* that *names* mark, decoded; several may have one name."""
    pattern, parameters = path_pattern(template)
    match = pattern.fullmatch(path)
    values = zip(parameters, match.groups(), strict=True) if match else ()
    return [unquote(value) for name, value in values if is_marked_in_path(name, names)]


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
    """Whether *name* is one of *names* or tells that its value is secret, or leads through one: ``filter[token]``."""
    if name in names:
        return True
    parts, tells = _parts(name)
    return tells or any(part in names for part in parts)


def is_marked_in_path(name: str, names: Collection[str]) -> bool:
    """Whether the parameter *name* of a path is one of *names*; one in braces means a parameter alone, and no field."""
    return name in names or f"{{{name}}}" in names


@lru_cache(maxsize=1024)  # the same few names are in every request
def _parts(name: str) -> tuple[list[str], bool]:
    """Return what is between the brackets of a name, and whether a part of it tells that its value is secret."""
    parts = _BRACKETS.split(name)
    return parts, any(_TELLING.search(part) for part in parts)


def named_texts(value: Any, names: Collection[str]) -> Iterator[str]:
    """Yield the texts below *names* in a JSON value, at any depth, and the credentials in addresses anywhere."""
    pending: list[tuple[Any, bool]] = [(value, False)]
    while pending:
        inside, secret = pending.pop()
        if is_object(inside):
            pending.extend((each, secret or is_marked(name, names)) for name, each in inside.items())
        elif is_array(inside):
            pending.extend((each, secret) for each in inside)
        elif isinstance(inside, str):
            if secret:
                yield inside
            yield from url_credentials(inside)
