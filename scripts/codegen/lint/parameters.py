"""Rules for parameters: what the parser ignores or drops an operation for."""

from __future__ import annotations

import re
from typing import Final

from apimodel.document import JsonObject, RawOperation, alternatives, operations
from apimodel.names import identifier

from .report import Report

__all__ = ["check"]

_STYLE: Final = {"query": ("form", True), "path": ("simple", False), "header": ("simple", False)}


def check(report: Report) -> None:
    """Check the parameters of every operation."""
    for raw in operations(report.spec):
        for parameter in raw.parameters:
            _parameter(report, f"{raw.where}: parameter {parameter.get('name')}", parameter)
        _paths(report, raw)
        _names(report, raw)


def _parameter(report: Report, where: str, parameter: JsonObject) -> None:
    place = parameter.get("in", "")
    if place not in _STYLE:
        report.say(where, f"a parameter in {place} is not supported", "send it as query, path or header")
        return
    if "x-encoded-twice" in parameter and (place != "path" or parameter["x-encoded-twice"] is not True):
        report.say(where, "x-encoded-twice has no meaning but true, in a path", "write true, or remove it")
    if "schema" not in parameter:
        report.say(where, "a parameter with content is dropped", "write schema")
        return
    style, explode = _STYLE[place]
    if parameter.get("style", style) != style or parameter.get("explode", explode) is not explode:
        instead = (
            "send a list as repeated parameters (style form, explode true)"
            if place == "query"
            else "remove it"
        )
        report.say(where, "its style or explode is ignored", instead)
    for key in ("allowReserved", "allowEmptyValue"):
        if key in parameter:
            report.say(where, f"{key} is ignored", "remove it")
    options = alternatives(report.spec, parameter["schema"])
    for option in options:
        _type(report, where, place, option)
    if place == "path":
        _uuid(report, where, options)


def _type(report: Report, where: str, place: str, option: JsonObject) -> None:
    kind = option.get("type")
    if kind == "object" or "properties" in option or "allOf" in option:
        report.say(where, "an object as a parameter", "write one parameter for each of its members")
    if kind == "array" and place != "query":
        report.say(where, f"a list in a {place} drops the operation", "write type: string")
    if option.get("format") in ("date-time", "date") and place == "header":
        report.say(where, "a date in a header drops the operation", "write type: string without a format")


def _uuid(report: Report, where: str, options: list[JsonObject]) -> None:
    """A UUID in a path is checked before it is sent; beside it stands at most one other form."""
    others = [option for option in options if option.get("format") != "uuid"]
    if len(others) < len(options) and (len(others) > 1 or any("pattern" not in other for other in others)):
        report.say(
            where, "format: uuid beside something that has no pattern", "write one alternative with a pattern"
        )


def _paths(report: Report, raw: RawOperation) -> None:
    written = re.findall(r"{([^}]*)}", raw.path)
    declared = [parameter.get("name") for parameter in raw.parameters if parameter.get("in") == "path"]
    for name in sorted(set(written) ^ set(map(str, declared))):
        what = f"{name} is in the path or among the parameters, not in both"
        report.say(raw.where, what, "declare each {name} of the path, in: path")
    for name in written:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            report.say(raw.where, f"path parameter {name}", "write lower case with _: its name is free")


def _names(report: Report, raw: RawOperation) -> None:
    seen: dict[tuple[str, str], str] = {}
    for parameter in raw.parameters:
        name, place = str(parameter.get("name")), str(parameter.get("in"))
        other = seen.setdefault((place, identifier(name)), name)
        if other != name:
            report.say(raw.where, f"{other} and {name} would be one argument", "leave one of them out")
