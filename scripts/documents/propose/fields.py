"""Fields of answers and bodies, whatever their schemas are made of."""

from __future__ import annotations

from apimodel.document import JsonObject, alternatives, flatten, schemas_at


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


def kinds_at(spec: JsonObject, schema: JsonObject, path: str) -> set[str]:
    """Return the JSON types of the field at a dotted *path*; none are known if an alternative has no such field."""
    found = schemas_at(spec, schema, path)
    return (
        set() if None in found else {kind for each in found if each is not None for kind in kinds(spec, each)}
    )


def arrays(spec: JsonObject, schema: JsonObject | None) -> list[str]:
    """Return the names of the properties that are lists in every alternative."""
    return [name for name in fields(spec, schema) if kinds_at(spec, schema or {}, name) == {"array"}]
