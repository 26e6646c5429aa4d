"""What changed in one field or argument, for those who send it or for those who read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from apimodel import Field

from .change import Severity
from .types import relation, shown

Side = Literal["sent", "answer"]


@dataclass(frozen=True)
class Verdict:
    """What happened to a field, in the words of a changelog; ``names`` are those that it had and has."""

    kind: str
    names: tuple[str, ...]
    text: str
    severity: Severity


def compare_values(old: Field, new: Field, side: Side) -> Iterator[Verdict]:
    """Yield what changed from *old* to *new*."""
    yield from (_sent if side == "sent" else _answered)(old, new)
    if new.deprecated != old.deprecated:
        text = f"`{new.name}` is {'now' if new.deprecated else 'no longer'} deprecated"
        yield Verdict("deprecated", (old.name, new.name), text, "additive" if new.deprecated else "internal")
    if new.secret != old.secret:
        text = f"`{new.name}` is {'now hidden' if new.secret else 'no longer hidden'} in what is shown"
        yield Verdict("secret", (old.name, new.name), text, "additive")
    before, after = _constraints(old), _constraints(new)
    if before != after and relation(old.type, new.type) == "same":
        changed = sorted(key for key in {*before, *after} if before.get(key) != after.get(key))
        text = f"`{new.name}` has another {', '.join(changed)}, which the client does not check"
        yield Verdict("rules", (old.name, new.name), text, "internal")


_CONSTRAINTS: Final = (
    *("format", "pattern", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum"),
    *("exclusiveMaximum", "multipleOf", "minItems", "maxItems", "uniqueItems", "default", "const"),
    *("readOnly", "writeOnly"),
)


def _constraints(field: Field) -> dict[str, Any]:
    return {key: field.schema[key] for key in _CONSTRAINTS if key in field.schema}


def _type_text(old: Field, new: Field) -> str:
    return f"`{new.name}` is {shown(new.type.solid)}, no longer {shown(old.type.solid)}"


def _sent(old: Field, new: Field) -> Iterator[Verdict]:
    """Whoever sends must not be asked for more, nor be refused what was taken."""
    if (how := relation(old.type.solid, new.type.solid)) != "same":
        severity: Severity = "additive" if how == "wider" else "breaking"
        yield Verdict("type", (old.name, new.name), _type_text(old, new), severity)
    if new.type.nullable != old.type.nullable:
        text = f"`{new.name}` {'takes None, too' if new.type.nullable else 'does not take None any more'}"
        yield Verdict("nullable", (old.name, new.name), text, "additive" if new.type.nullable else "breaking")
    if new.required != old.required:
        text = f"`{new.name}` is {'now required' if new.required else 'no longer required'}"
        yield Verdict("required", (old.name, new.name), text, "breaking" if new.required else "additive")


def _answered(old: Field, new: Field) -> Iterator[Verdict]:
    """Whoever reads must not meet what could not be there before.

    What may be missing reads as None, so a field is None-able if it is optional or nullable.
    """
    if (how := relation(old.type.solid, new.type.solid)) != "same":
        yield Verdict(
            "type",
            (old.name, new.name),
            _type_text(old, new),
            "additive" if how == "narrower" else "breaking",
        )
    grown = not (old.type.nullable or not old.required) and (new.type.nullable or not new.required)
    if new.type.nullable != old.type.nullable:
        text = f"`{new.name}` may {'be null now' if new.type.nullable else 'no longer be null'}"
        yield Verdict("nullable", (old.name, new.name), _with_none(text, grown), _graver(grown))
    if new.required != old.required:
        text = f"`{new.name}` is {'always there' if new.required else 'not always there any more'}"
        mine = grown and new.type.nullable == old.type.nullable  # otherwise the change of null has said it
        yield Verdict("required", (old.name, new.name), _with_none(text, mine), _graver(mine))


def _with_none(text: str, grown: bool) -> str:
    return f"{text}: its type has None in it" if grown else text


def _graver(grown: bool) -> Severity:
    return "breaking" if grown else "additive"
