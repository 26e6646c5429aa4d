"""Rules for parameters: the parser ignores some, and drops an operation because of others."""

from __future__ import annotations

from collections.abc import Iterator

from apimodel.document import JsonObject, alternatives, flatten, parameter_schema
from apimodel.fields import STYLES
from apimodel.media import JSON, is_json

from .rules import Advice, Problem, Subject


def check(subject: Subject) -> Iterator[Problem]:
    """Check the parameters of every operation."""
    for where, parameter in {
        where: data for raw in subject.operations for where, data in raw.placed.items()
    }.items():
        yield from ((where, *advice) for advice in _parameter(subject.spec, parameter))


def _parameter(spec: JsonObject, parameter: JsonObject) -> Iterator[Advice]:
    if "in" not in parameter:  # it is behind a reference to nothing
        return
    place = parameter["in"]
    if "x-encoded-twice" in parameter and (place != "path" or parameter["x-encoded-twice"] is not True):
        yield "x-encoded-twice has no meaning but true, in a path", "write true, or remove it"
    media = list(parameter.get("content") or ())
    if media and (len(media) > 1 or not is_json(media[0])):
        yield f"a parameter as {' or '.join(media)}", f"write {JSON}, or a schema of text"
    options = alternatives(spec, parameter_schema(parameter))
    if not media:
        yield from _style(spec, place, parameter, options)


def _style(
    spec: JsonObject, place: str, parameter: JsonObject, options: list[JsonObject]
) -> Iterator[Advice]:
    """A style says how a list or object becomes text; only deepObject says it of one inside of another."""
    style = parameter.get("style") or STYLES[place][0]
    if style not in STYLES[place]:
        yield f"style {style} in a {place}", f"write {' or '.join(STYLES[place])}"
    if style == "deepObject" and not all(_is_object(option) for option in options):
        yield "style deepObject of something that is no object", "write style: form"
    for option in options:
        inner = [option["items"]] if isinstance(option.get("items"), dict) else _values(spec, option)
        for each in (other for part in inner for other in alternatives(spec, part)):
            in_list = "items" in option or not parameter.get("explode", style == "form")
            if style != "deepObject" and (_is_object(each) or (each.get("type") == "array" and in_list)):
                yield (
                    "a list or object inside of another has no style",
                    f"write content: {JSON} instead of schema",
                )
                return


def _values(spec: JsonObject, option: JsonObject) -> list[JsonObject]:
    values = option.get("additionalProperties")
    return [*flatten(spec, option)[0].values(), *([values] if isinstance(values, dict) else [])]


def _is_object(schema: JsonObject) -> bool:
    return schema.get("type") == "object" or "properties" in schema or "allOf" in schema
