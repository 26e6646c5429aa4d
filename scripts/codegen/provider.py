"""What the client template says about a whole provider: servers, credentials, limits, errors."""

from __future__ import annotations

import re
from typing import Any

from .names import identifier
from .spec import JsonObject, operations

__all__ = ["Credential", "ProviderView", "Server", "credentials"]


class Server:
    """A host: its name, the constructor argument and the permitted values of its variables."""

    def __init__(self, name: str, data: JsonObject) -> None:
        self.name, self.url = name, str(data["url"])
        self.argument = f"{name}_url"
        self.description = str(data.get("description", ""))
        self.defaults = {v: str(rule["default"]) for v, rule in data.get("variables", {}).items()}
        self.limit_by: tuple[str, ...] = tuple(data.get("x-limit-by", ()))
        self.variables = {
            variable: tuple(map(str, data["variables"][variable].get("enum", ())))
            for variable in re.findall(r"{([^}]+)}", self.url)
        }
        self.texts = {v: str(rule.get("description", "")) for v, rule in data.get("variables", {}).items()}


class Credential:
    """A secret: its constructor argument and how it is sent."""

    def __init__(self, name: str, scheme: JsonObject) -> None:
        bearer = scheme["type"] == "http"
        self.scheme = name
        self.argument = str(scheme.get("x-parameter") or identifier(name))
        self.description = str(scheme.get("description", ""))
        facts = {
            "header": "Authorization" if bearer else scheme["name"],
            "prefix": scheme.get("x-prefix", "Bearer " if bearer else ""),
            "env": scheme.get("x-env"),
        }
        self.facts: dict[str, Any] = {key: value for key, value in facts.items() if value}
        self.env = scheme.get("x-env")


def credentials(spec: JsonObject) -> list[Credential]:
    """Return the provider's credentials in the order of the document."""
    schemes = spec.get("components", {}).get("securitySchemes", {})
    return [Credential(name, scheme) for name, scheme in schemes.items()]


class ProviderView:
    """One provider, ready to print."""

    def __init__(self, name: str, spec: JsonObject) -> None:
        self.name, self.spec = name, spec
        self.title = str(spec["info"]["title"])
        self.credentials = credentials(spec)
        self.servers = self._servers()
        self.variables = {v: default for server in self.servers for v, default in server.defaults.items()}
        self.texts = {v: text for server in self.servers for v, text in server.texts.items()}

    def _servers(self) -> list[Server]:
        found = {"base": Server("base", self.spec["servers"][0])}
        for raw in operations(self.spec):
            for data in raw.data.get("servers") or raw.item.get("servers") or ():
                name = identifier(data["x-name"])
                found.setdefault(name, Server(name, data))
        return list(found.values())

    @property
    def facts(self) -> dict[str, Any]:
        """The arguments of ``Provider(...)`` that ``x-provider`` sets, as Python expressions."""
        rule = self.spec.get("x-provider", {})
        facts = {
            "rate_limit": _call("RateLimit", rule.get("rate-limit", {})),
            "rate_limit_statuses": _tuple(rule.get("rate-limit-statuses")),
            "retry_statuses": _tuple(rule.get("retry-statuses")),
            "request_id_headers": _tuple(rule.get("request-id")),
            "deprecation_headers": _tuple(rule.get("deprecation")),
            "error": _call("ErrorShape", {key: tuple(value) for key, value in rule.get("error", {}).items()}),
        }
        return {name: text for name, text in facts.items() if text}

    def description_of(self, tag: str) -> str:
        """Return what the document says about a tag."""
        found = (
            str(t.get("description", "")) for t in self.spec.get("tags", ()) if identifier(t["name"]) == tag
        )
        return next(found, "")


def _tuple(values: list[Any] | None) -> str:
    return repr(tuple(values)) if values else ""


def _call(name: str, arguments: JsonObject) -> str:
    inner = ", ".join(f"{key.replace('-', '_')}={value!r}" for key, value in arguments.items())
    return f"{name}({inner})" if inner else ""
