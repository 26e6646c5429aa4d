"""The operation of a recorded request."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from apimodel import Api, Operation, Server
from apimodel.document import JsonObject

_SEGMENT = "[^/]+"


class Finder:
    """Knows all operations of an API, and where each of its servers is mounted.

    A recording has one host as a rule, so a server that has another host in the spec counts as mounted below
    ``/NAME`` (as self-hosted servers do); *mounts* (name to URL or path) says it for those that are elsewhere.
    """

    def __init__(self, api: Api, mounts: Mapping[str, str]) -> None:
        self.operations = sorted(api.operations, key=lambda operation: operation.raw.path.count("{"))
        base = api.servers[0]
        self.prefixes = {server.name: _prefix(server, base, mounts) for server in api.servers}

    def find(self, method: str, address: str) -> Operation | None:
        """Return the operation; None if address and method are in no operation.

        Parameters are tried by their patterns first and then as anything: a malformed id still uses the operation
        that it was meant for.
        """
        path = urlsplit(address).path
        for strict in (True, False):
            for operation in self.operations:
                if operation.raw.method == method and re.fullmatch(self._pattern(operation, strict), path):
                    return operation
        return None

    def _pattern(self, operation: Operation, strict: bool) -> str:
        patterns = {a.wire: _pattern(a.schema) if strict else _SEGMENT for a in operation.at("path")}
        return self.prefixes[operation.static.server] + _filled(operation.raw.path, patterns)


def _prefix(server: Server, base: Server, mounts: Mapping[str, str]) -> str:
    """Return a regular expression for what stands before the paths of a server."""
    url = mounts.get(server.name, server.url)
    same_host = urlsplit(url).netloc in ("", urlsplit(base.url).netloc)
    path = urlsplit(url).path.rstrip("/") if server.name in mounts or same_host else f"/{server.name}"
    choices = {name: "|".join(map(re.escape, values)) for name, values in server.variables.items() if values}
    return _filled(path, choices)


def _filled(template: str, patterns: Mapping[str, str]) -> str:
    parts = re.split(r"{([^}]+)}", template)  # text and names by turns
    return "".join(
        f"(?:{patterns.get(part, _SEGMENT)})" if number % 2 else re.escape(part)
        for number, part in enumerate(parts)
    )


def _pattern(schema: JsonObject) -> str:
    if options := schema.get("anyOf"):
        return "|".join(_pattern(option) for option in options)
    if schema.get("type") == "integer":
        return "[0-9]+"
    return str(schema.get("pattern", _SEGMENT)).removeprefix("^").removesuffix("$")
