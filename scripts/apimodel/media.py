"""Media types: what is JSON, and which of several an answer is asked for in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal

JSON: Final = "application/json"
FORM: Final = "application/x-www-form-urlencoded"
MULTIPART: Final = "multipart/form-data"


def essence(media: str) -> str:
    """Return a media type without its parameters, in lower case."""
    return media.partition(";")[0].strip().lower()


def is_json(media: str) -> bool:
    """Whether bodies of a media type are JSON: it is JSON itself, or has the suffix of RFC 6839."""
    return essence(media) == JSON or essence(media).endswith("+json")


def is_typed(media: str) -> bool:
    """Whether a body of a media type is made of fields or JSON values, which have types of their own."""
    return is_json(media) or essence(media) in (FORM, MULTIPART)


def read_as(media: str) -> Literal["json", "text", "bytes"]:
    """Return what an answer of a media type becomes."""
    return "json" if is_json(media) else "text" if media.lower().startswith("text/") else "bytes"


def preferred(content: Iterable[str]) -> str:
    """Return the media type to ask for: JSON itself, else a kind of it, else text, else the first; empty if none."""
    order = ("json", "text", "bytes")
    return min(content, key=lambda media: (essence(media) != JSON, order.index(read_as(media))), default="")


_TEXTS: Final = ("application/json", "application/xml", "text/")


def is_file(schema: Mapping[str, Any], media: str = "") -> bool:
    """Whether a part of a multipart body is a file, by its resolved schema and the media type of its encoding.

    OpenAPI 3.0 says ``format: binary``; 3.1 has no type at all, or a ``contentMediaType``.
    """
    if "contentEncoding" in schema:
        return False  # text that says the same
    if schema.get("format") == "binary" or "contentMediaType" in schema:
        return True
    described = schema.keys() & {"type", "properties", "allOf", "oneOf", "anyOf", "enum", "const", "items"}
    return not described and not essence(media).startswith(_TEXTS)
