"""Fields and arguments that are removed, added, moved or renamed."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from typing import Final

from apimodel import Field

from .change import Change
from .values import Owner, compare_values, relation, shown


def compare_fields(owner: Owner, old: Sequence[Field], new: Sequence[Field]) -> Iterator[Change]:
    """Yield what changed between the fields of *owner*."""
    before, after = {(f.wire, f.location): f for f in old}, {(f.wire, f.location): f for f in new}
    come = [field for key, field in after.items() if key not in before]
    pairs = [(field, after[key]) for key, field in before.items() if key in after]
    for field in [field for key, field in before.items() if key not in after]:
        twin = _successor(field, come)
        if twin is None:
            yield owner.change("removed", f"{owner.noun} `{field.name}` is gone", "breaking", field)
            continue
        come.remove(twin)
        pairs.append((field, twin))
        yield _moved(owner, field, twin)
    yield from (_added(owner, field) for field in come)
    for one, other in pairs:
        if one.wire == other.wire and one.name != other.name:
            yield _moved(
                owner, one, other
            )  # it had to make way for a field of that name, or need not any more
        yield from compare_values(owner, one, other)
    yield from _order(owner, old, new)


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
    same_text = one.description == other.description != ""
    return one.location == "path" or same_text or _likeness(one, other) >= _ALIKE


def _likeness(one: Field, other: Field) -> float:
    return difflib.SequenceMatcher(None, one.name, other.name).ratio()


def _moved(owner: Owner, field: Field, twin: Field) -> Change:
    if field.name != twin.name:
        kind, text = "renamed", f"is now called `{twin.name}`"
    elif field.wire != twin.wire:
        kind, text = "wire-renamed", f"stands for `{twin.wire}` on the wire, no longer for `{field.wire}`"
    else:
        kind, text = "place-changed", f"is sent in the {twin.location}, no longer in the {field.location}"
    return owner.change(kind, f"`{field.name}` {text}", "breaking", field, twin)


def _added(owner: Owner, field: Field) -> Change:
    text = f"{owner.noun} `{field.name}` ({shown(field.type)})"
    if owner.side == "sent" and field.required:
        return owner.change("required-added", f"new required {text}", "breaking", field)
    return owner.change("added", f"new {text}", "additive", field)


def _order(owner: Owner, old: Sequence[Field], new: Sequence[Field]) -> Iterator[Change]:
    """What stands in the path is given by its position, everything else by name."""
    for in_path in (True, False):
        before = [field for field in old if (field.location == "path") is in_path]
        after = [field for field in new if (field.location == "path") is in_path]
        order = _in_common(after, before)
        if [field.name for field in order] == [field.name for field in _in_common(before, after)]:
            continue
        if in_path:
            names = ", ".join(f"`{field.name}`" for field in order)
            text = f"its positional arguments come in another order: {names}"
            yield owner.change("reordered", text, "breaking", *order)
        else:
            text = f"its {owner.noun}s come in another order, which does not matter: they go by name"
            yield owner.change("reordered", text, "internal")


def _in_common(fields: Sequence[Field], others: Sequence[Field]) -> list[Field]:
    names = {other.name for other in others}
    return [field for field in fields if field.name in names]
