"""Rules for values of several types: what tells objects apart must be said."""

from __future__ import annotations

from apimodel.document import JsonObject, flatten, name_of, resolve

from .report import Report

__all__ = ["unions"]


def unions(report: Report, where: str, schema: JsonObject, options: list[JsonObject]) -> None:
    """Check ``oneOf``, ``anyOf`` and ``discriminator`` of one schema."""
    members = schema.get("oneOf") or schema.get("anyOf") or []
    rule = schema.get("discriminator")
    if rule is not None and "oneOf" not in schema:
        report.say(where, "a discriminator without oneOf is ignored", "write oneOf with the possible schemas")
        return
    if "type" in schema and members:
        report.say(where, "type beside oneOf or anyOf is ignored", "write the type in the alternatives")
    objects = [option for option in options if _fields(report, option)]
    if rule is not None:
        _discriminator(report, where, members, rule)
    elif members and len(objects) > 1 and not _tagged(report, objects):
        what = "nothing tells these objects apart"
        report.say(where, what, "write oneOf with a discriminator, or a const in each")


def _fields(report: Report, option: JsonObject) -> dict[str, JsonObject]:
    return flatten(report.spec, option)[0]


def _tagged(report: Report, objects: list[JsonObject]) -> bool:
    """Whether one property is a different constant in each of the objects."""
    tables = [
        {name: field["const"] for name, field in _fields(report, option).items() if "const" in field}
        for option in objects
    ]
    shared = set(tables[0]).intersection(*tables[1:])
    return any(len({table[name] for table in tables}) == len(tables) for name in shared)


def _discriminator(report: Report, where: str, members: list[JsonObject], rule: JsonObject) -> None:
    names = {name_of(member["$ref"]) for member in members if "$ref" in member}
    mapping = {value: name_of(str(target)) for value, target in rule.get("mapping", {}).items()}
    if set(mapping.values()) != names:
        report.say(
            where, "discriminator.mapping does not name each member of oneOf", "map every value to its schema"
        )
    for name in sorted(names):
        fields = _fields(report, resolve(report.spec, {"$ref": f"#/components/schemas/{name}"}))
        if rule.get("propertyName") not in fields:
            report.say(
                where, f"{name} has no property {rule.get('propertyName')}", "add it, or correct propertyName"
            )
