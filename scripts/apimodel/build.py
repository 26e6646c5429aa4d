"""Building the model of an API from its document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from .api import Api, Resource
from .document import JsonObject, name_of, operations, reachable, resolve, schemas
from .fields import Enum, Field, Model
from .names import identifier
from .operation import Operation
from .operation_reader import OperationReader
from .parser import Parsed, parse
from .parser_input import merged
from .provider import credentials, rules, servers


def build(name: str, written: JsonObject) -> Api:
    """Return the API that a document describes, which must have passed the lint; *name* is that of the package.

    Raises SpecError for what the parser refuses.
    """
    spec = merged(written)
    parsed = parse(name, spec)
    fields = {model: _fields(spec, model, parsed) for model in schemas(spec)}
    secrets = credentials(spec)
    reader = OperationReader(spec, fields, {secret.scheme: secret.argument for secret in secrets})
    every = [reader.read(raw, parsed.operations[identifier(raw.id)]) for raw in operations(spec)]
    return Api(
        name=name,
        title=str(spec["info"]["title"]),
        document=written,
        servers=servers(spec),
        credentials=secrets,
        rules=rules(spec),
        resources=_resources(spec, every),
        models={model.name: model for model in _models(spec, every, fields)},
        enums={enum: _enum(spec, enum, members) for enum, members in parsed.enums.items()},
        tags=dict(_tags(spec)),
    )


def _fields(spec: JsonObject, model: str, parsed: Parsed) -> tuple[Field, ...]:
    """Return the fields of a model in the order of the document."""
    read = {field.wire: field for field in parsed.models.get(model, ())}
    written: JsonObject = schemas(spec)[model].get("properties", {})
    described = {wire: {**resolve(spec, data), **data} for wire, data in written.items() if wire in read}
    return tuple(replace(read[wire], data=data, schema=data) for wire, data in described.items())


def _resources(spec: JsonObject, every: list[Operation]) -> tuple[Resource, ...]:
    tags = reversed(spec.get("tags", ()))  # the first of two with one name counts
    texts = {identifier(tag["name"]): str(tag.get("description", "")) for tag in tags}
    names = dict.fromkeys(operation.resource for operation in every)
    return tuple(
        Resource(name, texts.get(name, ""), tuple(each for each in every if each.resource == name))
        for name in names
    )


def _models(
    spec: JsonObject, every: list[Operation], fields: Mapping[str, tuple[Field, ...]]
) -> Iterator[Model]:
    answered = set(reachable(spec, [operation.raw.answer_schema for operation in every]))
    nested = set(reachable(spec, [_inside(spec, operation) for operation in every]))
    asked = {name: schema for name, schema in schemas(spec).items() if schema.get("x-params")}
    sent = nested.union(asked, reachable(spec, asked))
    for name, schema in schemas(spec).items():
        if "enum" not in schema:
            yield Model(name, schema, fields[name], name in answered, name in sent, name in nested)


def _inside(spec: JsonObject, operation: Operation) -> list[Any]:
    """Return the schemas of arguments, which hold others."""
    models, envelope = operation.body.models if operation.body else (), operation.static.envelope
    folded = [schemas(spec)[model].get("properties", {}) for model in models]
    own = [{name: data for name, data in each.items() if name != envelope} for each in folded]
    return [own, operation.raw.parameters, *([] if models else [operation.raw.content])]


def _enum(spec: JsonObject, name: str, members: list[str]) -> Enum:
    """Return an enum with the values as the document has them."""
    schema = schemas(spec)[name]
    values = [value for value in schema["enum"] if value is not None]
    return Enum(name, str(schema.get("description", "")), dict(zip(members, values, strict=True)))


def _tags(node: Any) -> Iterator[tuple[frozenset[str], tuple[str, Mapping[str, str]]]]:
    """Yield each set of schemas that a ``discriminator`` tells apart, inner and later ones first."""
    if isinstance(node, dict | list):
        for value in reversed(node.values() if isinstance(node, dict) else node):
            yield from _tags(value)
    held: JsonObject = node if isinstance(node, dict) else {}
    options, rule = (
        held.get("oneOf") or held.get("anyOf"),
        held.get("discriminator"),
    )  # or fields of these names
    if isinstance(options, list) and isinstance(rule, dict) and isinstance(rule.get("propertyName"), str):
        names = sorted({name_of(str(option.get("$ref", ""))) for option in options} - {""})
        mapping = {str(value): name_of(str(target)) for value, target in (rule.get("mapping") or {}).items()}
        table = {value: name for value, name in mapping.items() if name in names}
        table |= {name: name for name in names if name not in table.values()}
        if table:
            yield frozenset(names), (rule["propertyName"], table)
