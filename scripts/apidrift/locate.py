"""Finding the operation that a request used."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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
                prefix = self.prefixes[operation.static.server]
                if operation.raw.method == method and re.fullmatch(
                    prefix + _template(operation, strict), path
                ):
                    return operation
        return None


def _prefix(server: Server, base: Server, mounts: Mapping[str, str]) -> str:
    """Return a regular expression for what stands before the paths of a server."""
    url = mounts.get(server.name, server.url)
    same_host = urlsplit(url).netloc in ("", urlsplit(base.url).netloc)
    path = urlsplit(url).path.rstrip("/") if server.name in mounts or same_host else f"/{server.name}"
    return _filled(path, {name: _choice(values) for name, values in server.variables.items()})


def _choice(values: Sequence[str]) -> str:
    return "|".join(map(re.escape, values)) if values else _SEGMENT


def _template(operation: Operation, strict: bool) -> str:
    patterns = {a.wire: _pattern(a.schema, strict) for a in operation.at("path")}
    return _filled(operation.raw.path, patterns)


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
