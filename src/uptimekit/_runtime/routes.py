"""The operation that a method and a path belong to, for requests to arbitrary paths."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Final

from .operation import Operation, Pagination

__all__ = ["Routes"]

_WORD: Final = re.compile(r"[a-z][a-z_-]*|v[0-9]+")
_ID: Final = "{id}"
_REPEATABLE: Final = frozenset({"GET", "HEAD", "PUT", "DELETE", "QUERY"})
"""Methods that are idempotent by RFC 9110, 9.2.2, and draft-ietf-httpbis-safe-method-w-body."""


class Routes:
    """The operations of an API's default server, by method and path.

    Args:
        requests: package of the requests modules; they load on first use.
        table: path template and ``module.CONSTANT`` of the operation, by method.
        security: alternatives of the credentials that a path outside the table may be sent with.
        pagination: how a listing outside the table goes on.
    """

    def __init__(
        self,
        requests: str,
        table: Mapping[str, Mapping[str, str]],
        *,
        security: tuple[tuple[str, ...], ...] = (),
        pagination: Pagination | None = None,
    ) -> None:
        self._requests, self._security, self._pagination = requests, security, pagination
        self._table = {method: _by_words(templates) for method, templates in table.items()}

    def operation_for(self, method: str, path: str) -> Operation:
        """Return the operation of *method* and *path*, which has its ids filled in.

        For what is not in the table, return one with cautious defaults: it needs a credential, has no envelope, and
        is repeated only if the method says that this is safe.  Its name and path show words, but no ids, which may be
        secret: no text repeats them.
        """
        parts = path.strip("/").split("/")
        for template, place in self._table.get(method, ()):
            if _fits(template, parts):
                module, _, constant = place.partition(".")
                operation: Operation = getattr(import_module(f"{self._requests}.{module}"), constant)
                return operation
        return self._unknown(method, parts)

    def _unknown(self, method: str, parts: Iterable[str]) -> Operation:
        path = "/" + "/".join(part if _WORD.fullmatch(part) else _ID for part in parts)
        return Operation(
            id=f"{method} {path}",
            method=method,
            path=path,
            security=self._security,
            anonymous=not self._security,
            idempotent=method in _REPEATABLE,
            returns_body=method != "DELETE",
            secrets=(_ID,),
            pagination=self._pagination if method == "GET" else None,
        )


def _by_words(templates: Mapping[str, str]) -> list[tuple[list[str], str]]:
    """Return the parts of each template; those with fewer parameters come first, since a word goes before an id."""
    ordered = sorted(templates.items(), key=lambda entry: entry[0].count("{"))
    return [(template.strip("/").split("/"), place) for template, place in ordered]


def _fits(template: list[str], parts: list[str]) -> bool:
    return len(template) == len(parts) and all(
        want == part or want[:1] == "{" for want, part in zip(template, parts, strict=True)
    )
