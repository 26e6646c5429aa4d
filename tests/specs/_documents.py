"""Specifications as the tests of this folder read them: JSON pointers, examples, validation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from openapi_schema_validator import OAS31Validator, oas31_format_checker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from apimodel.document import resolve
from documents import load

__all__ = [
    "SPECS",
    "example_problems",
    "examples",
    "holder_examples",
    "load",
    "problems_of",
    "schemas_without_example",
]

Document = dict[str, Any]
SPECS = sorted((Path(__file__).parents[2] / "specs").glob("*.yaml"))

_NAME = "urn:document"
_NESTED_MAPS = ("properties", "$defs", "patternProperties")
_NESTED_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_NESTED = ("items", "additionalProperties", "not")


def below(pointer: str, *parts: object) -> str:
    """Return the JSON pointer of something below *pointer*."""
    return pointer + "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def problems_of(document: Document, schema: str, value: Any) -> list[str]:
    """Say what is wrong with *value* for the schema at a JSON pointer of *document*; formats count."""
    resource = DRAFT202012.create_resource(document)
    registry: Registry[Any] = Registry().with_resource(_NAME, resource)
    reference = {"$ref": f"{_NAME}#{_fragment(schema)}"}
    validator = OAS31Validator(reference, registry=registry, format_checker=oas31_format_checker)
    return [f"{schema}: {error.json_path}: {error.message}" for error in validator.iter_errors(value)]


def _fragment(pointer: str) -> str:
    # a pointer in a URI: only what a path template or media type can hold has to be escaped
    return pointer.replace("%", "%25").replace("{", "%7B").replace("}", "%7D").replace("+", "%2B")


def _schema_nodes(schema: Any, pointer: str) -> Iterator[tuple[str, Document]]:
    """Yield a schema and all schemas written inside it."""
    if not isinstance(schema, dict):
        return
    yield pointer, schema
    for key in _NESTED:
        yield from _schema_nodes(schema.get(key), below(pointer, key))
    for key in _NESTED_LISTS:
        for number, part in enumerate(schema.get(key, ())):
            yield from _schema_nodes(part, below(pointer, key, number))
    for key in _NESTED_MAPS:
        for name, part in schema.get(key, {}).items():
            yield from _schema_nodes(part, below(pointer, key, name))


def _holders(node: Any, pointer: str = "") -> Iterator[tuple[str, Document]]:
    """Yield everything outside of the schemas that has a schema: parameters, headers and media types."""
    if isinstance(node, list):
        for number, value in enumerate(node):
            yield from _holders(value, below(pointer, number))
    if not isinstance(node, dict):
        return
    if isinstance(node.get("schema"), dict):
        yield pointer, node
    for key, value in node.items():
        if key not in ("schema", "schemas", "example", "examples"):
            yield from _holders(value, below(pointer, key))


def _of_schema(schema: Document) -> list[Any]:
    return [*schema.get("examples", ()), *([schema["example"]] if "example" in schema else ())]


def holder_examples(document: Document, holder: Mapping[str, Any]) -> list[Any]:
    """Return the examples of a parameter, header or media type, references resolved."""
    named = (resolve(document, example) for example in holder.get("examples", {}).values())
    return [
        *(example["value"] for example in named),
        *([holder["example"]] if "example" in holder else ()),
    ]


def examples(document: Document) -> Iterator[tuple[str, Any]]:
    """Yield every example as (JSON pointer of its schema, value)."""
    roots = [
        (below("/components/schemas", name), schema)
        for name, schema in document.get("components", {}).get("schemas", {}).items()
    ]
    for pointer, holder in _holders(document):
        roots.append((below(pointer, "schema"), holder["schema"]))
        yield from ((below(pointer, "schema"), value) for value in holder_examples(document, holder))
    for root, schema in roots:
        for pointer, node in _schema_nodes(schema, root):
            yield from ((pointer, value) for value in _of_schema(node))


def example_problems(document: Document) -> list[str]:
    """Say which examples do not fit their schema."""
    return [p for schema, value in examples(document) for p in problems_of(document, schema, value)]


def schemas_without_example(document: Document) -> list[str]:
    """Return the named schemas that show no example of their own."""
    named = document.get("components", {}).get("schemas", {})
    return [name for name, schema in named.items() if not _of_schema(schema)]
