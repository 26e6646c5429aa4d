"""Finding the operation that a request used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from codegen.names import identifier
from codegen.spec import JsonObject, RawOperation, operations

__all__ = ["Finder", "server_of"]

_SEGMENT = "[^/]+"


def server_of(operation: RawOperation) -> str:
    """Return the name of the server that an operation is on."""
    servers = operation.data.get("servers") or operation.item.get("servers")
    return identifier(servers[0]["x-name"]) if servers else "base"


class Finder:
    """Knows all operations of a spec, and where each of its servers is mounted.

    A recording has one host as a rule, so a server that has another host in the spec counts as mounted below
    ``/NAME`` (as self-hosted servers do); *mounts* (name to URL or path) says it for those that are elsewhere.
    """

    def __init__(self, spec: JsonObject, mounts: Mapping[str, str]) -> None:
        self.operations = sorted(operations(spec), key=lambda operation: operation.path.count("{"))
        self.prefixes = {name: _prefix(name, data, spec, mounts) for name, data in _servers(spec).items()}

    def find(self, method: str, address: str) -> RawOperation | None:
        """Return the operation; None if address and method are in no operation.

        Parameters are tried by their patterns first and then as anything: a malformed id still uses the operation
        that it was meant for.
        """
        path = urlsplit(address).path
        for strict in (True, False):
            for operation in self.operations:
                prefix = self.prefixes[server_of(operation)]
                if operation.method == method and re.fullmatch(prefix + _template(operation, strict), path):
                    return operation
        return None


def _servers(spec: JsonObject) -> dict[str, JsonObject]:
    found: dict[str, JsonObject] = {"base": spec["servers"][0]}
    for operation in operations(spec):
        for data in operation.data.get("servers") or operation.item.get("servers") or ():
            found[identifier(data["x-name"])] = data
    return found


def _prefix(name: str, data: JsonObject, spec: JsonObject, mounts: Mapping[str, str]) -> str:
    """Return a regular expression for what stands before the paths of a server."""
    url = str(mounts.get(name, data["url"]))
    same_host = urlsplit(url).netloc in ("", urlsplit(spec["servers"][0]["url"]).netloc)
    path = urlsplit(url).path.rstrip("/") if name in mounts or same_host else f"/{name}"
    variables = data.get("variables", {})
    return _filled(path, {variable: _choice(rule) for variable, rule in variables.items()})


def _choice(rule: JsonObject) -> str:
    values = rule.get("enum")
    return "|".join(re.escape(str(value)) for value in values) if values else _SEGMENT


def _template(operation: RawOperation, strict: bool) -> str:
    rules = {p["name"]: p["schema"] for p in operation.parameters if p["in"] == "path"}
    return _filled(operation.path, {name: _pattern(rule, strict) for name, rule in rules.items()})


def _filled(template: str, patterns: Mapping[str, str]) -> str:
    parts = re.split(r"{([^}]+)}", template)  # text and names by turns
    return "".join(
        f"(?:{patterns.get(part, _SEGMENT)})" if number % 2 else re.escape(part)
        for number, part in enumerate(parts)
    )


def _pattern(schema: JsonObject, strict: bool) -> str:
    if not strict:
        return _SEGMENT
    if options := schema.get("anyOf"):
        return "|".join(_pattern(option, strict) for option in options)
    if schema.get("type") == "integer":
        return "[0-9]+"
    return str(schema.get("pattern", _SEGMENT)).removeprefix("^").removesuffix("$")
