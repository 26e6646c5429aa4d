"""Which type takes the place of which, and how a changelog writes types."""

from __future__ import annotations

from typing import Final, Literal

from apimodel import Type

Relation = Literal["same", "wider", "narrower", "other"]

_ANY: Final = Type("plain", "Any")
_WIDER: Final = {"enum": Type("plain", "str"), "int": Type("plain", "float")}  # an enum's members are texts


def relation(old: Type, new: Type) -> Relation:
    """Say how *new* stands to *old*: wider if it takes all values that *old* takes, and more."""
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
