"""The places of the parts of a document in its file: tables of JSON pointers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def original(origins: Mapping[str, str], place: str) -> str:
    """Return where *place* stands in the file: by the longest part of it that was moved."""
    head, rest = place, ""
    while head:
        if head in origins:
            return origins[head] + rest
        head, slash, last = head.rpartition("/")
        rest = f"{slash}{last}{rest}"
    return place


def counted(places: Sequence[str]) -> str:
    """Return the first of some places, and in how many it is."""
    return places[0] if len(places) == 1 else f"in {len(places)} places, first at {places[0]}"
