"""Parameters: each of the path is declared, and none says what the client decides itself."""

from __future__ import annotations

import re
from typing import Any, Final

from apimodel.document import JsonObject

from .notes import Notes
from .objects import follow
from .trees import below, mapping, sequence
from .walking import Operation, operations

# Parameters of these names have no meaning (OpenAPI 3.1, 4.8.12.2.1): content and credentials say what is sent.
_IGNORED: Final = frozenset({"accept", "authorization", "content-type"})
# What the transport sets itself; the runtime refuses it from anybody else.
_TRANSPORT: Final = frozenset(
    {"accept-encoding", "connection", "content-length", "host", "transfer-encoding"}
)

Keys = set[tuple[str, str]]


def parameters(spec: JsonObject, notes: Notes) -> None:
    """Leave out what the client decides or the transport sets, and bring the parameters of a path in line with it."""
    shared: dict[str, Keys] = {}  # what all operations of a path ask for
    for operation in operations(spec):
        keys = _keys(spec, operation)
        shared[operation.path] = shared.get(operation.path, keys) & keys
        _known(spec, operation.data, keys, operation.where, notes)
    for path, item in mapping(spec.get("paths")).items():
        _known(spec, mapping(item), shared.get(path, set()), below("#/paths", path), notes)
    for operation in operations(spec):
        _declare(spec, operation, notes)


def _keys(spec: JsonObject, operation: Operation) -> Keys:
    """Return the places and names of the keys that an operation asks for as credentials."""
    schemes = mapping(mapping(spec.get("components")).get("securitySchemes"))
    rules = sequence(operation.data.get("security", spec.get("security")))
    asked = [follow(spec, schemes.get(name)) for rule in rules for name in mapping(rule)]
    return {_place(scheme) for scheme in asked if scheme.get("type") == "apiKey"}


def _place(of: JsonObject) -> tuple[str, str]:
    """Return the place and name of a parameter or a key; headers have no case."""
    place, name = str(of.get("in")), str(of.get("name"))
    return place, name.lower() if place == "header" else name


def _why_not(data: JsonObject, keys: Keys) -> str:
    """Return why a parameter is no argument; empty if it is one."""
    place, name = _place(data)
    if place == "header" and name in _IGNORED:
        return "as OpenAPI says"
    if place == "header" and name in _TRANSPORT:
        return "the transport sets it"
    return "it is a credential" if (place, name) in keys else ""


def _known(spec: JsonObject, of: JsonObject, keys: Keys, where: str, notes: Notes) -> None:
    if not isinstance(written := of.get("parameters"), list):
        return
    kept: list[Any] = []
    for parameter in written:
        data = follow(spec, parameter)
        if why := _why_not(data, keys):
            notes.change(f"{data['in']} parameter {data['name']}: left out, {why}", where)
        else:
            kept.append(parameter)
        if data.get("in") == "path" and data.get("required") is not True:
            notes.change("parameter of a path: required", where)
            data["required"] = True
    of["parameters"] = kept


def _declare(spec: JsonObject, operation: Operation, notes: Notes) -> None:
    """Declare what stands in the path only; what is declared only is the same by another name, or is left out."""
    own = sequence(operation.data.get("parameters"))
    declared = {
        str(data.get("name")): data
        for parameter in (*sequence(operation.item.get("parameters")), *own)
        if (data := follow(spec, parameter)).get("in") == "path"
    }
    written = dict.fromkeys(re.findall(r"{([^{}]*)}", operation.path))
    missing = [name for name in written if name not in declared]
    extra = [name for name in declared if name not in written]
    for name in missing:
        notes.change("parameter of a path: declared", operation.where)
        like = declared[extra[0]] if len(extra) == len(missing) == 1 else {"schema": {"type": "string"}}
        own = [*own, {**like, "name": name, "in": "path", "required": True}]
        operation.data["parameters"] = own
    for holder in (operation.item, operation.data):
        listed = sequence(holder.get("parameters"))
        kept = [each for each in listed if not _is_path_parameter(follow(spec, each), extra)]
        if kept != listed:
            notes.change("parameter that is not in its path: left out", operation.where)
            holder["parameters"] = kept


def _is_path_parameter(parameter: JsonObject, names: list[str]) -> bool:
    return parameter.get("in") == "path" and str(parameter.get("name")) in names
