"""The generator's example, and the model of it."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any, Final

from apimodel import Api, Operation, build
from documents import load

__all__ = ["API", "DOCUMENT", "changed", "operation"]

DOCUMENT: Final = load(Path(__file__).parents[1] / "generator" / "beacon.yaml")
API: Final = build("beacon", DOCUMENT)


def operation(call: str, api: Api = API) -> Operation:
    """Return an operation by the way that a program calls it."""
    return next(found for found in api.operations if found.call == call)


def changed(path: str, value: Any) -> Api:
    """Return the API of the example with another value at a path of keys with spaces between them."""
    document = copy.deepcopy(DOCUMENT)
    *keys, last = path.split()
    node: Any = document
    for key in keys:
        node = node[key]
    node[last] = value
    return build("beacon", document)
