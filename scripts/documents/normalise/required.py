"""Names of required properties."""

from __future__ import annotations

from apimodel.document import JsonObject

from .notes import Notes
from .objects import fields_of
from .trees import sequence


def required(spec: JsonObject, schema: JsonObject, where: str, notes: Notes) -> None:
    """Leave out required names of no property, which a map may have and no argument is."""
    if "required" not in schema or where.split("/")[-2] == "allOf" or "$ref" in schema:
        return
    written = schema["required"]
    fields, _ = fields_of(spec, schema)
    kept = list(dict.fromkeys(name for name in sequence(written) if isinstance(name, str) and name in fields))
    if kept != written:
        notes.change("required names of no property: left out", where)
        schema["required"] = kept
    if not kept:
        del schema["required"]
