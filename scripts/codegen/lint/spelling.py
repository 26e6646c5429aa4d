"""Rules for texts that have a grammar of their own: paths, media types, headers, Python names."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from typing import Any, Final

from apimodel.document import flatten, operations, resolve
from apimodel.document import schemas as named_schemas
from apimodel.names import identifier

from .report import Report

__all__ = ["check", "paths"]

_WORD: Final = r"[A-Za-z0-9!#$%&'*+.^_`|~-]+"  # RFC 9110, 5.6.2
_HEADER: Final = re.compile(_WORD)
_PARAMETER: Final = rf'; *{_WORD}=(?:{_WORD}|"[^"\\\x00-\x1f\x7f]*")'
_MEDIA: Final = re.compile(rf"{_WORD}/{_WORD}(?:{_PARAMETER})*")
_PATH: Final = re.compile(
    r"(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2}|\{[^{}]*\})*)+"
)  # RFC 3986, 3.3
_PREFIX: Final = re.compile(r"[\x20-\x7e]*")
_ADDRESS: Final = re.compile(r"[A-Za-z0-9._~:/\[\]@!$&'()*+,;=%{}-]*")
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")


def check(report: Report) -> None:
    """Check every text that becomes a part of a request or a name in the generated code."""
    _unicode(report, report.spec, "#")
    for raw in operations(report.spec):
        if raw.id and not _NAME.fullmatch(identifier(raw.id)):
            report.say(raw.where, f"{raw.id!r} makes no name of a function", "write one, such as listChecks")
        holders = [raw.data.get("requestBody"), *raw.data.get("responses", {}).values()]
        for media in (
            media for holder in holders for media in resolve(report.spec, holder).get("content", {})
        ):
            if not _MEDIA.fullmatch(media):
                report.say(raw.where, f"{media!r} is no media type", "write such as application/json")
        for parameter in raw.parameters:
            if parameter.get("in") == "header":
                _header(report, raw.where, str(parameter.get("name")))
    _headers(report)
    _addresses(report)
    _records(report)


def paths(report: Report) -> None:
    """Check the paths themselves, on which the validator of the document may break."""
    for path in report.spec["paths"]:
        if not _PATH.fullmatch(path):
            instead = "write segments of plain characters and {parameters}, others percent-encoded"
            report.say(f"#/paths/{path}", "no path of an address", instead)


def _unicode(report: Report, node: Any, where: str) -> None:
    """Half of a surrogate pair cannot be written into any file."""
    if isinstance(node, str) and not _encodes(node):
        report.say(where, "half of a surrogate pair, which is no character", "remove it")
    for key, value in _members(node):
        if not _encodes(key):
            report.say(where, f"the name {key!r} has half of a surrogate pair", "remove it")
        _unicode(report, value, f"{where}/{key}")


def _members(node: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        yield from node.items()
    elif isinstance(node, list):
        yield from ((str(index), value) for index, value in enumerate(node))


def _encodes(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _headers(report: Report) -> None:
    for name, scheme in report.spec.get("components", {}).get("securitySchemes", {}).items():
        where = f"#/components/securitySchemes/{name}"
        if scheme.get("type") == "apiKey":
            _header(report, where, str(scheme.get("name")))
        prefix = scheme.get("x-prefix", "")
        if not isinstance(prefix, str) or not _PREFIX.fullmatch(prefix):
            report.say(where, f"x-prefix {prefix!r}", "write printable ASCII, such as 'Token '")
    rule = report.spec.get("x-provider", {})
    for member in ("request-id", "deprecation"):
        for name in rule.get(member, ()) if isinstance(rule, dict) else ():
            _header(report, f"x-provider/{member}", str(name))


def _header(report: Report, where: str, name: str) -> None:
    if not _HEADER.fullmatch(name):
        report.say(where, f"{name!r} is no name of a header", "write such as X-Api-Key")


def _addresses(report: Report) -> None:
    places = [("servers", report.spec.get("servers", ()))]
    places += [
        (raw.where, raw.data.get("servers") or raw.item.get("servers") or ())
        for raw in operations(report.spec)
    ]
    for where, servers in places:
        for server in servers:
            if not _ADDRESS.fullmatch(str(server.get("url", ""))):
                what = f"{server['url']!r} has characters that no address has"
                report.say(where, what, "percent-encode them")
            for name, rule in server.get("variables", {}).items():
                if keyword.iskeyword(name):
                    report.say(where, f"server variable {name} is a word of Python", "choose another name")
                if not all(
                    _ADDRESS.fullmatch(str(value))
                    for value in (rule.get("default", ""), *rule.get("enum", ()))
                ):
                    what = f"a value of server variable {name} has characters that no address has"
                    report.say(where, what, "percent-encode them")


def _records(report: Report) -> None:
    """The fields of a record are attributes under the names that JSON has."""
    for name, schema in named_schemas(report.spec).items():
        for field in flatten(report.spec, schema)[0] if "x-record" in schema else ():
            if not field.isidentifier() or keyword.iskeyword(field) or field.startswith("__"):
                what = f"the property {field!r} of a schema with x-record is no Python name"
                report.say(
                    f"#/components/schemas/{name}", what, "leave the property out, or do without x-record"
                )
