"""Changes of descriptions, examples and documented errors, which change nothing for a program."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from apimodel import Api, Operation
from apimodel.document import JsonObject, resolve, schemas

from .change import Change

_TEXT = "only descriptions, examples or documented errors changed"


def compare_texts(
    old: Api, new: Api, pairs: Collection[tuple[Operation, Operation]], told: Collection[Change]
) -> Iterator[Change]:
    """Yield one internal change for each thing that differs and of which nothing is *told*."""
    places = {change.where.removesuffix("()") for change in told}
    classes = {re.split(r"[.(]", cover)[0] for change in told for cover in (change.where, *change.covers)}
    for one, other in pairs:
        if (
            other.call not in places
            and one.call not in places
            and _whole(old.document, one) != _whole(new.document, other)
        ):
            yield Change("texts", f"{other.call}()", _TEXT, "internal")
    for name, schema in schemas(new.document).items():
        own = {f"{name}{suffix}" for suffix in ("", "Params", "Record")}
        if schemas(old.document).get(name, schema) != schema and not classes & own:
            yield Change("texts", name, _TEXT, "internal")
    if _rest(old.document) != _rest(new.document) and "Client" not in places:
        yield Change("texts", "Client", _TEXT, "internal")


def _whole(spec: JsonObject, operation: Operation) -> Any:
    """Return the operation with all that it refers to, but for the schemas and its own name."""
    raw = operation.raw
    rest = {key: value for key, value in raw.data.items() if key not in ("tags", "x-method-name")}
    return _inlined(spec, {**rest, "parameters": raw.parameters, "servers": raw.item.get("servers")})


def _inlined(spec: JsonObject, node: Any) -> Any:
    if isinstance(node, list):
        return [_inlined(spec, value) for value in node]
    if not isinstance(node, dict):
        return node
    reference = str(node.get("$ref", ""))
    if reference and not reference.startswith("#/components/schemas/"):
        return _inlined(spec, resolve(spec, node))
    return {key: _inlined(spec, value) for key, value in node.items()}


def _rest(spec: JsonObject) -> Any:
    """Return what belongs to no operation and no schema."""
    named = spec.get("components", {}).get("securitySchemes", {})
    return {**{key: spec.get(key) for key in spec if key not in ("paths", "components")}, "security": named}
