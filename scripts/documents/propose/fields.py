"""Fields of answers and bodies, whatever their schemas are made of."""

from __future__ import annotations

from apimodel.document import JsonObject, alternatives, flatten


def fields(spec: JsonObject, schema: JsonObject | None) -> dict[str, JsonObject]:
    """Return the properties of a schema by their names; those that a dotted path cannot name are left out."""
    options = alternatives(spec, schema) if schema is not None else []
    every = {name: data for option in options for name, data in flatten(spec, option)[0].items()}
    return {name: data for name, data in every.items() if "." not in name}


def kinds(spec: JsonObject, schema: JsonObject) -> set[str]:
    """Return the JSON types that a value may have; none are known of one that may be anything."""
    found: set[str] = set()
    for option in alternatives(spec, schema):
        kind = option.get("type", "object" if "allOf" in option else None)
        found.update(kind if isinstance(kind, list) else [kind] if kind else [])
    return found - {"null"}


def arrays(spec: JsonObject, schema: JsonObject | None) -> list[str]:
    """Return the names of the properties that are lists."""
    return [name for name, data in fields(spec, schema).items() if kinds(spec, data) == {"array"}]
