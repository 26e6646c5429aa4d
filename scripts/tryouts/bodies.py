"""Bodies of requests, read independently of the client by their media types."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from typing import Any, Final

from .comparing import difference, shown
from .server import Seen
from .styles import Pairs, pairs_of, same_text, take

FORM: Final = "application/x-www-form-urlencoded"


def is_json(media: str) -> bool:
    """Whether a media type is JSON, also one with the suffix."""
    return media == "application/json" or media.endswith("+json")


def plain(media: str) -> str:
    """Return a media type without its parameters, in lower case."""
    return media.partition(";")[0].strip().lower()


def problem(media: str, value: Any, seen: Seen, encoding: Mapping[str, Any]) -> str:
    """Say how a request does not hold the body *value* of a media type; *encoding* says how its fields are written."""
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
        return _form(value, pairs_of(seen.body.decode()), encoding)
    if media.startswith("multipart/"):
        return _multipart(value, list(_parts(seen)), encoding)
    return difference(value, seen.body.decode() if isinstance(value, str) else seen.body)


def _form(value: Mapping[str, Any], pairs: Pairs, encoding: Mapping[str, Any]) -> str:
    """Compare an object with the fields of a form: parameters of the query, but that objects are JSON by default."""
    for name, each in value.items():
        rule = encoding.get(name, {})
        if isinstance(each, dict) and not rule.keys() & {"style", "explode"}:
            rule = {"content": {"application/json": {}}}
        if found := take({"name": name, "in": "query", **rule}, each, pairs):
            return f"field {name}: {found}"
    return f"expected no more fields, saw {shown(pairs)}" if pairs else ""


@dataclass(frozen=True)
class _Part:
    """A part of a multipart body: its name, its media type, and text, or the bytes of a file."""

    name: str
    media: str
    content: Any


def _parts(seen: Seen) -> Iterator[_Part]:
    head = f"Content-Type: {seen.headers['content-type']}\r\n\r\n".encode()
    for part in message_from_bytes(head + seen.body).get_payload():
        if isinstance(part, Message):
            name = part.get_param("name", header="content-disposition")
            content = part.get_payload(decode=True)
            content = content if isinstance(content, bytes) else b""
            binary = part.get_filename() is not None
            yield _Part(str(name), part.get_content_type(), content if binary else content.decode())


def _multipart(value: Mapping[str, Any], parts: Sequence[_Part], encoding: Mapping[str, Any]) -> str:
    """Compare an object with parts; only the order of those with one name counts."""
    names = {part.name for part in parts}
    if names != value.keys():
        return f"expected the parts {shown(sorted(value))}, saw {shown(sorted(names))}"
    for name, each in value.items():
        found = [part for part in parts if part.name == name]
        wanted = each if isinstance(each, list) else [each]
        problem = difference(wanted, [_read(item, part) for item, part in zip(wanted, found, strict=False)])
        if problem or len(wanted) != len(found):
            return f"part {name}: {problem or f'expected {len(wanted)} parts, saw {len(found)}'}"
        media = encoding.get(name, {}).get("contentType", "").partition(",")[0]
        if media and plain(media) != found[0].media:
            return f"part {name}: expected the Content-Type {media}, saw {found[0].media}"
    return ""


def _read(value: Any, part: _Part) -> Any:
    """Return what a part holds, as *value* is: an object is JSON, other texts are as in parameters."""
    try:
        if isinstance(value, (dict, list)):
            return json.loads(part.content)
    except ValueError:
        return part.content
    if isinstance(value, bytes) or not isinstance(part.content, str):
        return part.content
    return value if not same_text(value, part.content) else part.content
