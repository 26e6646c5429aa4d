"""Security schemes: those that operations ask for, and tokens whatever way they are got."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from apimodel.document import JsonObject
from apimodel.names import identifier, snake_case
from apimodel.reserved import CONSTRUCTOR

from .notes import Notes
from .trees import below, mapping, sequence
from .walking import operations

_TOKENS: Final = frozenset({"oauth2", "openIdConnect"})
_ARGUMENT: Final = re.compile(r"[a-z][a-z0-9_]*")


def credentials(spec: JsonObject, notes: Notes) -> None:
    """Leave out schemes that nothing asks for; the token of OAuth 2 and OpenID Connect is sent as any bearer token."""
    schemes = mapping(mapping(spec.get("components")).get("securitySchemes"))
    asked = {name for rule in _rules(spec) for name in rule}
    for name in list(schemes):
        where = below("#/components/securitySchemes", name)
        if name not in asked:
            notes.change("security scheme that no operation asks for: left out", where)
            del schemes[name]
        elif isinstance(scheme := schemes[name], dict):
            schemes[name] = _token(scheme, where, notes)
            _argument(name, schemes[name], where, notes)
    if not schemes:
        mapping(spec.get("components")).pop("securitySchemes", None)
    _rename(spec, schemes, notes)


def _rules(spec: JsonObject) -> Iterator[JsonObject]:
    places: list[Any] = [spec, *(operation.data for operation in operations(spec))]
    for of in places:
        yield from map(mapping, sequence(of.get("security")))


def _token(scheme: JsonObject, where: str, notes: Notes) -> JsonObject:
    if str(scheme.get("type")) not in _TOKENS:
        return scheme
    notes.change(f"{scheme['type']}: read as a bearer token, which the program gets itself", where)
    kept = {key: value for key, value in scheme.items() if key == "description" or key.startswith("x-")}
    return {"type": "http", "scheme": "bearer", **kept}


def _argument(name: str, scheme: JsonObject, where: str, notes: Notes) -> None:
    """Name the argument of the constructor where the scheme's name makes none."""
    if "x-parameter" in scheme or (
        _ARGUMENT.fullmatch(snake_case(name)) and identifier(name) not in CONSTRUCTOR
    ):
        return
    words = snake_case(re.sub(r"[^A-Za-z0-9]+", "_", name)).strip("_")
    scheme["x-parameter"] = (
        words if _ARGUMENT.fullmatch(words) and words not in CONSTRUCTOR else f"key_{words}".rstrip("_")
    )
    notes.change("credential: its argument named", where)


def _rename(spec: JsonObject, schemes: JsonObject, notes: Notes) -> None:
    """Give a scheme a name that a component may have."""
    renamed = {name: re.sub(r"[^A-Za-z0-9._-]", "_", name) for name in schemes}
    renamed = {name: new for name, new in renamed.items() if new != name and new not in schemes}
    if not renamed:
        return
    for name, new in renamed.items():
        notes.change("security scheme: renamed", below("#/components/securitySchemes", name))
        notes.moved({below("#/components/securitySchemes", new): below("#/components/securitySchemes", name)})
    mapping(spec["components"])["securitySchemes"] = {
        renamed.get(name, name): schemes[name] for name in schemes
    }
    for of in (spec, *(operation.data for operation in operations(spec))):
        if "security" in of:
            of["security"] = [
                {renamed.get(name, name): scopes for name, scopes in rule.items()}
                if isinstance(rule, dict)
                else rule
                for rule in sequence(of["security"])
            ]
