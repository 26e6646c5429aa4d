"""What the spec says about a path: the generated operation, else one with cautious defaults."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Final

from uptimekit._runtime import Operation, Pagination

__all__ = ["operation_for"]

_RESOURCES: Final = "uptimekit_clients.betterstack.requests"
_WORD: Final = re.compile(r"[a-z][a-z-]*")
_VERSION: Final = re.compile(r"v[0-9]+")
_HOMES: Final = {  # words of a path whose operations are not in the module of the same name
    "attributes": "catalog_attributes",
    "comments": "incident_comments",
    "events": "on_call_events",
    "records": "catalog_records",
    "relations": "catalog_relations",
    "resources": "status_page_resources",
    "rotation": "on_call_rotations",
    "sections": "status_page_sections",
    "subscribers": "status_page_subscribers",
}
_PAGES: Final = Pagination(
    style="page",
    items="data",
    parameter="page",
    next="pagination.next",
    last="pagination.last",
)
"""How all lists of Better Stack go on; without a page size, since an unknown one may have another maximum."""


def operation_for(method: str, path: str) -> Operation:
    """Return what the spec says about *method* on *path* (with ids, below ``/api``).

    For a path that the spec does not know: a token is needed, GET and DELETE may be repeated, and if it is a
    list, it goes on as all lists do.
    """
    parts = path.strip("/").split("/")
    for word in reversed(parts):
        for operation in _operations_of(word) if _WORD.fullmatch(word) else ():
            if operation.method == method and _fits(operation.path, parts):
                return operation
    return _unknown(method, parts)


@cache
def _operations_of(word: str) -> tuple[Operation, ...]:
    module = f"{_RESOURCES}.{_HOMES.get(word, word.replace('-', '_'))}"
    if find_spec(module) is None:
        return ()
    found = vars(import_module(module)).values()
    return tuple(each for each in found if isinstance(each, Operation) and each.server == "base")


def _fits(template: str, parts: list[str]) -> bool:
    wanted = template.strip("/").split("/")
    return len(wanted) == len(parts) and all(
        want == part or want.startswith("{") for want, part in zip(wanted, parts, strict=True)
    )


def _unknown(method: str, parts: list[str]) -> Operation:
    # Ids do not belong in logs and errors: only words of the API are shown.
    words = (part if _WORD.fullmatch(part) or _VERSION.fullmatch(part) else "{id}" for part in parts)
    path = "/" + "/".join(words)
    return Operation(
        id=f"{method} {path}",
        method=method,
        path=path,
        security=("token",),
        anonymous=False,
        idempotent=method in ("GET", "PUT", "DELETE"),
        returns_body=method != "DELETE",
        pagination=_PAGES if method == "GET" else None,
    )
