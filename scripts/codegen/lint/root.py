"""Members that a document lacks at its root."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from apimodel.document import JsonObject

from .references import references
from .rules import Problem


def missing(written: JsonObject) -> Iterator[Problem]:
    """Yield what is not there, perhaps since its name is misspelt or the rest of the file was cut off."""
    for name in ("info", "paths"):
        if name not in written:
            yield _missing(written, name, f"{name} is missing")
    targets = [str(target).split("/") for _, target in references(written)]
    rooms = [parts[2] for parts in targets if parts[:2] == ["#", "components"] and len(parts) > 2]
    known = written.get("components", {})
    if rooms and isinstance(known, dict) and known.keys().isdisjoint(rooms):
        lacks = f"components has no {' or '.join(sorted(set(rooms)))}" if known else "components is missing"
        yield _missing(written, "components", f"{lacks}, where {len(rooms)} references lead")


def _missing(written: JsonObject, name: str, what: str) -> Problem:
    if near := difflib.get_close_matches(name, [key for key in written if key != name], 1):
        return f"#/{near[0]}", what, f"write {name} for {near[0]}"
    return "#", what, "complete the document"
