"""Proposals about what a client is built with: the address of the service, and credentials."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from apimodel.document import JsonObject, methods_of
from apimodel.names import identifier

from .proposal import Proposal, jsonpath

_ADDRESS: Final = "http://localhost"
_WHERE: Final = (
    "The document does not say where the service is: write its address, or give base_url to each client."
)
_PREFIXES: Final = (
    re.compile(r"Authorization:\s*([A-Za-z]+ )[\w<{\[$]"),
    re.compile(r"[`'\"]([A-Za-z]+(?: \w+=| ))[<{\[]"),
)
_SCHEME: Final = "token"


def server(spec: JsonObject) -> Iterator[Proposal]:
    """Propose an address if the document has none, or only the path of one."""
    servers = spec.get("servers")
    url = (
        servers[0].get("url")
        if isinstance(servers, list) and servers and isinstance(servers[0], dict)
        else None
    )
    if not isinstance(url, str) or not url:
        yield Proposal("$", "servers", [{"url": _ADDRESS}], _WHERE)
    elif url.startswith("/") and not url.startswith("//"):
        yield Proposal("$.servers[0]", "url", _ADDRESS + url.rstrip("/"), _WHERE)


def credentials(spec: JsonObject, name: str) -> Iterator[Proposal]:
    """Propose which credentials are sent, and how the arguments and environment variables for them are called."""
    schemes = _schemes(spec)
    if not schemes:
        yield from _described(spec, name)
        return
    if not any(each.get("security") for each in (spec, *_operations(spec))):
        alternatives: list[JsonObject] = [{scheme: []} for scheme in schemes]
        yield Proposal("$", "security", alternatives, "No operation says what it is sent with: one of these.")
    yield from _apart(spec, schemes)
    for scheme, data in schemes.items():
        yield from _scheme(name, scheme, data, alone=len(schemes) == 1)


def _schemes(spec: JsonObject) -> dict[str, JsonObject]:
    components = spec.get("components")
    schemes = components.get("securitySchemes") if isinstance(components, dict) else None
    every = schemes.items() if isinstance(schemes, dict) else ()
    return {name: data for name, data in every if isinstance(data, dict) and "$ref" not in data}


def _operations(spec: JsonObject) -> Iterator[JsonObject]:
    paths = spec.get("paths")
    for item in paths.values() if isinstance(paths, dict) else ():
        yield from (data for _, data in methods_of(item) if isinstance(data, dict))


def _described(spec: JsonObject, name: str) -> Iterator[Proposal]:
    """Propose a scheme that only the introduction describes."""
    info = spec.get("info")
    prefix = _prefix(info if isinstance(info, dict) else {})
    if prefix is None:
        return
    scheme: JsonObject = {"type": "http", "scheme": "bearer", "x-env": f"{name.upper()}_TOKEN"}
    if prefix != "Bearer ":
        scheme |= {"x-prefix": prefix}
    why = "The document has no security scheme, but its introduction shows this header."
    yield Proposal("$", "components", {"securitySchemes": {_SCHEME: scheme}}, why)
    yield Proposal("$", "security", [{_SCHEME: []}], "")


def _prefix(node: JsonObject) -> str | None:
    """Return the word before a secret that a description shows."""
    text = str(node.get("description", ""))
    return next((found[1] for each in _PREFIXES if (found := each.search(text))), None)


def _scheme(name: str, scheme: str, data: JsonObject, *, alone: bool) -> Iterator[Proposal]:
    target = jsonpath({}, ["components", "securitySchemes", scheme])
    is_key = data.get("type") == "apiKey"
    parameter = data.get("x-parameter") or identifier(scheme)
    if alone and "x-parameter" not in data:
        usual = "api_key" if is_key else "token"
        if parameter not in (usual, "token", "api_token") and data.get("scheme") != "basic":
            yield Proposal(target, "x-parameter", usual, f"The client's argument; else it is {parameter}.")
            parameter = usual
    if "x-env" not in data:
        why = "The variable that is read if the argument is not given"
        why += ": user:password." if str(data.get("scheme")).lower() == "basic" else "."
        yield Proposal(target, "x-env", f"{name}_{parameter}".upper(), why)
    in_authorization = is_key and str(data.get("name")).lower() == "authorization"
    if in_authorization and "x-prefix" not in data and (prefix := _prefix(data)):
        yield Proposal(target, "x-prefix", prefix, "Its description shows this before the secret.")


def _apart(spec: JsonObject, schemes: dict[str, JsonObject]) -> Iterator[Proposal]:
    """Propose alternatives for two secrets that would be sent in one header."""
    rules = spec.get("security")
    if not isinstance(rules, list) or not any(_in_one_header(rule, schemes) for rule in rules):
        return
    apart: list[Any] = []
    for rule in rules:
        apart += (
            [{each: scopes} for each, scopes in rule.items()] if _in_one_header(rule, schemes) else [rule]
        )
    why = "The document asks for two secrets in one header: each is enough."
    yield Proposal("$.security", "", None, why)
    yield Proposal("$", "security", apart, "")


def _in_one_header(rule: Any, schemes: dict[str, JsonObject]) -> bool:
    data = [schemes.get(name, {}) for name in rule] if isinstance(rule, dict) else []
    headers = [
        str(each.get("name", "")).lower() if each.get("type") == "apiKey" else "authorization"
        for each in data
        if each.get("type") != "apiKey" or each.get("in") == "header"
    ]
    return len(headers) > len(set(headers))
