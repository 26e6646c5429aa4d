"""Names of the secret values of a request, which the spec marks with ``x-secret``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .document import JsonObject, RawOperation, flatten, parameter_schema, resolve


def secret_names(spec: JsonObject, raw: RawOperation) -> tuple[str, ...]:
    """Return the names, as they are sent, of an operation's secret parameters, and of the secret fields that it sends.

    A parameter of JSON text with a secret field is a secret as a whole.
    """
    names = [str(parameter["name"]) for parameter in raw.parameters if parameter.get("x-secret")]
    for parameter in raw.parameters:
        inner = list(_secret_fields(spec, parameter_schema(parameter), set()))
        names += [parameter["name"]] if inner and "content" in parameter else inner
    for media in raw.content.values():
        names.extend(_secret_fields(spec, media.get("schema"), set()))
    return tuple(dict.fromkeys(names))


def _secret_fields(spec: JsonObject, schema: Any, seen: set[int]) -> Iterator[str]:
    """Yield the names of the secret fields at any depth; *seen* holds schemas that are being read or were."""
    schema = resolve(spec, schema)
    if not schema or id(schema) in seen:
        return
    seen.add(id(schema))
    properties, _ = flatten(spec, schema)
    for name, field in properties.items():
        if field.get("x-secret") or resolve(spec, field).get("x-secret"):
            yield name
        else:
            yield from _secret_fields(spec, field, seen)
    alternatives = (*schema.get("oneOf", ()), *schema.get("anyOf", ()))
    for part in (*alternatives, schema.get("items"), schema.get("additionalProperties")):
        yield from _secret_fields(spec, part, seen)
