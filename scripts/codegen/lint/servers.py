"""Rules for what becomes an argument of the client's constructor: servers, their variables, and credentials."""

from __future__ import annotations

import keyword
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from apimodel.document import JsonObject, pointer
from apimodel.names import identifier
from apimodel.provider import credentials, servers
from apimodel.reserved import CONSTRUCTOR

from .rules import ARGUMENT, Advice, Problem, Subject

_ADDRESS: Final = re.compile(r"[A-Za-z0-9._~:/\[\]@!$&'()*+,;=%{}-]*")
_KINDS: Final = frozenset(
    {"apiKey in cookie", "apiKey in header", "apiKey in query", "http basic", "http bearer"}
)
_INSTEAD: Final = {"mutualTLS": "remove it: an ssl.SSLContext in verify= has the certificate"}
_PREFIX: Final = re.compile(r"[\x20-\x7e]*")


def check(subject: Subject) -> Iterator[Problem]:
    """Check servers and credentials, and then that no two of their arguments share a name."""
    spec = subject.spec
    problems = [*_default_server(spec), *_other_servers(subject), *_schemes(spec), *_requirements(subject)]
    yield from problems or _arguments(spec)


def _default_server(spec: JsonObject) -> Iterator[Problem]:
    roots = spec.get("servers", [])
    if not roots:
        yield "#/servers", "there is no server", "write the address of the API, such as [{url: https://...}]"
    for server in roots[:1]:
        yield from (("#/servers/0", *advice) for advice in _server(server))
        if "x-limit-by" in server:
            yield "#/servers/0", "x-limit-by on the default server", "move it to a server with an x-name"


def _other_servers(subject: Subject) -> Iterator[Problem]:
    seen: dict[str, tuple[str, JsonObject]] = {}
    for raw in subject.operations:
        names = [name if isinstance(name := server.get("x-name"), str) else "" for server in raw.servers]
        if not names:
            continue
        if not ARGUMENT.fullmatch(names[0]):
            yield raw.where, f"x-name {names[0]!r} of its server", "write lower case with _"
            continue
        first, server = seen.setdefault(names[0], (raw.where, raw.servers[0]))
        if names[0] == "base":
            yield raw.where, "x-name base is the default server's", "choose another x-name"
        if server != raw.servers[0]:
            yield (
                raw.where,
                f"server {names[0]} differs from that of {first}",
                "write the same server in both places",
            )
        yield from ((raw.where, *advice) for advice in _server(raw.servers[0]))
    for where, server in seen.values():
        if not _can_limit_by(subject, server):
            what = "x-limit-by is not a list of parameters that are whole segments of the server's paths"
            yield where, what, "name them, such as [uuid]"


def _can_limit_by(subject: Subject, server: JsonObject) -> bool:
    names = server.get("x-limit-by", [])
    paths = [raw.path for raw in subject.operations if server in raw.servers]
    segments = {segment for path in paths for segment in path.split("/")}
    return isinstance(names, list) and {f"{{{name}}}" for name in names} <= segments


def _server(server: JsonObject) -> Iterator[Advice]:
    url, variables = str(server.get("url", "")), server.get("variables", {})
    parts = urlsplit(re.sub(r"[{}]", "", url))
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.username:
        yield f"server address {url!r}", "write an absolute http(s) address without query"
    if not _ADDRESS.fullmatch(url):
        yield f"{url!r} has characters that no address has", "percent-encode them"
    used = set(re.findall(r"{([^}]*)}", url))
    for name in sorted(used - set(variables)):
        yield f"server variable {name} is not declared", "declare each {variable} of the url"
    for name, rule in variables.items():
        yield from _variable(name, rule)


def _variable(name: str, rule: JsonObject) -> Iterator[Advice]:
    if not ARGUMENT.fullmatch(name):
        yield f"server variable {name} becomes an argument", "name it in lower case with _"
    if keyword.iskeyword(name):
        yield f"server variable {name} is a word of Python", "choose another name"
    if "enum" in rule and rule.get("default") not in rule["enum"]:
        yield f"the default of server variable {name} is not in its enum", "choose one of the enum"
    if not all(_ADDRESS.fullmatch(str(value)) for value in (rule.get("default", ""), *rule.get("enum", ()))):
        yield f"a value of server variable {name} has characters that no address has", "percent-encode them"


def _schemes(spec: JsonObject) -> Iterator[Problem]:
    for name, scheme in spec.get("components", {}).get("securitySchemes", {}).items():
        yield from (
            (pointer("components", "securitySchemes", name), *advice) for advice in _scheme(name, scheme)
        )


def _scheme(name: str, scheme: JsonObject) -> Iterator[Advice]:
    kind = _kind(scheme)
    if kind not in _KINDS:
        advice = "write apiKey, or http with bearer or basic, or remove it"
        yield f"{kind} cannot be sent", _INSTEAD.get(kind, advice)
    parameter = scheme.get("x-parameter", identifier(name))
    if not ARGUMENT.fullmatch(str(parameter)):
        yield f"{parameter!r} is no argument name", "write an x-parameter in lower case with _"
    if "x-env" in scheme and not re.fullmatch(r"[A-Z][A-Z0-9_]*", str(scheme["x-env"])):
        yield f"x-env {scheme['x-env']!r}", "write the name of an environment variable"
    if scheme.get("x-read-only-status", 401) not in (401, 403):
        yield f"x-read-only-status {scheme['x-read-only-status']!r}", "write 401 or 403"
    if "x-prefix" in scheme and kind not in ("apiKey in header", "http bearer"):
        yield f"x-prefix on {kind}", "remove it: only apiKey in header and http bearer have a prefix"
    prefix = scheme.get("x-prefix", "")
    if not isinstance(prefix, str) or not _PREFIX.fullmatch(prefix):
        yield f"x-prefix {prefix!r}", "write printable ASCII, such as 'Token '"


def _kind(scheme: JsonObject) -> str:
    """Return the type of a security scheme with what tells its ways apart: ``http basic``, ``apiKey in query``."""
    kind = str(scheme.get("type"))
    details = {"http": str(scheme.get("scheme")).lower(), "apiKey": f"in {scheme.get('in')}"}
    return f"{kind} {details.get(kind, '')}".strip()


def _requirements(subject: Subject) -> Iterator[Problem]:
    spec = subject.spec
    schemes = spec.get("components", {}).get("securitySchemes", {})
    places = [("#/security", spec.get("security", []))]
    places += [(raw.where, raw.data.get("security", [])) for raw in subject.operations]
    for where, rule in [(where, rule) for where, rules in places for rule in rules]:
        sent = Counter(_place(schemes[name]) for name in rule if name in schemes)
        if max(sent.values(), default=0) > 1:
            what = f"{' and '.join(rule)} are asked for together and sent in one place"
            yield where, what, "list them as alternatives"


def _place(scheme: JsonObject) -> tuple[str, str]:
    if scheme.get("type") == "http":
        return "header", "authorization"
    return str(scheme.get("in")), str(scheme.get("name")).lower()


def _arguments(spec: JsonObject) -> Iterator[Problem]:
    names = [credential.argument for credential in credentials(spec)]
    names += [server.argument for server in servers(spec)]
    names += {variable for server in servers(spec) for variable in server.variables}
    for name in sorted(set(names)):
        if name in CONSTRUCTOR or names.count(name) > 1:
            what = f"the client's constructor would have two arguments {name}"
            yield "#/components/securitySchemes", what, "rename the variable, the x-name or the x-parameter"
