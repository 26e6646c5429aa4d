"""Changes of one field or argument, for those who send it or for those who read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from apimodel import Field, Type

from .change import Change, Severity

Side = Literal["sent", "answer"]
Relation = Literal["same", "wider", "narrower", "other"]


@dataclass(frozen=True)
class Owner:
    """What has fields or takes arguments.

    Attributes:
        where: as a program writes it.
        noun: what it calls one of them: field, key or argument.
        side: who deals with them: those who send it, or those who read it.
        places: where in the generated Python one of them is, by its name.
    """

    where: str
    noun: str
    side: Side
    places: Callable[[str], Iterable[str]]

    def change(self, kind: str, text: str, severity: Severity, *fields: Field) -> Change:
        """Return a change of its *fields*."""
        names = dict.fromkeys(field.name for field in fields)
        covers = tuple(place for name in names for place in self.places(name))
        return Change(f"{self.noun}-{kind}", self.where, text, severity, covers)


def compare_values(owner: Owner, old: Field, new: Field) -> Iterator[Change]:
    """Yield what changed from *old* to *new*."""
    yield from (_sent if owner.side == "sent" else _answered)(owner, old, new)
    if new.deprecated != old.deprecated:
        text = f"`{new.name}` is {'now' if new.deprecated else 'no longer'} deprecated"
        yield owner.change("deprecated", text, "additive" if new.deprecated else "internal", old, new)
    if new.secret != old.secret:
        text = f"`{new.name}` is {'now hidden' if new.secret else 'no longer hidden'} in what is shown"
        yield owner.change("secret", text, "additive", old, new)
    before, after = _constraints(old), _constraints(new)
    if before != after and relation(old.type, new.type) == "same":
        changed = sorted(key for key in {*before, *after} if before.get(key) != after.get(key))
        text = f"`{new.name}` has another {', '.join(changed)}, which the client does not check"
        yield owner.change("rules", text, "internal", old, new)


_CONSTRAINTS: Final = (
    *("format", "pattern", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum"),
    *("exclusiveMaximum", "multipleOf", "minItems", "maxItems", "uniqueItems", "default", "const"),
    *("readOnly", "writeOnly"),
)


def _constraints(field: Field) -> dict[str, Any]:
    return {key: field.schema[key] for key in _CONSTRAINTS if key in field.schema}


def _type(owner: Owner, old: Field, new: Field, harmless: Relation) -> Iterator[Change]:
    if (how := relation(old.type.solid, new.type.solid)) != "same":
        text = f"`{new.name}` is {shown(new.type.solid)}, no longer {shown(old.type.solid)}"
        yield owner.change("type", text, "additive" if how == harmless else "breaking", old, new)


def _sent(owner: Owner, old: Field, new: Field) -> Iterator[Change]:
    """Whoever sends must not be asked for more, nor be refused what was taken."""
    yield from _type(owner, old, new, "wider")
    if (can := new.type.nullable) != old.type.nullable:
        text = f"`{new.name}` {'takes None, too' if can else 'does not take None any more'}"
        yield owner.change("nullable", text, "additive" if can else "breaking", old, new)
    if (must := new.required) != old.required:
        text = f"`{new.name}` is {'now required' if must else 'no longer required'}"
        yield owner.change("required", text, "breaking" if must else "additive", old, new)


def _answered(owner: Owner, old: Field, new: Field) -> Iterator[Change]:
    """Whoever reads must not meet what could not be there before.

    What may be missing reads as None, so a field may be None if it is optional or nullable.
    """
    yield from _type(owner, old, new, "narrower")
    may_be_none = not (old.type.nullable or not old.required) and (new.type.nullable or not new.required)

    def told(kind: str, text: str, new_none: bool) -> Change:
        whole = f"`{new.name}` {text}{': its type has None in it' if new_none else ''}"
        return owner.change(kind, whole, "breaking" if new_none else "additive", old, new)

    if (can := new.type.nullable) != old.type.nullable:
        yield told("nullable", f"may {'be null now' if can else 'no longer be null'}", may_be_none)
    if (must := new.required) != old.required:
        text = f"is {'always there' if must else 'not always there any more'}"
        # if null changed as well, that has told of None
        yield told("required", text, may_be_none and can == old.type.nullable)


_ANY: Final = Type("plain", "Any")
_WIDER: Final = {"enum": Type("plain", "str"), "int": Type("plain", "float")}  # an enum's members are texts


def relation(old: Type, new: Type) -> Relation:
    """Return how *new* stands to *old*: wider if it takes all values that *old* takes, and more."""
    grown, shrunk = _fits(old, new), _fits(new, old)
    if grown and shrunk:
        return "same"
    if grown or shrunk:
        return "wider" if grown else "narrower"
    return "other"


def _fits(value: Type, into: Type) -> bool:
    return all(any(_option_fits(option, place) for place in into.options) for option in value.options)


def _option_fits(option: Type, place: Type) -> bool:
    if place == _ANY or option == place:
        return True
    if option.kind == place.kind and option.kind in ("list", "map"):
        return _fits(option.part, place.part)
    return place == _WIDER.get(option.kind if option.kind == "enum" else option.name)


def shown(of: Type) -> str:
    """Return *of* as an annotation has it."""
    parts = sorted(map(_option, of.options), key=lambda part: (part == "None", part))
    return " | ".join(parts)


def _option(option: Type) -> str:
    if option.kind == "list":
        return f"list[{shown(option.part)}]"
    return f"dict[str, {shown(option.part)}]" if option.kind == "map" else option.name
