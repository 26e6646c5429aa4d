"""Values that no JSON document has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from .official import Fault, Keys

_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def faults(written: Any) -> Iterator[Fault]:
    """Yield what the validator cannot read at all."""
    pending: list[tuple[Keys, Any]] = [((), written)]
    while pending:
        keys, node = pending.pop()
        if isinstance(node, dict):
            for key in filter(_SURROGATE.search, node):
                yield Fault((*keys, key), f"the name {key!r} has half of a surrogate pair", "remove it")
            pending += [((*keys, key), value) for key, value in node.items() if not _SURROGATE.search(key)]
        elif isinstance(node, list):
            pending += [((*keys, str(index)), value) for index, value in enumerate(node)]
        elif isinstance(node, str) and _SURROGATE.search(node):
            yield Fault(keys, "half of a surrogate pair, which is no character", "remove it")
        elif not isinstance(node, str | int | float | None):
            yield Fault(keys, f"a {type(node).__name__}, which JSON does not know", "write a text")
