"""Building the model of an API from its document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .api import Api, Resource
from .document import JsonObject, is_enum, name_of, operations, reachable, resolve, schemas
from .fields import Enum, Field, Model
from .names import distinct, identifier, member_names
from .operation import Operation
from .operation_reader import OperationReader
from .parser import Parsed, parse
from .parser_input import merged, types_of
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
    every = [reader.read(raw, parsed.operations[raw.where]) for raw in operations(spec)]
    return Api(
        name=name,
        title=str(spec["info"]["title"]),
        document=written,
        servers=servers(spec),
        credentials=secrets,
        rules=rules(spec),
        resources=_resources(spec, every),
        models={model.name: model for model in _models(spec, every, fields)},
        enums={enum.name: enum for enum in _enums(spec)},
        tags=dict(_tags(spec)),
    )


def _fields(spec: JsonObject, model: str, parsed: Parsed) -> tuple[Field, ...]:
    """Return the fields of a model in the order of the document; none if nothing in use has it."""
    types, schema = parsed.models.get(model, {}), schemas(spec)[model]
    names, required = distinct(types), schema.get("required", ())
    described = {wire: {**resolve(spec, data), **data} for wire, data in schema.get("properties", {}).items()}
    return tuple(
        Field(names[wire], wire, of, wire in required, described[wire], described[wire])
        for wire, of in types.items()
    )


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
    answers = [of for operation in every for key, of in types_of(operation.raw).items() if key[0] == "answer"]
    answered = set(reachable(spec, answers))
    nested = set(reachable(spec, [_inside(spec, operation) for operation in every]))
    asked = {name: schema for name, schema in schemas(spec).items() if schema.get("x-params")}
    sent = nested.union(asked, reachable(spec, asked))
    for name, schema in schemas(spec).items():
        if not is_enum(schema):
            yield Model(name, schema, fields[name], name in answered, name in sent, name in nested)


def _inside(spec: JsonObject, operation: Operation) -> list[Any]:
    """Return the schemas of arguments, which hold others."""
    models, envelope = operation.body.models if operation.body else (), operation.static.envelope
    folded = [schemas(spec)[model].get("properties", {}) for model in models]
    own = [{name: data for name, data in each.items() if name != envelope} for each in folded]
    return [
        own,
        operation.raw.parameters,
        [operation.raw.content[media] for media in (operation.body.whole if operation.body else ())],
    ]


def _enums(spec: JsonObject) -> Iterator[Enum]:
    """Yield the enums in use with the values as the document has them."""
    for name in reachable(spec, [list(types_of(raw).values()) for raw in operations(spec)]):
        schema = schemas(spec)[name]
        if is_enum(schema):
            values = [value for value in schema["enum"] if value is not None]
            names = member_names(values, schema.get("x-enum-varnames"))
            yield Enum(name, str(schema.get("description", "")), {names[value]: value for value in values})


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
