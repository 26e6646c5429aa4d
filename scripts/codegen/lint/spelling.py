"""Rules for texts with a grammar: paths, media types, names of headers, Python names."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from typing import Final

from apimodel.document import JsonObject, RawOperation, flatten, paths, pointer
from apimodel.document import schemas as named_schemas

from .rules import Advice, Problem, Subject, apply, contents

_WORD: Final = r"[A-Za-z0-9!#$%&'*+.^_`|~-]+"  # RFC 9110, 5.6.2
_PARAMETER: Final = rf'; *{_WORD}=(?:{_WORD}|"[^"\\\x00-\x1f\x7f]*")'
_MEDIA: Final = re.compile(rf"{_WORD}/{_WORD}(?:{_PARAMETER})*")
# RFC 3986, 3.3
_TOKENS: Final = {"header": "X-Api-Key", "cookie": "session"}  # RFC 9110, 5.6.2; RFC 6265, 4.1.1
_PATH: Final = re.compile(r"(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2}|\{[^{}]*\})*)+")


def check(subject: Subject) -> Iterator[Problem]:
    """Check every text that becomes a part of a request or a name in the generated code."""
    spec = subject.spec
    yield from _paths(spec)
    yield from apply(spec, subject.operations, _operation)
    for where, kind, name in _tokens(subject):
        if not re.fullmatch(_WORD, name):
            yield where, f"{name!r} is no name of a {kind}", f"write such as {_TOKENS[kind]}"
    for name, schema in named_schemas(spec).items():
        for field in flatten(spec, schema)[0] if isinstance(schema, dict) and "x-record" in schema else ():
            if not field.isidentifier() or keyword.iskeyword(field) or field.startswith("__"):
                what = f"the property {field!r} of a schema with x-record is no Python name"
                yield (
                    pointer("components", "schemas", name),
                    what,
                    "leave the property out, or do without x-record",
                )


def _paths(spec: JsonObject) -> Iterator[Problem]:
    for path in paths(spec):
        if not _PATH.fullmatch(path):
            instead = "write segments of plain characters and {parameters}, others percent-encoded"
            yield pointer("paths", path), "no path of an address", instead


def _operation(_: JsonObject, raw: RawOperation) -> Iterator[Advice]:
    for _where, media, content in contents(raw):
        parts = content.get("encoding") or {}
        kinds = [
            kind.strip(" ") for part in parts.values() for kind in str(part.get("contentType", "")).split(",")
        ]
        for each in (media, *filter(None, kinds)):
            if not _MEDIA.fullmatch(each):
                yield f"{each!r} is no media type", "write such as application/json"


def _tokens(subject: Subject) -> Iterator[tuple[str, str, str]]:
    """Yield the name of every header and of cookies, behind where it stands and which of the two it is."""
    for raw in subject.operations:
        for where, parameter in raw.placed.items():
            if parameter.get("in") in _TOKENS:
                yield where, parameter["in"], str(parameter.get("name"))
    spec = subject.spec
    for name, scheme in spec.get("components", {}).get("securitySchemes", {}).items():
        if scheme.get("type") == "apiKey" and scheme.get("in") in _TOKENS:
            yield pointer("components", "securitySchemes", name), scheme["in"], str(scheme.get("name"))
    rule = spec.get("x-provider", {})
    for member in ("request-id", "deprecation"):
        names = rule.get(member) if isinstance(rule, dict) else None
        for name in names if isinstance(names, list) else ():
            yield f"#/x-provider/{member}", "header", str(name)
