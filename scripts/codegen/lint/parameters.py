"""Rules for parameters: the parser ignores some, and drops an operation because of others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from apimodel.document import JsonObject, RawOperation, alternatives
from apimodel.names import identifier

from .rules import ARGUMENT, Advice, Problem, Subject, apply, clashes

_STYLE: Final = {"query": ("form", True), "path": ("simple", False), "header": ("simple", False)}
_INSTEAD: Final = {"query": "send a list as repeated parameters (style form, explode true)"}


def check(subject: Subject) -> Iterator[Problem]:
    """Check the parameters of every operation."""
    for where, parameter in {
        where: data for raw in subject.operations for where, data in raw.placed.items()
    }.items():
        yield from ((where, *advice) for advice in _parameter(subject.spec, parameter))
    yield from apply(subject.spec, subject.operations, _paths, _names)


def _parameter(spec: JsonObject, parameter: JsonObject) -> Iterator[Advice]:
    place = parameter.get("in", "")
    if place not in _STYLE:
        yield f"a parameter in {place} is not supported", "send it as query, path or header"
        return
    if "x-encoded-twice" in parameter and (place != "path" or parameter["x-encoded-twice"] is not True):
        yield "x-encoded-twice has no meaning but true, in a path", "write true, or remove it"
    if "schema" not in parameter:
        yield "a parameter with content is dropped", "write schema"
        return
    style, explode = _STYLE[place]
    if parameter.get("style", style) != style or parameter.get("explode", explode) is not explode:
        yield "its style or explode is ignored", _INSTEAD.get(place, "remove it")
    for key in ("allowReserved", "allowEmptyValue"):
        if key in parameter:
            yield f"{key} is ignored", "remove it"
    options = alternatives(spec, parameter["schema"])
    for option in options:
        yield from _type(place, option)
    if place == "path":
        yield from _uuid(options)


def _type(place: str, option: JsonObject) -> Iterator[Advice]:
    kind = option.get("type")
    if kind == "object" or "properties" in option or "allOf" in option:
        yield "an object as a parameter", "write one parameter for each of its members"
    if kind == "array" and place != "query":
        yield f"a list in a {place} drops the operation", "write type: string"
    if option.get("format") in ("date-time", "date") and place == "header":
        yield "a date in a header drops the operation", "write type: string without a format"


def _uuid(options: list[JsonObject]) -> Iterator[Advice]:
    """A UUID in a path is checked before it is sent; beside it stands at most one other form."""
    others = [option for option in options if option.get("format") != "uuid"]
    if len(others) < len(options) and (len(others) > 1 or any("pattern" not in other for other in others)):
        yield "format: uuid beside something that has no pattern", "write one alternative with a pattern"


def _paths(_: JsonObject, raw: RawOperation) -> Iterator[Advice]:
    written = re.findall(r"{([^}]*)}", raw.path)
    declared = {str(parameter.get("name")) for parameter in raw.parameters if parameter.get("in") == "path"}
    for name in sorted(set(written) ^ declared):
        what = f"{name} is in the path or among the parameters, not in both"
        yield what, "declare each {name} of the path, in: path"
    for name in written:
        if not ARGUMENT.fullmatch(name):
            yield f"path parameter {name}", "write lower case with _: its name is free"


def _names(__: JsonObject, raw: RawOperation) -> Iterator[Advice]:
    names = [(str(parameter.get("in")), str(parameter.get("name"))) for parameter in raw.parameters]
    for (_, other), (_, name) in clashes(names, lambda pair: (pair[0], identifier(pair[1]))):
        yield f"{other} and {name} would be one argument", "leave one of them out"
