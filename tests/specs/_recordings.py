"""The recorded exchanges of a real Healthchecks server, and the operation that each one used."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from apimodel.document import RawOperation, operations

__all__ = ["Exchange", "closed", "exchanges", "find_operation", "pointer"]

Document = dict[str, Any]
_FILE = Path(__file__).parents[1] / "recordings" / "healthchecks.jsonl"


@dataclass(frozen=True)
class Exchange:
    """One request and its answer."""

    step: str
    method: str
    path: str
    sent: Any
    status: int
    headers: dict[str, str]
    body: str

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


def exchanges() -> list[Exchange]:
    """Read all recorded exchanges."""
    lines = map(json.loads, _FILE.read_text(encoding="utf-8").splitlines())
    return [_exchange(line) for line in lines]


def _exchange(line: Document) -> Exchange:
    request, response = line["request"], line["response"]
    method, path, sent = request["method"].lower(), request["path"], request["body"]
    return Exchange(
        line["step"], method, path, sent, response["status"], response["headers"], response["body"]
    )


def find_operation(document: Document, exchange: Exchange) -> RawOperation | None:
    """Return the operation that *exchange* used; None if its address or method is in no operation.

    Parameters are tried by their patterns first, as the server does, and then as anything: a malformed id still
    uses the operation that it was meant for.
    """
    server, path = _split(document, exchange.path)
    candidates = [o for o in operations(document) if o.method == exchange.method and _server(o) == server]
    candidates.sort(key=lambda operation: operation.path.count("{"))  # fixed segments before parameters
    for strict in (True, False):
        for operation in candidates:
            if re.fullmatch(_regex(operation, strict), path):
                return operation
    return None


def _split(document: Document, address: str) -> tuple[str, str]:
    """Return the name of the server and the path below it, for the layout of a self-hosted server."""
    versions = "|".join(document["servers"][0]["variables"]["version"]["enum"])
    path = urlsplit(address).path
    for name, prefix in (("base", f"/api/(?:{versions})"), ("ping", "/ping")):
        if found := re.match(f"{prefix}(?=/)", path):
            return name, path[found.end() :]
    return "site", path


def _server(operation: RawOperation) -> str:
    return str(next((server["x-name"] for server in operation.item.get("servers", ())), "base"))


def _regex(operation: RawOperation, strict: bool) -> str:
    rules = {p["name"]: p["schema"] for p in operation.parameters if p["in"] == "path"}
    parts = re.split(r"{([^}]+)}", operation.path)
    return "".join(
        f"(?:{_pattern(rules[part], strict)})" if number % 2 else re.escape(part)
        for number, part in enumerate(parts)
    )


def _pattern(schema: Document, strict: bool) -> str:
    if not strict:
        return "[^/]+"
    if options := schema.get("anyOf"):
        return "|".join(_pattern(option, strict) for option in options)
    if schema["type"] == "integer":
        return "[0-9]+"
    return str(schema.get("pattern", "[^/]+")).removeprefix("^").removesuffix("$")


def closed(document: Document) -> Document:
    """Return the document with every object schema closed: a field that it does not name is an error."""
    found = copy.deepcopy(document)
    for schema in _objects(found["components"]["schemas"]):
        schema.setdefault("additionalProperties", False)
    return found


def _objects(node: Any) -> Iterator[Document]:
    if isinstance(node, list):
        for value in node:
            yield from _objects(value)
    if isinstance(node, dict):
        if node.get("type") == "object":
            yield node
        for value in node.values():
            yield from _objects(value)


def pointer(media_type: Document) -> str:
    """Return the JSON pointer of a media type's schema, which must be a reference."""
    return str(media_type["schema"]["$ref"]).removeprefix("#")
