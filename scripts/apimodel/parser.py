"""openapi-python-client's parser, whose classes are no public API, behind types of ours."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError

from .document import JsonObject, SpecError, is_model, operations, schemas
from .parser_input import MAP, name_in_input, objects_of, parser_inputs, types_of
from .types import ANY, Type, union_of

_Property = Any  # any of the parser's classes for a schema
Signature = dict[tuple[str, str], Type]
"""The types of an operation by what they are of, see :func:`types_of`."""


@dataclass(frozen=True)
class Parsed:
    """The types of the fields of each object in use, by names; those of each operation, by its place in the document."""

    models: dict[str, dict[str, Type]]
    operations: dict[str, Signature]


def parse(name: str, spec: JsonObject) -> Parsed:
    """Parse a merged document; whatever the parser would only warn about is fatal here."""
    config = Config.from_sources(
        ConfigFile(post_hooks=[]), MetaType.NONE, Path(f"{name}.yaml"), "utf-8", True, Path()
    )
    objects = objects_of(spec)
    types = (
        each for given in parser_inputs(spec, list(objects.values())) for each in _read(name, given, config)
    )
    read = dict(zip(objects, types, strict=True))
    models = {name: schema for name, schema in schemas(spec).items() if is_model(schema) and name in read}
    return Parsed(
        models={
            name: dict(zip(schema["properties"], read[name], strict=True)) for name, schema in models.items()
        },
        operations={
            raw.where: dict(zip(types_of(raw), read[raw.where], strict=True)) for raw in operations(spec)
        },
    )


def _read(name: str, given: JsonObject, config: Config) -> Iterator[list[Type]]:
    """Yield the types of the fields of each object in a document that was made for the parser."""
    data = GeneratorData.from_dict(given, config=config)
    if isinstance(data, GeneratorError):
        raise SpecError([f"{name}.yaml: {data.header}: {_line(data.detail)}"])
    if data.errors:
        raise SpecError(
            [f"{name}.yaml: {_line(error.header)} {_line(error.detail)}" for error in data.errors]
        )
    models = {str(model.class_info.name): model for model in data.models}
    for number in itertools.count():
        if (model := models.get(name_in_input(number))) is None:
            return
        yield list(map(_type, model.optional_properties or ()))  # in their order; none of them is required


def _line(text: Any) -> str:
    return " ".join(str(text or "").split())


def _type(p: _Property) -> Type:
    kind: Any = type(p).__name__.removesuffix("Property").lower()
    if kind == "union":
        return union_of(map(_type, p.inner_properties))
    if kind == "list":
        return _list(p.inner_property)
    if kind in ("model", "enum"):
        return Type(kind, str(p.class_info.name))
    return Type("plain", p.get_type_string(no_optional=True).as_unembedded_code())


def _list(item: _Property) -> Type:
    """Return the type of a list, or of the map that it stands for."""
    first, *values = kinds = [*map(_type, getattr(item, "inner_properties", (item,)))]
    if first != Type("model", MAP):
        return Type("list", parts=(union_of(kinds),))
    held = union_of(values)
    return Type("map", parts=() if held == ANY else (held,))
