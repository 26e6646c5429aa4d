"""Help for the target of an overlay that selects nothing, or that is no JSONPath."""

from __future__ import annotations

import difflib
import re
from typing import Any, Final

from jsonpath_rfc9535 import JSONPathEnvironment, JSONPathError, JSONPathNode
from jsonpath_rfc9535.selectors import NameSelector

from apimodel.document import JsonObject, methods_of

_HYPHEN: Final = re.compile(r"\.([\w-]*-[\w-]*)")
_OPERATION_ID: Final = re.compile(r"@\.operationId\s*==\s*(?:'([^']*)'|\"([^\"]*)\")")
_ONE_TOO_DEEP: Final = re.compile(r"^\$\.paths\.\*\.\*\s*\[\?")


def at(spec: JsonObject, location: tuple[str | int, ...]) -> Any:
    """Return the value at a location: the names and indices that lead to it."""
    node: Any = spec
    for part in location:
        node = node[part]
    return node


def unreadable(path: str, error: JSONPathError) -> str:
    """Return what is wrong with text that is no JSONPath, and what to write."""
    if (name := _HYPHEN.search(path)) and not path.startswith("$", 1):
        return f"is no JSONPath: write ['{name[1]}'] for .{name[1]}"
    if not path.startswith("$"):
        return "is no JSONPath: it begins with $, as in $.paths"
    said = " ".join(str(error).split())
    return f"is no JSONPath: {said}; write names with other characters as ['...']"


def missing(spec: JsonObject, path: str) -> str:
    """Return why a JSONPath may select nothing, and what to write."""
    if _ONE_TOO_DEEP.match(path):
        return "write $.paths.*[?...]: a filter looks into the values of the one before it"
    if wanted := _OPERATION_ID.search(path):
        return _operation(spec, wanted[1] or wanted[2])
    return _name(spec, path)


def _operation(spec: JsonObject, wanted: str) -> str:
    places = {
        str(data["operationId"]): f"$.paths['{path}'].{method}"
        for path, item in (spec.get("paths") or {}).items()
        for method, data in methods_of(item)
        if isinstance(data, dict) and "operationId" in data
    }
    near = difflib.get_close_matches(wanted, places, 1, 0.8)
    if wanted in places:
        return f"write {places[wanted]}"
    return (
        f"there is no operation {wanted}; {f'write {places[near[0]]}, or ' if near else ''}delete the action"
    )


def _name(spec: JsonObject, path: str) -> str:
    """Name the first part of *path* that selects nothing, and the nearest name that would."""
    nodes = [JSONPathNode(value=spec, location=(), parent=None, root=spec)]
    for segment in JSONPathEnvironment().compile(path).segments:
        found = list(segment.resolve(nodes))
        if not found:
            break
        nodes = found
    selector = segment.selectors[0]
    wanted = selector.name if isinstance(selector, NameSelector) else ""
    names = [name for node in nodes if isinstance(node.value, dict) for name in node.value]
    near = (
        _near_paths(wanted, names) if wanted.startswith("/") else difflib.get_close_matches(wanted, names, 1)
    )
    where = nodes[0].path() if len(nodes) == 1 else "what comes before"
    return f"{where} has no {segment}; {f'write {near[0]!r}, or ' if near else ''}delete the action"


def _near_paths(wanted: str, paths: list[str]) -> list[str]:
    """Return the nearest path with the same number of parts, each a parameter too, or spelt much alike."""

    def alike(one: str, other: str) -> bool:
        both = one.startswith("{") and other.startswith("{")
        return both or difflib.SequenceMatcher(None, one, other).ratio() >= 0.75

    parts = wanted.strip("/").split("/")
    alikes = [
        path
        for path in paths
        if len(others := path.strip("/").split("/")) == len(parts) and all(map(alike, parts, others))
    ]
    return difflib.get_close_matches(wanted, alikes, 1, 0)
