"""Which named values are gone, came, moved or got another name."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from typing import Final

from apimodel import Field

from .types import relation, shown
from .values import Side, Verdict, compare_values


def compare_fields(
    old: Sequence[Field], new: Sequence[Field], side: Side, noun: str = "field"
) -> Iterator[Verdict]:
    """Yield what changed between the fields of one thing, as those see it who send it or read it."""
    before, after = {(f.wire, f.location): f for f in old}, {(f.wire, f.location): f for f in new}
    gone = [field for key, field in before.items() if key not in after]
    come = [field for key, field in after.items() if key not in before]
    pairs = [(field, after[key]) for key, field in before.items() if key in after]
    for field in gone:
        twin = _successor(field, come)
        if twin is None:
            yield Verdict("removed", (field.name,), f"{noun} `{field.name}` is gone", "breaking")
            continue
        come.remove(twin)
        pairs.append((field, twin))
        yield _moved(field, twin)
    yield from (_added(field, side, noun) for field in come)
    for one, other in pairs:
        if one.wire == other.wire and one.name != other.name:
            yield _moved(one, other)  # it had to make way for a field of that name, or need not any more
        yield from compare_values(one, other, side)
    yield from _order(old, new, noun)


_ALIKE: Final = 0.5  # of difflib's ratio: desc and description, but not name and state


def _successor(field: Field, come: Sequence[Field]) -> Field | None:
    """Return what *field* became: the same name elsewhere, or another name for the same thing."""
    elsewhere = [other for other in come if other.wire == field.wire]
    alike = [other for other in come if _alike(other, field)]
    ranked = sorted(alike, key=lambda other: _likeness(other, field), reverse=True)
    return next(iter([*elsewhere, *ranked]), None)


def _alike(one: Field, other: Field) -> bool:
    if one.location != other.location or relation(one.type, other.type) != "same":
        return False
    return (
        one.location == "path"
        or one.description == other.description != ""
        or _likeness(one, other) >= _ALIKE
    )


def _likeness(one: Field, other: Field) -> float:
    return difflib.SequenceMatcher(None, one.name, other.name).ratio()


def _moved(field: Field, twin: Field) -> Verdict:
    names = (field.name, twin.name)
    if field.name != twin.name:
        return Verdict("renamed", names, f"`{field.name}` is now called `{twin.name}`", "breaking")
    if field.wire != twin.wire:
        text = f"`{field.name}` stands for `{twin.wire}` on the wire, no longer for `{field.wire}`"
        return Verdict("wire-renamed", names, text, "breaking")
    text = f"`{field.name}` travels in the {twin.location}, no longer in the {field.location}"
    return Verdict("place-changed", names, text, "breaking")


def _added(field: Field, side: Side, noun: str) -> Verdict:
    text = f"{noun} `{field.name}` ({shown(field.type)})"
    if side == "sent" and field.required:
        return Verdict("required-added", (field.name,), f"new required {text}", "breaking")
    return Verdict("added", (field.name,), f"new {text}", "additive")


def _order(old: Sequence[Field], new: Sequence[Field], noun: str) -> Iterator[Verdict]:
    """What stands in the path is given by its position, everything else by name."""
    for in_path in (True, False):
        before = [field for field in old if (field.location == "path") is in_path]
        after = [field for field in new if (field.location == "path") is in_path]
        order = _in_common(after, before)
        if order == _in_common(before, after):
            continue
        if in_path:
            text = (
                f"its positional arguments come in another order: {', '.join(f'`{name}`' for name in order)}"
            )
            yield Verdict("reordered", tuple(order), text, "breaking")
        else:
            text = f"its {noun}s come in another order, which does not matter: they go by name"
            yield Verdict("reordered", (), text, "internal")


def _in_common(fields: Sequence[Field], others: Sequence[Field]) -> list[str]:
    names = {other.name for other in others}
    return [field.name for field in fields if field.name in names]
