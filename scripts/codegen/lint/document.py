"""Rules for the document as a whole: version, references, servers, security."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from openapi_spec_validator import OpenAPIV31SpecValidator

from apimodel.document import JsonObject, operations, resolve
from apimodel.names import identifier
from apimodel.provider import credentials

from .report import Report

__all__ = ["CONSTRUCTOR", "check", "references", "valid", "version"]

# Arguments that every client's constructor has already (uptimekit._runtime.ClientOptions; kept by a test).
CONSTRUCTOR = frozenset(
    {"clock", "close_http_client", "deadline", "error_classes", "headers", "hooks", "http_client"}
    | {"backoff", "mask", "max_response_bytes", "on_unknown", "options", "rate_limit", "retries"}
    | {"retry_after_ceiling", "rng", "secret_sources", "self"}
    | {"timeout", "transport", "user_agent", "provider", "servers", "secrets", "variables"}
)
_COMPONENTS = (
    "schemas",
    "parameters",
    "responses",
    "requestBodies",
    "securitySchemes",
    "headers",
    "examples",
)


def version(report: Report) -> None:
    """Only OpenAPI 3.1 is read: 3.0 says null differently, and later versions are not known."""
    found = str(report.spec.get("openapi", "nothing"))
    if not re.fullmatch(r"3\.1\.\d+", found):
        report.say("openapi", f"version {found} is not supported", "write openapi: 3.1.0")
    for key in ("info", "paths"):
        if not isinstance(report.spec.get(key), dict):
            report.say(key, "is missing", f"write {key}: with its members")


def references(report: Report) -> None:
    """Every reference leads to a named component of this document."""
    for where, target in _references(report.spec, "#"):
        parts = str(target).split("/")
        if not isinstance(target, str) or not target.startswith("#/"):
            report.say(where, f"{target} leads out of the document", "copy the schema under components")
        elif len(parts) != 4 or parts[1] != "components" or parts[2] not in _COMPONENTS:
            report.say(where, f"{target} is no named component", "give the part a name under components")
        elif not resolve(report.spec, {"$ref": target}):
            report.say(where, f"{target} does not exist", "correct the name, or add the component")
    for path, item in (report.spec.get("paths") or {}).items():
        if isinstance(item, dict) and "$ref" in item:
            report.say(f"#/paths/{path}", "a $ref of a path item is ignored", "write its operations here")


def _references(node: Any, where: str) -> Iterator[tuple[str, Any]]:
    if isinstance(node, list):
        for index, value in enumerate(node):
            yield from _references(value, f"{where}/{index}")
    elif isinstance(node, dict):
        if "$ref" in node and not where.endswith("/properties") and where.count("/") != 2:
            yield where, node["$ref"]
        for key, value in node.items():
            if key not in ("example", "examples", "const", "enum", "default"):
                yield from _references(value, f"{where}/{key}")


def valid(report: Report) -> None:
    """The document is valid OpenAPI 3.1, as openapi-spec-validator judges."""
    try:
        for error in OpenAPIV31SpecValidator(report.spec).iter_errors():
            where = "#/" + "/".join(map(str, getattr(error, "absolute_path", ())))
            # The first line is the message; one of the validator's two engines adds where and why below it.
            text = str(getattr(error, "message", error)).strip().partition("\n")[0].replace('"', "'")
            report.say(where, f"not valid OpenAPI 3.1: {text[:300]}", "correct it")
    except (LookupError, TypeError, AttributeError, ValueError, RecursionError) as error:
        if (
            not report.problems
        ):  # as a rule it breaks on what it has just told, such as a parameter without a name
            report.say("#", f"not valid OpenAPI 3.1: {type(error).__name__} in the validator", "correct it")


def check(report: Report) -> None:
    """Check servers, security and what else stands at the root."""
    for key in ("webhooks", "jsonSchemaDialect"):
        if key in report.spec:
            report.say(key, "is ignored by the generator", "remove it")
    _servers(report)
    _schemes(report)
    _requirements(report)
    _arguments(report)


def _servers(report: Report) -> None:
    servers = report.spec.get("servers", [])
    if len(servers) != 1:
        what = f"{len(servers)} root servers, where one is the default"
        report.say(
            "servers", what, "write one, and name other hosts where they are used (servers with x-name)"
        )
    for server in servers[:1]:
        _server(report, "servers/0", server)
        if "x-limit-by" in server:
            report.say("servers/0", "x-limit-by on the default server", "move it to a server with an x-name")
    seen: dict[str, tuple[str, JsonObject]] = {}
    for raw in operations(report.spec):
        found = raw.data.get("servers") or raw.item.get("servers")
        if not found:
            continue
        if len(found) != 1 or not re.fullmatch(r"[a-z][a-z0-9_]*", str(found[0].get("x-name", ""))):
            report.say(
                raw.where, "its servers are not one entry with a lower-case x-name", "write [{url, x-name}]"
            )
            continue
        name = found[0]["x-name"]
        first, server = seen.setdefault(name, (raw.where, found[0]))
        if name == "base":
            report.say(raw.where, "x-name base is the default server's", "choose another x-name")
        if server != found[0]:
            report.say(
                raw.where, f"server {name} differs from {first}'s", "write the same server in both places"
            )
        _server(report, raw.where, found[0])
    for where, server in seen.values():
        _limit_by(report, where, server)


def _limit_by(report: Report, where: str, server: JsonObject) -> None:
    names = server.get("x-limit-by", [])
    paths = [
        raw.path
        for raw in operations(report.spec)
        if server in (raw.data.get("servers") or raw.item.get("servers") or ())
    ]
    segments = {segment for path in paths for segment in path.split("/")}
    if not isinstance(names, list) or not {f"{{{name}}}" for name in names} <= segments:
        what = "x-limit-by is not a list of parameters that are whole segments of the server's paths"
        report.say(where, what, "name them, such as [uuid]")


def _server(report: Report, where: str, server: JsonObject) -> None:
    url, variables = str(server.get("url", "")), server.get("variables", {})
    parts = urlsplit(re.sub(r"[{}]", "", url))
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.username:
        report.say(where, f"server address {url!r}", "write an absolute http(s) address without query")
    used = set(re.findall(r"{([^}]*)}", url))
    for name in sorted(used ^ set(variables)):
        what = "is not declared" if name in used else "is not in the address"
        report.say(
            where, f"server variable {name} {what}", "declare each {variable} of the url, and no other"
        )
    for name, rule in variables.items():
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            report.say(where, f"server variable {name} becomes an argument", "name it in lower case with _")
        if "enum" in rule and rule.get("default") not in rule["enum"]:
            report.say(
                where, f"the default of server variable {name} is not in its enum", "choose one of the enum"
            )


def _schemes(report: Report) -> None:
    for name, scheme in report.spec.get("components", {}).get("securitySchemes", {}).items():
        where = f"#/components/securitySchemes/{name}"
        key = scheme.get("type") == "apiKey" and scheme.get("in") == "header"
        bearer = scheme.get("type") == "http" and str(scheme.get("scheme", "")).lower() == "bearer"
        if not key and not bearer:
            report.say(
                where, "this kind of security is not supported", "use apiKey in header, or http bearer"
            )
        parameter = scheme.get("x-parameter", identifier(name))
        if not re.fullmatch(r"[a-z][a-z0-9_]*", str(parameter)):
            report.say(
                where, f"{parameter!r} is no argument name", "write an x-parameter in lower case with _"
            )
        if "x-env" in scheme and not re.fullmatch(r"[A-Z][A-Z0-9_]*", str(scheme["x-env"])):
            report.say(where, f"x-env {scheme['x-env']!r}", "write the name of an environment variable")


def _requirements(report: Report) -> None:
    known = report.spec.get("components", {}).get("securitySchemes", {})
    places = [("security", report.spec.get("security", []))]
    places += [(raw.where, raw.data.get("security", [])) for raw in operations(report.spec)]
    for where, rules in places:
        for rule in rules:
            if len(rule) > 1:
                report.say(where, f"{' and '.join(rule)} are asked for together", "list them as alternatives")
            for name in rule.keys() - known.keys():
                report.say(
                    where, f"security scheme {name} does not exist", "declare it under securitySchemes"
                )


def _arguments(report: Report) -> None:
    """No two arguments of the client's constructor share a name."""
    spec = report.spec
    names = [credential.argument for credential in credentials(_supported(spec))]
    hosts = {"base": spec.get("servers", [{}])[:1]}
    for raw in operations(spec):
        if found := raw.data.get("servers") or raw.item.get("servers"):
            hosts.setdefault(str(found[0].get("x-name")), found)
    names += [f"{name}_url" for name in hosts]
    names += sorted(
        {v for servers in hosts.values() for server in servers for v in server.get("variables", {})}
    )
    for name in sorted(set(names)):
        if name in CONSTRUCTOR or names.count(name) > 1:
            what = f"the client's constructor would have two arguments {name}"
            report.say(
                "servers and securitySchemes", what, "rename the variable, the x-name or the x-parameter"
            )


def _supported(spec: JsonObject) -> JsonObject:
    schemes = spec.get("components", {}).get("securitySchemes", {})
    return {
        "components": {
            "securitySchemes": {n: s for n, s in schemes.items() if s.get("type") in ("apiKey", "http")}
        }
    }
