"""Types as a program meets them: what a schema becomes in Python, and which type takes the place of which."""

from __future__ import annotations

from typing import Any, Final, Literal

from codegen.names import class_name
from codegen.spec import JsonObject, flatten, name_of, resolve, schemas

__all__ = ["NULL", "Relation", "Type", "relation", "shown", "type_of"]

Atom = tuple[str, Any]
"""A kind and what belongs to it: ("plain", "str"), ("model", "Check"), ("enum", "State"), ("list", items)."""

Type = frozenset[Atom]
"""The alternatives of a union."""

Relation = Literal["same", "wider", "narrower", "other"]

NULL: Final[Atom] = ("plain", "None")
_ANY: Final[Atom] = ("plain", "Any")
_TEXT: Final[Atom] = ("plain", "str")
_PLAIN: Final = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
_TIMES: Final = {"date-time": "datetime.datetime", "date": "datetime.date"}


def type_of(spec: JsonObject, schema: Any) -> Type:
    """Return the type that *schema* becomes."""
    return _Reader(spec).read(schema)


class _Reader:
    def __init__(self, spec: JsonObject) -> None:
        self.spec = spec
        self.under_way: set[str] = set()  # components that stand for other ones, so that a circle ends

    def read(self, schema: Any) -> Type:
        if not isinstance(schema, dict):
            return frozenset({_ANY})
        if "$ref" in schema:
            return self._named(name_of(str(schema["$ref"])))
        options = schema.get("oneOf") or schema.get("anyOf")
        if options:
            return frozenset(atom for option in options for atom in self.read(option))
        if "const" in schema:
            return frozenset({("plain", type(schema["const"]).__name__)})
        kinds = schema.get("type")
        if kinds is None:
            return frozenset({_ANY}) if not flatten(self.spec, schema)[0] else self._of("object", schema)
        every = [kinds] if isinstance(kinds, str) else kinds
        return frozenset(atom for kind in every for atom in self._of(kind, schema))

    def _named(self, name: str) -> Type:
        schema = schemas(self.spec).get(name, {})
        shown = class_name(name)
        if "enum" in schema:
            return frozenset({("enum", shown)})
        if flatten(self.spec, schema)[0]:
            return frozenset({("model", shown)})
        if name in self.under_way:
            return frozenset({_ANY})
        self.under_way.add(name)
        found = self.read(resolve(self.spec, schema))
        self.under_way.discard(name)
        return found

    def _of(self, kind: str, schema: JsonObject) -> Type:
        if kind == "array":
            return frozenset({("list", self.read(schema.get("items")))})
        if kind == "object":
            return frozenset({("dict", self.read(schema.get("additionalProperties")))})
        if kind == "string" and (time := _TIMES.get(schema.get("format", ""))):
            return frozenset({("plain", time)})
        return frozenset({("plain", _PLAIN.get(kind, kind))})


def relation(old: Type, new: Type) -> Relation:
    """Say how *new* stands to *old*: wider if it takes all values that *old* takes, and more."""
    grown, shrunk = _fits(old, new), _fits(new, old)
    if grown and shrunk:
        return "same"
    if grown or shrunk:
        return "wider" if grown else "narrower"
    return "other"


def _fits(value: Type, into: Type) -> bool:
    return all(any(_atom_fits(atom, place) for place in into) for atom in value)


def _atom_fits(atom: Atom, place: Atom) -> bool:
    if place == _ANY or atom == place:
        return True
    if atom[0] == place[0] and atom[0] in ("list", "dict"):
        return _fits(atom[1], place[1])
    if atom[0] == "enum":
        return place == _TEXT  # its members are texts
    return (atom, place) == (("plain", "int"), ("plain", "float"))


def shown(of: Type) -> str:
    """Return *of* as an annotation has it."""
    parts = sorted(map(_atom, of), key=lambda part: (part == "None", part))
    return " | ".join(parts)


def _atom(atom: Atom) -> str:
    kind, what = atom
    if kind == "list":
        return f"list[{shown(what)}]"
    return f"dict[str, {shown(what)}]" if kind == "dict" else str(what)
