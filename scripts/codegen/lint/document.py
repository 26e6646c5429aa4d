"""Rules for the document as a whole: its version, its references, and what openapi-spec-validator says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from openapi_spec_validator import OpenAPIV31SpecValidator

from apimodel.document import JsonObject, pointer, resolve

from .rules import Problem, Subject, nodes

_COMPONENTS: Final = (
    *("schemas", "parameters", "responses", "requestBodies", "securitySchemes", "headers", "examples"),
)
_DATA: Final = frozenset({"example", "examples", "const", "enum", "default"})


def version(spec: JsonObject) -> Iterator[Problem]:
    """Only OpenAPI 3.1 is read: 3.0 says null differently, and later versions are not known."""
    number = str(spec.get("openapi", "nothing"))
    if not re.fullmatch(r"3\.1\.\d+", number):
        yield "#/openapi", f"version {number} is not supported", "write openapi: 3.1.0"
    for key in ("info", "paths"):
        if not isinstance(spec.get(key), dict):
            yield f"#/{key}", "is missing", f"write {key}: with its members"


def references(spec: JsonObject) -> Iterator[Problem]:
    """Every reference leads to a named component of this document."""
    for where, target in _references(spec):
        parts = str(target).split("/")
        if not isinstance(target, str) or not target.startswith("#/"):
            yield where, f"{target} leads out of the document", "copy the schema under components"
        elif len(parts) != 4 or parts[1] != "components" or parts[2] not in _COMPONENTS:
            yield where, f"{target} is no named component", "give the part a name under components"
        elif not resolve(spec, {"$ref": target}):
            yield where, f"{target} does not exist", "correct the name, or add the component"
    for path, item in (spec.get("paths") or {}).items():
        if isinstance(item, dict) and "$ref" in item:
            yield pointer("paths", path), "a $ref of a path item is ignored", "write its operations here"


def _references(spec: JsonObject) -> Iterator[tuple[str, Any]]:
    """Yield what each ``$ref`` says, behind where it stands; a field or component may have that name, too."""
    for keys, node in nodes(spec):
        names = keys[-1:] == ("properties",) or (keys[:1] == ("components",) and len(keys) == 2)
        if isinstance(node, dict) and "$ref" in node and not names and _DATA.isdisjoint(keys):
            yield pointer(*keys), node["$ref"]


def valid(spec: JsonObject) -> Iterator[Problem]:
    """The document is valid OpenAPI 3.1, as openapi-spec-validator judges."""
    told = False
    try:
        for error in OpenAPIV31SpecValidator(spec).iter_errors():
            told = True
            where = pointer(*getattr(error, "absolute_path", ()))
            # The first line is the message; one of the validator's two engines adds where and why below it.
            text = str(getattr(error, "message", error)).strip().partition("\n")[0].replace('"', "'")
            yield where, f"not valid OpenAPI 3.1: {text[:300]}", "correct it"
    except (LookupError, TypeError, AttributeError, ValueError, RecursionError) as error:
        if not told:  # as a rule it breaks on what it has just told, such as a parameter without a name
            yield "#", f"not valid OpenAPI 3.1: {type(error).__name__} in the validator", "correct it"


def check(subject: Subject) -> Iterator[Problem]:
    """Check what stands at the root beside what has rules of its own."""
    for key in ("webhooks", "jsonSchemaDialect"):
        if key in subject.spec:
            yield f"#/{key}", "is ignored by the generator", "remove it"
