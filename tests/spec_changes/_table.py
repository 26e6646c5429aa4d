"""Changes of a spec, and what each of them has to be called: one row a change."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from apimodel import Api

from ._edits import Edit, api, edited

__all__ = ["LIGHT", "SCHEMAS", "STATE", "TEXT", "UPDATE", "Row", "appended", "backwards", "row"]


@dataclass(frozen=True)
class Row:
    """Edits of the example document, and the expected changes as "severity kind where"."""

    name: str
    edits: tuple[Edit, ...]
    expected: tuple[str, ...]

    @property
    def document(self) -> dict[str, Any]:
        return edited(*self.edits)

    @cached_property
    def api(self) -> Api:
        return api(self.document)


def row(name: str, expected: str | list[str], *edits: Edit) -> Row:
    """Return a row; *expected* is one change or several."""
    return Row(name, edits, tuple([expected] if isinstance(expected, str) else expected))


SCHEMAS: Final = "components schemas"
LIGHT: Final = f"{SCHEMAS} Light allOf 1 properties"
UPDATE: Final = f"{SCHEMAS} LightUpdate properties"
STATE: Final = {"$ref": "#/components/schemas/LightState"}
TEXT: Final = {"type": "string"}


def backwards(node: Any) -> Any:
    """Return a list or mapping in the opposite order."""
    return dict(reversed(node.items())) if isinstance(node, dict) else node[::-1]


def appended(item: Any) -> Any:
    """Return a function that adds *item* to a list."""
    return lambda items: [*items, item]
