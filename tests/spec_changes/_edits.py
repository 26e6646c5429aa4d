"""Edits of the generator's example document, each a path of keys and what to put there."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from apimodel import Api, build
from documents import load

__all__ = ["API", "BEACON", "DOCUMENT", "DROP", "Edit", "api", "edited", "without"]

BEACON: Final = Path(__file__).parents[1] / "generator" / "beacon.yaml"
DOCUMENT: Final[dict[str, Any]] = load(BEACON)


def api(document: dict[str, Any]) -> Api:
    """Return the API that a version of the example describes."""
    return build("beacon", document)


API: Final = api(DOCUMENT)


class DROP:
    """Leave the member out."""


Edit = tuple[str, Any]
"""Keys from the root with spaces between them, and a value; or a function of the value that stands there."""


def edited(*edits: Edit, base: dict[str, Any] = DOCUMENT) -> dict[str, Any]:
    """Return *base* with the edits made."""
    document = copy.deepcopy(base)
    for path, value in edits:
        *keys, last = path.split()
        node: Any = document
        for key in keys:
            node = node[int(key)] if isinstance(node, list) else node.setdefault(key, {})
        at: Any = int(last) if isinstance(node, list) else last
        if value is DROP:
            del node[at]
        else:
            node[at] = value(node[at]) if callable(value) else copy.deepcopy(value)
    return document


def without(name: str) -> Callable[[Any], Any]:
    """Return a function that leaves *name* out: of a list, of one of parameters, or of a mapping."""

    def drop(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: value for key, value in node.items() if key != name}
        return [
            item
            for item in node
            if item != name and not (isinstance(item, dict) and item.get("name") == name)
        ]

    return drop
