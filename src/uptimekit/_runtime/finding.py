"""The choice of one object by its name: what ``find`` of every facade returns and raises."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar

from .errors import APIStatusError, UptimeKitError
from .sanitize import sanitized
from .spelling import nearest

__all__ = ["only_one"]

T = TypeVar("T")

_SHOWN: Final = 5  # objects that an error lists


def only_one(
    found: Sequence[T],
    kind: str,
    name: str | None,
    *,
    attributes: Iterable[str] = (),
    missing: type[APIStatusError],
    several: type[UptimeKitError],
    names: Iterable[str] = (),
    shown: Callable[[T], str],
    advice: str,
) -> T:
    """Return the only object in *found*.

    Args:
        found: the objects that match.
        kind: what they are, for errors.
        name: the name that they were looked up by; None for attributes alone.
        attributes: names of other attributes that they were looked up by.
        missing: what is raised if there is none: the provider's error for 404, with the nearest name.
        several: what is raised if there are several, with the first of them.
        names: the names that there are.
        shown: tells one of several from the others.
        advice: what to do if there are several.
    """
    if len(found) == 1:
        return found[0]
    what = kind if name is None else f"{kind} {sanitized(str(name))!r}"
    if others := ", ".join(attributes):
        what = f"{what} with this {others}"
    if not found:
        near = nearest(str(name), names)
        error = missing.saying(f"there is no {what}{f'; did you mean {sanitized(near)!r}?' if near else ''}")
        error.status_code = None  # it is no answer of the server
        raise error
    listed = sanitized(", ".join(map(shown, found[:_SHOWN])))
    raise several(f"{len(found)} objects match {what}: {listed}{', …' if found[_SHOWN:] else ''}; {advice}")
