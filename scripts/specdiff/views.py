"""An operation as a program sees it: a method with its arguments and its result, and how it travels."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from codegen.facts import operation_facts, pagination_facts
from codegen.names import identifier
from codegen.normalise import JSON, success_schema
from codegen.provider import credentials
from codegen.spec import (
    JsonObject,
    RawOperation,
    flatten,
    name_of,
    operations,
    resolve,
    schema_at,
    success,
)

from .fields import Field, field_of
from .types import NULL, Type, type_of

__all__ = ["Method", "methods"]

_FLATTENED: Final = (JSON, "application/x-www-form-urlencoded")
_PAGER_ARGUMENTS: Final = frozenset({"start_at", "prefetch", "max_pages", "body"})


def methods(spec: JsonObject) -> list[Method]:
    """Return all operations of a document."""
    return [Method(spec, raw) for raw in operations(spec)]


@dataclass(frozen=True, eq=False)
class Method:
    """One operation of one version."""

    spec: JsonObject
    raw: RawOperation

    @property
    def tag(self) -> str:
        return identifier(self.raw.data["tags"][0])

    @property
    def name(self) -> str:
        return str(self.raw.data["x-method-name"])

    @property
    def call(self) -> str:
        """How a program reaches it below its client: ``checks.list``."""
        return f"{self.tag}.{self.name}"

    @property
    def address(self) -> tuple[str, str]:
        """Method and path, with every parameter alike: their names are the program's business."""
        return self.raw.method, re.sub(r"{[^}]*}", "{}", self.raw.path)

    @cached_property
    def facts(self) -> Mapping[str, Any]:
        """The static facts that the client has of it."""
        arguments = {credential.scheme: credential.argument for credential in credentials(self.spec)}
        return operation_facts(self.spec, self.raw, arguments, "", returns_body=True)

    # ---------------------------------------------------------------- what it takes

    @cached_property
    def media(self) -> str:
        """Media type of its body; empty without one."""
        return next(iter(self._content), "")

    @property
    def _content(self) -> JsonObject:
        content: JsonObject = resolve(self.spec, self.raw.data.get("requestBody")).get("content", {})
        return content

    @property
    def body(self) -> str:
        """Name of the component whose fields are its arguments; empty if there is none."""
        schema = self._content.get(self.media, {}).get("schema", {})
        folded = self.media in _FLATTENED and flatten(self.spec, schema)[0]
        return name_of(schema["$ref"]) if folded and "$ref" in schema else ""

    @property
    def folded(self) -> list[str]:
        """Names of the components that its arguments are made of: the body's, and the envelope's."""
        inner = self.inner
        return [name for name in (self.body, inner) if name]

    @property
    def envelope(self) -> str:
        return str(self.raw.data.get("x-envelope", ""))

    @property
    def inner(self) -> str:
        """Name of the component inside the envelope; empty if there is none."""
        fields = flatten(self.spec, self._content[self.media]["schema"])[0] if self.envelope else {}
        return name_of(fields[self.envelope].get("$ref", "")) if self.envelope in fields else ""

    @cached_property
    def arguments(self) -> list[Field]:
        """Everything it takes, in the order of the signature but for what is required."""
        body = self._body_arguments()
        taken = {field.name for field in body} | _PAGER_ARGUMENTS
        loose = [self._parameter(parameter, taken) for parameter in self.raw.parameters]
        # what the path takes stands first, and in the path's order
        return [*sorted(loose, key=lambda field: self._place_in_path(field)), *body]

    def _place_in_path(self, field: Field) -> int:
        found = self.raw.path.find(f"{{{field.wire}}}") if field.place == "path" else -1
        return len(self.raw.path) if found < 0 else found

    def _parameter(self, parameter: JsonObject, taken: set[str]) -> Field:
        place = str(parameter["in"])
        found = field_of(
            self.spec,
            parameter["name"],
            parameter["schema"],
            place=place,
            required=bool(parameter.get("required")),
            around=parameter,
        )
        clashes = place != "path" and found.name in taken
        return Field(**{**vars(found), "name": f"{found.name}_{place}"}) if clashes else found

    def _body_arguments(self) -> list[Field]:
        schema = self._content.get(self.media, {}).get("schema", {})
        if not self.media:
            return []
        fields, required = flatten(self.spec, schema) if self.media in _FLATTENED else ({}, set())
        if not fields:
            whole = bool(resolve(self.spec, self.raw.data["requestBody"]).get("required"))
            kind = schema if self.media in _FLATTENED else {"type": "string"}
            return [self._field("body", kind, required=whole)]
        found: list[Field] = []
        for wire, field in fields.items():
            inner, needed = flatten(self.spec, field) if wire == self.envelope else ({wire: field}, required)
            found += [self._field(name, value, required=name in needed) for name, value in inner.items()]
        return found

    def _field(self, wire: str, schema: JsonObject, *, required: bool) -> Field:
        return field_of(self.spec, wire, schema, place="body", required=required)

    # ---------------------------------------------------------------- what it gives

    @cached_property
    def result(self) -> Type:
        """What the method returns."""
        schema = success_schema(self.spec, self.raw.data)
        if schema is not None:
            return self._at(schema, str(self.raw.data.get("x-unwrap", "")))
        kinds = {
            media for _, answer in success(self.spec, self.raw.data) for media in answer.get("content", {})
        }
        if not kinds or self.raw.method == "head":
            return frozenset({NULL})
        return frozenset({("plain", "str" if all(kind.startswith("text/") for kind in kinds) else "bytes")})

    def _at(self, schema: JsonObject, path: str) -> Type:
        found = schema_at(self.spec, schema, path) or {}
        of = type_of(self.spec, found)
        return of - {NULL} if path and len(of) > 1 else of

    @cached_property
    def pages(self) -> Mapping[str, Any]:
        """How its listing goes on; empty if it is none."""
        rule = self.raw.data.get("x-pagination")
        return pagination_facts(rule) if rule else {}

    @property
    def pager(self) -> str:
        """The second method of a listing: ``checks.iter``."""
        return f"{self.tag}.{'iter' if self.name == 'list' else f'iter_{self.name}'}"

    @property
    def item(self) -> Type:
        """What a listing is made of."""
        schema = success_schema(self.spec, self.raw.data)
        if not self.pages or schema is None:
            return frozenset()
        found = type_of(self.spec, schema_at(self.spec, schema, self.pages["items"]))
        return next((what for kind, what in found if kind == "list"), frozenset())
