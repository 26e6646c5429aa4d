"""The models with ``x-record``, and the fields of their records."""

from __future__ import annotations

from apimodel import Api, Field, Model


def names(api: Api, *, sent: bool = False) -> list[str]:
    """Return the models with x-record; with *sent*, those whose fields a request may carry."""
    models = (model for model in api.models.values() if model.record is not None)
    return sorted(model.name for model in models if model.record or not sent)


def sendable(api: Api, name: str) -> list[str]:
    """Return the fields that a request may carry for the record of a model."""
    bodies = (api.models[body].data for body in api.models[name].record or ())
    return sorted({field for body in bodies for field in body.get("properties", {})})


def enums(model: Model) -> dict[str, str]:
    """Return the enums of the fields, and of the items of lists, by field."""
    solid = {field.wire: field.type.solid for field in model.fields}
    inner = {wire: of.part if of.kind == "list" else of for wire, of in solid.items()}
    return {wire: of.name for wire, of in inner.items() if of.kind == "enum"}


def keywords(api: Api, name: str, *, sent: bool) -> list[Field]:
    """Return the fields of a record, or those that requests may carry, but for those in the path of a request."""
    bodies = set(api.models[name].record or ())
    operations = [op for op in api.operations if op.body and bodies & {*op.body.models}]
    own = {"id", *(argument.wire for op in operations for argument in op.at("path"))}
    models = [*(api.models[body] for body in sorted(bodies) if sent), api.models[name]]
    fields = {field.wire: field for each in models for field in each.fields}
    return [fields[wire] for wire in (sendable(api, name) if sent else fields) if wire not in own]
