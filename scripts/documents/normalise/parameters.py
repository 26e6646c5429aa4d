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


def parameters(spec: JsonObject, notes: Notes) -> None:
    """Leave out headers of no meaning, and bring the parameters of a path in line with it."""
    for path, item in mapping(spec.get("paths")).items():
        _known(spec, mapping(item), below("#/paths", path), notes)
    for operation in operations(spec):
        _known(spec, operation.data, operation.where, notes)
        _declare(spec, operation, notes)


def _known(spec: JsonObject, of: JsonObject, where: str, notes: Notes) -> None:
    if not isinstance(written := of.get("parameters"), list):
        return
    kept: list[Any] = []
    for parameter in written:
        data = follow(spec, parameter)
        if data.get("in") == "header" and str(data.get("name")).lower() in _IGNORED:
            notes.change(f"header parameter {data['name']}: left out, as OpenAPI says", where)
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
        str(data.get("name")): parameter
        for parameter in (*sequence(operation.item.get("parameters")), *own)
        if (data := follow(spec, parameter)).get("in") == "path"
    }
    written = dict.fromkeys(re.findall(r"{([^{}]*)}", operation.path))
    missing = [name for name in written if name not in declared]
    extra = [name for name in declared if name not in written]
    for name in missing:
        notes.change("parameter of a path: declared", operation.where)
        like = (
            follow(spec, declared[extra[0]])
            if len(extra) == len(missing) == 1
            else {"schema": {"type": "string"}}
        )
        own = [*own, {**like, "name": name, "in": "path", "required": True}]
        operation.data["parameters"] = own
    for holder in (operation.item, operation.data):
        listed = sequence(holder.get("parameters"))
        gone = [each for each in listed if any(each is declared[name] for name in extra)]
        if gone:
            notes.change("parameter that is not in its path: left out", operation.where)
            holder["parameters"] = [each for each in listed if each not in gone]
