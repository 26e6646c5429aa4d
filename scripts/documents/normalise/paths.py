"""Paths: names of their parameters, which are free, and what does not belong into a path."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from apimodel.document import JsonObject, methods_of
from apimodel.names import identifier

from .notes import Notes
from .objects import fields_of, follow
from .trees import below, copy, mapping, sequence
from .words import singular, words

_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")


def paths(spec: JsonObject, notes: Notes) -> None:
    """Name the parameters of each path so that they are arguments, and cut off its query and fragment."""
    written = mapping(spec.get("paths"))
    moved: dict[str, str] = {}
    out: JsonObject = {}
    for path, item in written.items():
        new = _without_query(path, mapping(item), below("#/paths", path), notes)
        names = _names(spec, new, item)
        if any(name != old for old, name in names.items()):
            notes.change("path parameter: renamed", below("#/paths", path))
            for old, name in names.items():
                new = new.replace(f"{{{old}}}", f"{{{name}}}")
            for of in (item, *(mapping(data) for _, data in methods_of(item))):
                _rename(spec, of, names)
        if (new != path and new in written) or new in out:  # two paths that would become one
            there = out.setdefault(new, {})
            if there.keys() & mapping(item).keys():
                where = below("#/paths", path)
                what = "another path differs from it in names of parameters only"
                notes.problem(where, what, "write one path, or leave one out by x-skip")
                continue
            item = {**there, **item}
        out[new] = item
        if new != path:
            moved[below("#/paths", new)] = below("#/paths", path)
    if written:
        notes.moved(moved | _inside(moved, notes))
        spec["paths"] = out


def _inside(moved: Mapping[str, str], notes: Notes) -> dict[str, str]:
    """Return where the parts of paths stand whose places were known before the paths moved."""
    now = {before: after for after, before in moved.items()}
    heads = ((place, "/".join(place.split("/")[:3])) for place in notes.origins)
    return {now[head] + place.removeprefix(head): place for place, head in heads if head in now}


def _names(spec: JsonObject, path: str, item: Any) -> dict[str, str]:
    """Return names of arguments for the parameters of a path: none of a field in a body."""
    fields = {identifier(name) for name in _fields(spec, item)}
    names: dict[str, str] = {}
    for before, old in re.findall(r"(?:([^/{}]*)/)?{([^{}]*)}", path):
        owner = "_".join(map(singular, words(before)))
        made = old if _NAME.fullmatch(old) else "_".join(words(old))
        choices = [
            made,
            f"{owner}_{made}",
            f"path_{made}",
            *(f"path_{made}_{number}" for number in range(2, 99)),
        ]
        taken = fields | {identifier(name) for name in names.values()}
        good = (name for name in choices if _NAME.fullmatch(name) and identifier(name) not in taken)
        names.setdefault(old, next(good, old))
    return names


def _fields(spec: JsonObject, item: Any) -> list[str]:
    """Return the fields of the bodies of a path: what arguments carry, instead of an envelope what is in it."""
    found: list[str] = []
    for operation in [mapping(data) for _, data in methods_of(item)]:
        contents = mapping(follow(spec, operation.get("requestBody")).get("content")).values()
        for content in contents:
            for name, field in fields_of(spec, mapping(content).get("schema"))[0].items():
                inside = name == operation.get("x-envelope")
                found += fields_of(spec, field)[0] if inside else [name]
    return found


def _rename(spec: JsonObject, of: Any, names: dict[str, str]) -> None:
    parameters = sequence(mapping(of).get("parameters"))
    for index, parameter in enumerate(parameters):
        data = follow(spec, parameter)
        if data.get("in") == "path" and names.get(str(data.get("name")), data.get("name")) != data.get(
            "name"
        ):
            parameters[index] = {**copy(data), "name": names[data["name"]]}


def _without_query(path: str, item: JsonObject, where: str, notes: Notes) -> str:
    """Cut off the fragment of a path, and make parameters of its query."""
    cut, _, query = path.partition("#")[0].partition("?")
    if cut != path:
        notes.change("query or fragment in a path: the query's parts are parameters", where)
    for part in filter(None, query.split("&")):
        name, _, value = part.partition("=")
        if value.startswith("{") or any(
            name == mapping(each).get("name") for each in sequence(item.get("parameters"))
        ):
            _into_query(item, value.strip("{}"), name)
        else:
            constant = {"type": "string", "enum": [value]}
            item.setdefault("parameters", []).append(
                {"name": name, "in": "query", "required": True, "schema": constant}
            )
    return cut


def _into_query(item: JsonObject, variable: str, name: str) -> None:
    """Move a parameter that a path's query names from the path to the query."""
    for of in (item, *(mapping(data) for _, data in methods_of(item))):
        for parameter in map(mapping, sequence(of.get("parameters"))):
            if parameter.get("in") == "path" and parameter.get("name") == variable:
                parameter |= {"in": "query", "name": name}
