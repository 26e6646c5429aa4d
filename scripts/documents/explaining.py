"""The changes that were made to a document, for ``generate.py --explain``."""

from __future__ import annotations

from .document import Document
from .origins import counted


def explain(document: Document) -> list[str]:
    """Return a line for each kind of change in the order of the steps, with its first place and how many there are."""
    places: dict[str, dict[str, None]] = {}
    for change in document.changes:
        places.setdefault(change.what, {})[change.where] = None
    lines = [f"{document.path.name}: {counted(list(found))}: {what}" for what, found in places.items()]
    return lines or [f"{document.path.name}: read as it is written"]
