"""Ids taken from listings, for the operations that need one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from apimodel import Operation
from apimodel.document import JsonObject
from uptimekit._runtime import segment
from uptimekit._runtime.errors import InputError


class Ids:
    """What is known to exist: the items of each listing that was read, by its path.

    A parameter in the path is filled from the listing that stands before it: ``{check_id}`` in
    ``/checks/{check_id}/flips/`` from the items of ``/checks/``, with the field of that name, ``id``, or another
    that names things, if its value fits the parameter's pattern.
    """

    def __init__(self, each: int = 2) -> None:
        self.each = each  # items of one listing whose details are read
        self._items: dict[str, list[JsonObject]] = {}

    def learn(self, operation: Operation, path: str, body: Any) -> None:
        """Keep the items of an answer, if it is a listing."""
        rule = operation.pagination.get("items", operation.unwrap)
        if items := [item for item in _list(body, rule) if isinstance(item, dict)]:
            self._items[path.rstrip("/")] = items

    def paths(self, operation: Operation) -> Iterator[str]:
        """Yield the paths at which the operation can be called with what is known."""
        schemas = {argument.wire: argument.schema for argument in operation.at("path")}
        path = operation.raw.path
        yield from self._filled(path.strip("/").split("/"), schemas, "", path.endswith("/"))

    def _filled(
        self, segments: list[str], schemas: Mapping[str, Any], done: str, slash: bool
    ) -> Iterator[str]:
        if not segments:
            yield f"{done}/" if slash else done
            return
        first, *rest = segments
        name = first[1:-1] if first.startswith("{") and first.endswith("}") else ""
        if "{" in first and name not in schemas:
            return  # a parameter within a segment, such as {tag}.svg: no listing gives it
        ids = [_value(item, name, schemas[name]) for item in self._items.get(done, ())] if name else [first]
        for value in list(filter(None, ids))[: self.each]:
            yield from self._filled(rest, schemas, f"{done}/{value}", slash)


def _list(body: Any, path: str) -> list[Any]:
    for name in path.split(".") if path else ():
        body = body.get(name) if isinstance(body, dict) else None
    if isinstance(body, dict):
        body = next((value for value in body.values() if isinstance(value, list)), [])
    return body if isinstance(body, list) else []


_NAMING: Final = ("id", "uuid", "unique_key", "key", "code", "slug", "name")


def _value(item: JsonObject, name: str, schema: JsonObject) -> str:
    """Return the id of an item that a parameter takes; empty if there is none."""
    inner = item.get("attributes")
    fields = {**(inner if isinstance(inner, dict) else {}), **item}
    for field in (name, name.rpartition("_")[2], *_NAMING):
        value = fields.get(field)
        if isinstance(value, str | int) and not isinstance(value, bool) and _fits(str(value), schema):
            return _segment(str(value))
    return ""


def _segment(value: str) -> str:
    try:
        return segment(value)
    except InputError:
        return ""  # the server's own id, but it would lead to another resource


def _fits(value: str, schema: JsonObject) -> bool:
    if options := schema.get("anyOf"):
        return any(_fits(value, option) for option in options)
    if schema.get("type") == "integer" and not value.isdecimal():
        return False
    return bool(value) and re.search(schema.get("pattern", ""), value) is not None
