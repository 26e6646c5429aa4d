"""JSON pointers (RFC 6901), written as the fragments of a document: ``#/paths/~1checks/get``."""

from __future__ import annotations

from collections.abc import Mapping

Pointer = tuple[str, ...]


def pointer(*keys: str) -> str:
    """Return the pointer to what stands behind *keys*."""
    return "/".join(("#", *(key.replace("~", "~0").replace("/", "~1") for key in keys)))


def original(origins: Mapping[str, str], place: str) -> str:
    """Return where *place* stands in the original: by the longest part of it that was moved."""
    head, rest = place, ""
    while head:
        if head in origins:
            return origins[head] + rest
        head, slash, last = head.rpartition("/")
        rest = f"{slash}{last}{rest}"
    return place
