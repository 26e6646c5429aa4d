"""openapi-python-client's parser, whose classes are no public API, behind types of ours."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData, openapi
from openapi_python_client.parser.errors import GeneratorError

from .document import JsonObject, SpecError
from .fields import Field
from .names import identifier
from .parser_input import parser_input
from .types import ANY, Type, union_of

# It copies each endpoint, and every schema that leads from there, only to sort its parameters: most of its time and
# memory. Nothing else has the endpoint yet.
vars(openapi)["deepcopy"] = copy

_Property = Any  # any of the parser's classes for a schema
_PLAIN: Final = {kind: Type("plain", kind.__name__) for kind in (str, int, float, bool)}


@dataclass(frozen=True)
class Signature:
    """Parameters of an operation by place and name; its body and its JSON answer."""

    parameters: dict[tuple[str, str], Field]
    body: Type | None
    answer: Type | None


@dataclass(frozen=True)
class Parsed:
    """Fields of each object, member names of each enum, and operations by the Python name of their ids.

    The fields have names and types only; what the document says of them is added by those who know it.
    """

    models: dict[str, list[Field]]
    enums: dict[str, list[str]]
    operations: dict[str, Signature]


def parse(name: str, spec: JsonObject) -> Parsed:
    """Parse a merged document; whatever the parser would only warn about is fatal here."""
    config = Config.from_sources(
        ConfigFile(post_hooks=[]), MetaType.NONE, Path(f"{name}.yaml"), "utf-8", True, Path()
    )
    data = GeneratorData.from_dict(parser_input(spec), config=config)
    if isinstance(data, GeneratorError):
        raise SpecError([f"{name}.yaml: {data.header}: {_line(data.detail)}"])
    errors = [*data.errors, *(e for c in data.endpoint_collections_by_tag.values() for e in c.parse_errors)]
    if errors:
        raise SpecError([f"{name}.yaml: {_line(error.header)} {_line(error.detail)}" for error in errors])
    return _Reader(data).read()


def _line(text: Any) -> str:
    return " ".join(str(text or "").split())


class _Reader:
    def __init__(self, data: GeneratorData) -> None:
        self.data = data
        self.models: dict[str, _Property] = {str(model.class_info.name): model for model in data.models}

    def read(self) -> Parsed:
        collections = self.data.endpoint_collections_by_tag.values()
        return Parsed(
            models={name: self._fields(model) for name, model in self.models.items()},
            enums={str(enum.class_info.name): list(map(str, enum.values)) for enum in self.data.enums},
            operations={str(e.name): self._signature(e) for c in collections for e in c.endpoints},
        )

    def _signature(self, endpoint: Any) -> Signature:
        answer = endpoint.responses.patterns[0].prop
        return Signature(
            parameters=self._parameters(endpoint.query_parameters),
            body=self._type(endpoint.bodies[0].prop) if endpoint.bodies else None,
            answer=self._type(answer),
        )

    def _parameters(self, given: list[_Property]) -> dict[tuple[str, str], Field]:
        """Return the parameters by place and name, which the input has put into one."""
        fields = {tuple(_wire(p).split(":", 1)): p for p in given}
        return {
            (place, wire): replace(self._field(p, identifier(wire)), wire=wire)
            for (place, wire), p in fields.items()
        }

    def _fields(self, model: _Property) -> list[Field]:
        fields = (*(model.required_properties or ()), *(model.optional_properties or ()))
        return [self._field(field, str(field.python_name)) for field in fields]

    def _field(self, p: _Property, name: str) -> Field:
        return Field(name, _wire(p), self._type(p), bool(p.required))

    def _type(self, p: _Property) -> Type:
        kind = type(p).__name__.removesuffix("Property").lower()
        if kind == "union":
            return union_of(map(self._type, p.inner_properties))
        if kind == "list":
            return Type("list", parts=(self._type(p.inner_property),))
        if kind == "model":
            return self._object(p)
        if kind == "enum":
            return Type("enum", str(p.class_info.name))
        if kind == "const":
            return _PLAIN.get(type(p.value.raw_value), ANY)
        return Type("plain", p.get_type_string(no_optional=True).as_unembedded_code())

    def _object(self, p: _Property) -> Type:
        """Return the class of an object; one without named fields is a map."""
        name = str(p.class_info.name)
        model = self.models.get(name) or p
        if model.required_properties or model.optional_properties:
            return Type("model", name)
        value = model.additional_properties
        values = ANY if value is None else self._type(value)
        return Type("map", parts=() if values == ANY else (values,))


def _wire(p: _Property) -> str:
    name = p.name
    return str(name.get_untrusted_value() if hasattr(name, "get_untrusted_value") else name)
