"""Path segments: an identifier becomes one segment of an address, or is refused.

WSGI and many proxies decode a path before they route it, some of them twice, so percent-encoding does not keep a
slash inside its segment: ``update("<id>/pause")`` would reach another endpoint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote, unquote

from .constants import SEGMENT_DECODINGS
from .encoding import encode
from .errors import InputError
from .json_types import is_list, is_object
from .unset import UNSET

__all__ = ["segment", "uuid_text"]

_PLAIN: Final = re.compile(r"[A-Za-z0-9_~-]+")  # nothing to encode, and nothing that could lead elsewhere
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SEPARATORS: Final = {"/": "a slash", "\\": "a backslash"}
_UUID: Final = re.compile(  # as UUIDs are written: with all hyphens or none, in braces, as a URN
    r"(?:urn:uuid:)?({)?([0-9a-f]{8})(-?)([0-9a-f]{4})\3([0-9a-f]{4})\3([0-9a-f]{4})\3([0-9a-f]{12})(?(1)})"
)
_EXAMPLE: Final = "123e4567-e89b-12d3-a456-426614174000"


def segment(value: object, name: str = "path parameter", *, encoded_twice: bool = False) -> str:
    """Percent-encode one path segment.

    ``?``, ``#``, ``;`` and a plain ``%`` are allowed: servers look for them before they decode.
    *encoded_twice* is for a segment that the server decodes once more after routing (``x-encoded-twice``), and
    may therefore hold slashes.

    Raises InputError for a value that may lead to another resource: empty text, ``.``, ``..``, slashes, backslashes
    and control characters, each also in percent-encoded form, white space at either end, and values that are not one
    identifier.  The message does not repeat the value.
    """
    text = _text(value, name)
    if _PLAIN.fullmatch(text):
        return text
    for form in [text] if encoded_twice else _decoded(text, name):
        _check(form, name, {} if encoded_twice else _SEPARATORS)
    if text != text.strip():
        raise InputError(f"{name} has white space at its start or end; remove it", field=name)
    try:
        encoded = quote(text, safe="")
    except UnicodeEncodeError:
        raise InputError(f"{name} has half of a surrogate pair; it is no valid Unicode", field=name) from None
    return quote(encoded, safe="") if encoded_twice else encoded


def uuid_text(value: object, name: str = "uuid", other: str = "") -> str:
    """Return a UUID as APIs write it: lower case, with hyphens.

    Upper case, white space around it, and the other spellings of a UUID (without hyphens, in braces, as a URN) are
    accepted, and so is lower-case text that matches the regular expression *other* as a whole.

    Raises InputError for anything else; the message does not repeat the value.
    """
    text = _text(value, name).strip().lower()
    if other and re.fullmatch(other, text):
        return text
    match = _UUID.fullmatch(text)
    if match is None:
        raise InputError(f"{name} {_why_no_uuid(text, other)}", field=name)
    return "-".join(match.group(2, 4, 5, 6, 7))


def _text(value: object, name: str) -> str:
    if type(value) is str:
        return value
    plain = "" if value is None or value is UNSET else encode(value)
    if is_list(plain) or is_object(plain):
        hint = "; pass its id" if is_object(plain) and "id" in plain else ""
        raise InputError(
            f"{name} must be one identifier, not of type {type(value).__name__}{hint}", field=name
        )
    return str(plain).lower() if isinstance(plain, bool) else str(plain)


def _decoded(text: str, name: str) -> Iterator[str]:
    """Yield *text* and what servers and proxies may decode it to."""
    for _ in range(SEGMENT_DECODINGS + 1):
        yield text
        if (decoded := unquote(text)) == text:
            return
        text = decoded
    raise InputError(f"{name} is percent-encoded several times over; give it as it is", field=name)


def _check(form: str, name: str, separators: dict[str, str]) -> None:
    if form in ("", ".", ".."):
        raise InputError(f"{name} must be an identifier, not {form!r}", field=name)
    if _CONTROL.search(form):
        raise InputError(f"{name} has a line break or control character; remove it", field=name)
    for sign, what in separators.items():
        if sign in form:
            raise InputError(
                f"{name} has {what} in it, which would lead to another resource; give the identifier alone",
                field=name,
            )


def _why_no_uuid(text: str, other: str) -> str:
    if "/" in text:
        return "must be a UUID, and this is an address or a path; give the UUID in it"
    if re.search(r"\s", text):
        return "must be a UUID, and this has white space inside; remove it"
    wanted = f"must be a UUID such as {_EXAMPLE}"
    return f"{wanted} or text like {other}, and this is neither" if other else f"{wanted}, and this is none"
