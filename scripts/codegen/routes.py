"""The table of a package's ``routes.py``, and the rules for paths outside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from typing import Any, Final, TypeVar

from apimodel import Api

from .operations import constant

__all__ = ["routes"]

T = TypeVar("T", bound=Hashable)

_OF_THE_ANSWER: Final = ("style", "items", "parameter", "next", "last", "total_pages", "total_items")
_ENDS: Final = frozenset({"next", "total_pages"})  # the answer itself says whether another page follows


def routes(api: Api) -> dict[str, Any]:
    """Return what ``routes.py.jinja`` prints: a path outside the table is treated as most paths in it are.

    Its page size is unknown, since another listing may have another maximum; so listings that end with a short page
    give no rule.
    """
    own = [operation for operation in api.operations if operation.static.server == "base"]
    table: dict[str, dict[str, str]] = {}
    for operation in sorted(own, key=lambda each: (each.raw.path, each.raw.method)):
        place = f"{operation.resource}.{constant(api, operation)}"
        table.setdefault(operation.raw.verb, {})[operation.raw.path] = place
    paged = (
        tuple((name, each.pagination[name]) for name in _OF_THE_ANSWER if name in each.pagination)
        for each in own
    )
    pagination = dict(_usual(facts for facts in paged if facts) or ())
    return {
        "routes": dict(sorted(table.items())),
        "security": _usual(each.static.security for each in own) or (),
        "pagination": pagination if _ENDS & pagination.keys() else {},
    }


def _usual(values: Iterable[T]) -> T | None:
    """Return the value that occurs most often."""
    return next((value for value, _ in Counter(values).most_common(1)), None)
