"""A proposal, and the operations that proposals are about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from apimodel.document import JsonObject, RawOperation, operations

from ..document import Document
from ..origins import original


@dataclass(frozen=True)
class Proposal:
    """An action of an overlay: *member* with *value* goes to what *target* selects, because of *why*.

    Without a *member*, what *target* selects is removed.
    """

    target: str
    member: str
    value: Any
    why: str


@dataclass(frozen=True)
class Subject:
    """An operation that has its final form, with what the document says about it.

    Attributes:
        raw: the operation in the form that rules and the model read.
        written: the same operation as the document has it.
        where: the names that lead to it.
        target: a JSONPath to it.
    """

    raw: RawOperation
    written: JsonObject
    where: list[str]
    target: str

    def has(self, member: str) -> bool:
        """Return whether the document or its overlay says it already."""
        return member in self.written

    def propose(self, member: str, value: Any, why: str) -> Proposal:
        return Proposal(self.target, member, value, why)


def subjects(document: Document) -> Iterator[Subject]:
    """Yield the operations of a document, in its order."""
    for raw in operations(document.spec):
        where = parts(original(document.origins, raw.where))
        written = looked_up(document.written, where)
        yield Subject(
            raw, written if isinstance(written, dict) else raw.data, where, jsonpath(document.written, where)
        )


def parts(pointer: str) -> list[str]:
    """Return the names in a JSON pointer."""
    return [name.replace("~1", "/").replace("~0", "~") for name in pointer.removeprefix("#").split("/")[1:]]


def looked_up(spec: Any, where: list[str]) -> Any:
    """Return the value that the names *where* lead to; None if there is none."""
    for name in where:
        if isinstance(spec, list) and name.isdecimal() and int(name) < len(spec):
            spec = spec[int(name)]
        else:
            spec = spec.get(name) if isinstance(spec, dict) else None
    return spec


def followed(spec: JsonObject, where: list[str]) -> list[str]:
    """Return the names that lead to what stands at *where*, or to what its reference leads to."""
    for _ in range(32):  # a chain that is longer goes in a circle
        node = looked_up(spec, where)
        if not isinstance(node, dict) or not isinstance(reference := node.get("$ref"), str):
            break
        where = parts(unquote(reference))
    return where


def resolved(spec: JsonObject, node: Any) -> JsonObject:
    """Follow a reference to any part of the document; one that leads nowhere resolves to nothing."""
    if isinstance(node, dict) and isinstance(reference := node.get("$ref"), str):
        node = looked_up(spec, followed(spec, parts(unquote(reference))))
    return node if isinstance(node, dict) and "$ref" not in node else {}


def jsonpath(spec: JsonObject, where: list[str]) -> str:
    """Return the JSONPath to the value that the names *where* lead to."""
    path, node = "$", spec
    for name in where:
        path += f"[{name}]" if isinstance(node, list) else _segment(name)
        node = looked_up(node, [name])
    return path


def _segment(name: str) -> str:
    if name.isidentifier() and name.isascii():
        return f".{name}"
    quoted = name.replace("\\", "\\\\").replace("'", "\\'")
    return f"['{quoted}']"
