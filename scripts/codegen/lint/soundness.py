"""Cutting out what is not valid, so that all rules can look at the rest of a broken document."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from apimodel.document import JsonObject, pointer

from . import references, values
from .official import Fault, Keys, faults
from .rules import Problem

_REMOVED: Final = "removed"
_ANY: Final = "any value"


def sound(written: JsonObject) -> Sound:
    """Return what is valid of a document, and what is not."""
    out = Sound(written, written)
    try:
        json.dumps(written, ensure_ascii=False).encode()
        out.cut(faults(written))
    except (ValueError, TypeError):  # the quick way to know that there is such a value
        out.cut(values.faults(written))
    while out.cut(faults(out.spec)) or out.cut(references.faults(written, out.spec)):
        pass
    return out


@dataclass
class Sound:
    """A document without what is not valid.

    Attributes:
        written: the whole document.
        spec: the document without what was cut out.
        problems: what was wrong.
        lacking: names of what was cut out, by JSON pointers to where it may be missed.
        moved: JSON pointers to items of lists that lost others, with where they were before.
    """

    written: JsonObject
    spec: JsonObject
    problems: list[Problem] = field(default_factory=list)
    lacking: dict[str, set[str]] = field(default_factory=dict)
    moved: dict[Keys, Keys] = field(default_factory=dict)
    _cuts: dict[str, Any] = field(default_factory=dict)
    _above: set[Keys] = field(default_factory=set)

    def cut(self, found: Iterable[Fault]) -> bool:
        """Cut out what was *found*, and tell it unless it follows from an earlier cut; return whether that went."""
        placed = [(self.before(fault.keys), fault) for fault in found]
        told = [(keys, fault) for keys, fault in placed if fault.what and keys not in self._above]
        self.problems += [(pointer(*keys), fault.what, fault.instead) for keys, fault in told]
        cuts = [(keys, fault) for keys, fault in placed if keys and fault.cut]
        for keys, fault in cuts:
            self._mark(keys, _ANY if fault.empty else _REMOVED)
            for length in range(max(len(keys) - 2, 0), 0 if fault.alone else len(keys)):
                self.lacking.setdefault(pointer(*keys[:length]), set()).add(keys[length])
        if cuts:
            self.moved.clear()
            self.spec = self._rest(self.written, self._cuts, (), ())
        return bool(cuts)

    def missed(self, problem: Problem) -> bool:
        """Return whether a problem is only that something is not there that was cut out."""
        where, *advice = problem
        return any(key in text for key in self.lacking.get(where, ()) for text in advice)

    def before(self, keys: Keys) -> Keys:
        """Return what leads to a part of the rest in the whole document."""
        lengths = range(len(keys), 0, -1) if self.moved else ()
        length = next((length for length in lengths if keys[:length] in self.moved), 0)
        return (*self.moved.get(keys[:length], ()), *keys[length:])

    def _mark(self, keys: Keys, mark: str) -> None:
        self._above |= {keys[:length] for length in range(len(keys) + 1)}
        node = self._cuts
        for key in keys[:-1]:
            if not isinstance(node := node.setdefault(key, {}), dict):
                return  # what is around it is cut out already
        node[keys[-1]] = mark

    def _rest(self, node: Any, cuts: Any, now: Keys, before: Keys) -> Any:
        """Return *node* without what is cut out of it."""
        if not isinstance(cuts, dict):
            return {} if cuts == _ANY else node
        members = node.items() if isinstance(node, dict) else enumerate(node)
        kept = {str(key): value for key, value in members if cuts.get(str(key)) != _REMOVED}
        if isinstance(node, dict):
            return {
                key: self._rest(value, cuts.get(key), (*now, key), (*before, key))
                for key, value in kept.items()
            }
        items = [(str(index), key, value) for index, (key, value) in enumerate(kept.items())]
        self.moved |= {(*now, index): (*before, key) for index, key, _ in items if index != key}
        return [
            self._rest(value, cuts.get(key), (*now, index), (*before, key)) for index, key, value in items
        ]
