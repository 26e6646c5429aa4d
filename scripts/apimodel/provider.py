"""Reading what holds for a whole provider: servers, credentials, limits, errors."""

from __future__ import annotations

import re
from typing import Any

from .api import Credential, Server
from .document import JsonObject, operations
from .names import identifier


def servers(spec: JsonObject) -> tuple[Server, ...]:
    """Return the default server and those of single operations, in the order of the document."""
    by_name = {"base": _server("base", spec["servers"][0])}
    for raw in operations(spec):
        for data in raw.servers:
            name = identifier(data["x-name"])
            by_name.setdefault(name, _server(name, data))
    return tuple(by_name.values())


def _server(name: str, data: JsonObject) -> Server:
    url, rules = str(data["url"]), data.get("variables", {})
    return Server(
        name=name,
        url=url,
        description=str(data.get("description", "")),
        variables={
            name: tuple(map(str, rules[name].get("enum", ()))) for name in re.findall(r"{([^}]+)}", url)
        },
        defaults={name: str(rule["default"]) for name, rule in rules.items()},
        texts={name: str(rule.get("description", "")) for name, rule in rules.items()},
        limit_by=tuple(data.get("x-limit-by", ())),
    )


def credentials(spec: JsonObject) -> tuple[Credential, ...]:
    """Return the provider's credentials in the order of the document."""
    schemes = spec.get("components", {}).get("securitySchemes", {})
    return tuple(_credential(name, scheme) for name, scheme in schemes.items())


def _credential(name: str, scheme: JsonObject) -> Credential:
    kind = str(scheme.get("scheme", "")).capitalize() if scheme["type"] == "http" else ""
    return Credential(
        scheme=name,
        argument=str(scheme.get("x-parameter") or identifier(name)),
        description=str(scheme.get("description", "")),
        place="header" if kind else scheme["in"],
        name="Authorization" if kind else scheme["name"],
        prefix=scheme.get("x-prefix", f"{kind} " if kind else ""),
        basic=kind == "Basic",
        env=scheme.get("x-env"),
        read_only_status=scheme.get("x-read-only-status"),
    )


def rules(spec: JsonObject) -> dict[str, Any]:
    """Return what ``x-provider`` says by the arguments of the runtime's ``Provider``."""
    headers = {"request-id": "request_id_headers", "deprecation": "deprecation_headers"}
    rules = spec.get("x-provider", {}).items()
    return {headers.get(name, name.replace("-", "_")): value for name, value in rules if value}
