"""OpenAPI Overlays, versions 1.0 and 1.1: decisions about a document, in a file beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from jsonpath_rfc9535 import JSONPathError, find

from apimodel.document import JsonObject

from .loading import load
from .overlay_members import misplaced_members, unknown_members
from .overlay_targets import at, missing, unreadable

_VERSION: Final = re.compile(r"1\.[01]\.\d+")
_ROOT: Final = ("overlay", "info", "extends", "actions")
_ACTION: Final = ("target", "description", "update", "remove", "copy")
_EFFECTS: Final = "write one of update, remove: true and copy"

Location = tuple[str | int, ...]


class _RefusedError(ValueError):
    """An action that cannot be done; each argument says why, and what to write."""


def laid_over(spec: JsonObject, overlay: Path, document: str) -> tuple[JsonObject, list[str]]:
    """Return a copy of *spec* changed as an overlay for the file *document* says, and a line for what cannot be done.

    Actions go one after the other, each on what those before it left.
    """
    spec, data = _tree(spec), load(overlay)
    problems = list(_misshapen(data, document))
    actions = data.get("actions") if not problems else None
    for number, action in enumerate(actions or (), 1):
        try:
            _act(spec, action, data["overlay"])
        except _RefusedError as error:
            problems += [f"action {number}: {why}" for why in error.args]
    return spec, [f"{overlay.name}: {problem}" for problem in problems]


def _tree(node: Any) -> Any:
    """Copy a document so that no part of it stands in two places: an action changes what it selects alone."""
    if isinstance(node, dict):
        return {key: _tree(value) for key, value in node.items()}
    return [_tree(value) for value in node] if isinstance(node, list) else node


def _misshapen(data: JsonObject, document: str) -> Iterator[str]:
    """Yield what is wrong around the actions."""
    if "overlay" not in data:
        yield "not an overlay: its first line must be overlay: 1.1.0"
        return
    if not isinstance(version := data["overlay"], str) or not _VERSION.fullmatch(version):
        yield f"overlay: version {version} is not known; write 1.0.0 or 1.1.0"
        return
    yield from _unknown(data, _ROOT)
    if not isinstance(data.get("info"), dict):
        yield "info: missing; write info: {title: ..., version: ...}"
    if not isinstance(data.get("actions"), list) or not data["actions"]:
        yield "actions: no list of actions; write one with target and update, or delete the file"
    extends = data.get("extends", document)
    if not isinstance(extends, str) or extends.rsplit("/", 1)[-1] != document:
        yield f"extends: {extends} is not the document beside it; write {document}"


def _unknown(node: JsonObject, known: tuple[str, ...]) -> Iterator[str]:
    for name in node:
        if name not in known and not name.startswith("x-"):
            yield f"{name}: unknown member; known are {', '.join(known)}"


def _act(spec: JsonObject, action: Any, version: str) -> None:
    """Do one action; raise _RefusedError if it cannot be done."""
    if not isinstance(action, dict) or not isinstance(target := action.get("target"), str):
        raise _RefusedError("no target; write a JSONPath such as $.paths['/probes'].get")
    if strange := [*_unknown(action, _ACTION), *misplaced_members(action)]:
        raise _RefusedError(*strange)
    if not isinstance(action.get("remove", False), bool):
        raise _RefusedError(f"remove: {action['remove']!r} is neither true nor false; {_EFFECTS}")
    effects = [name for name in ("update", "copy") if name in action]
    effects += ["remove"] if action.get("remove") else []
    if len(effects) != 1:
        raise _RefusedError(f"{' and '.join(effects) or 'nothing'} to do; {_EFFECTS}")
    if "copy" in action and version.startswith("1.0."):
        raise _RefusedError("copy is not known in version 1.0; write overlay: 1.1.0")
    locations = _selected(spec, "target", target)
    if effects == ["remove"]:
        _remove(spec, locations)
        return
    if wrong := [*unknown_members(action.get("update"), locations[0])]:
        raise _RefusedError(*wrong)
    update = action["update"] if "update" in action else _copied(spec, action["copy"])
    for location in locations:
        _update(spec, location, update)


def _selected(spec: JsonObject, member: str, path: Any) -> list[Location]:
    """Return where the values are that a JSONPath selects, each once."""
    try:
        nodes = find(path, spec) if isinstance(path, str) else []
    except JSONPathError as error:
        raise _RefusedError(f"{member} {path} {unreadable(path, error)}") from None
    if not nodes:
        raise _RefusedError(f"{member} {path} selects nothing: {missing(spec, path)}")
    return list(dict.fromkeys(node.location for node in nodes))


def _copied(spec: JsonObject, source: Any) -> Any:
    locations = _selected(spec, "copy", source)
    if len(locations) != 1:
        raise _RefusedError(f"copy {source} selects {len(locations)} values; write a path to one of them")
    return at(spec, locations[0])


def _remove(spec: JsonObject, locations: list[Location]) -> None:
    if () in locations:
        raise _RefusedError("remove would leave nothing of the document; write the path of a part")
    for location in sorted(locations, reverse=True):  # inner and later ones first: the indices of others stay
        del at(spec, location[:-1])[location[-1]]


def _update(spec: JsonObject, location: Location, update: Any) -> None:
    old = at(spec, location)
    if isinstance(old, dict) != isinstance(update, dict) and not isinstance(old, list):
        selects, gives = ("an", "no") if isinstance(old, dict) else ("no", "an")
        raise _RefusedError(
            f"target selects {selects} object, the update is {gives} object; select what it is in"
        )
    if location:
        at(spec, location[:-1])[location[-1]] = _merged(old, update, entry=True)
    else:
        _merged(old, update)


def _merged(old: Any, new: Any, *, entry: bool = False) -> Any:
    """Return *old* with *new* in it: objects are merged, lists joined, anything else is replaced.

    With *entry*, a value for a list is one entry more.
    """
    if isinstance(old, dict) and isinstance(new, Mapping):
        for name, value in new.items():
            old[name] = _merged(old[name], value) if name in old else _tree(value)
        return old
    if isinstance(old, list) and (entry or isinstance(new, list)):
        return old + _tree(new if isinstance(new, list) else [new])
    return _tree(new)
