"""Bodies of requests, read independently of the client by their media types."""

from __future__ import annotations

import json
from email import message_from_bytes
from email.message import Message
from typing import Any, Final

from .comparing import difference, shown
from .server import Seen
from .styles import pairs_of, text_of

FORM: Final = "application/x-www-form-urlencoded"


def is_json(media: str) -> bool:
    """Whether a media type is JSON, also one with the suffix."""
    return media == "application/json" or media.endswith("+json")


def plain(media: str) -> str:
    """Return a media type without its parameters, in lower case."""
    return media.partition(";")[0].strip().lower()


def problem(media: str, value: Any, seen: Seen) -> str:
    """Say how a request does not hold the body *value* of a media type."""
    if value == {} and not seen.body and not is_json(media):
        return ""  # a form without fields
    if seen.media != media:
        return f"expected the Content-Type {media}, saw {seen.media or 'none'}"
    if is_json(media):
        try:
            return difference(value, json.loads(seen.body))
        except ValueError:
            return f"expected JSON, saw {shown(seen.body)}"
    if media == FORM:
        pairs: list[tuple[str, Any]] = list(pairs_of(seen.body.decode()))
        return _fields(value, pairs)
    if media.startswith("multipart/"):
        return _fields(value, _parts(seen))
    return difference(value, seen.body.decode() if isinstance(value, str) else seen.body)


def _parts(seen: Seen) -> list[tuple[str, Any]]:
    """Return the parts of a multipart body: text, or the bytes of a file."""
    head = f"Content-Type: {seen.headers['content-type']}\r\n\r\n".encode()
    whole = message_from_bytes(head + seen.body)
    found: list[tuple[str, Any]] = []
    for part in whole.get_payload():
        if not isinstance(part, Message):  # it is no multipart body
            return []
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        content = content if isinstance(content, bytes) else b""
        binary = part.get_filename() is not None
        found.append((str(name), content if binary else content.decode()))
    return found


def _fields(value: Any, pairs: list[tuple[str, Any]]) -> str:
    """Compare an object with the fields of a form; only the order of those with one name counts."""
    seen: dict[str, list[Any]] = {}
    for name, each in pairs:
        seen.setdefault(name, []).append(each)
    wanted = {name: each if isinstance(each, list) else [each] for name, each in value.items()}
    if wanted.keys() != seen.keys():
        return f"expected the fields {shown(sorted(wanted))}, saw {shown(sorted(seen))}"
    for name, values in wanted.items():
        texts = [each if isinstance(each, (dict, list, bytes)) else text_of(each) for each in values]
        read = [_read(each, text) for each, text in zip(values, seen[name], strict=False)]
        if len(values) != len(seen[name]) or difference(texts, read):
            return f"expected the field {name} = {shown(texts)}, saw {shown(seen[name])}"
    return ""


def _read(value: Any, text: Any) -> Any:
    """Return what a field holds: an object is JSON."""
    try:
        return json.loads(text) if isinstance(value, (dict, list)) else text
    except ValueError:
        return text
