"""Proposals about bodies whose formats do not go together."""

from __future__ import annotations

from collections.abc import Iterator

from apimodel.document import JsonObject, flatten
from apimodel.media import MULTIPART, essence, is_json, is_typed

from .proposal import Proposal, Subject, followed, jsonpath


def propose(spec: JsonObject, written: JsonObject, subject: Subject) -> Iterator[Proposal]:
    """Propose to send JSON alone, where a body can have it and its parts have no fields."""
    content = subject.raw.content
    where = followed(written, [*subject.where, "requestBody"])
    typed = {media: data.get("schema", {}) for media, data in content.items() if is_typed(media)}
    if any(flatten(spec, schema)[1] for schema in typed.values()) and not subject.raw.body.get("required"):
        yield Proposal(jsonpath(written, where), "required", True, "It has required fields.")
    for media, schema in typed.items() if any(map(is_json, content)) else ():
        if essence(media) == MULTIPART and not flatten(spec, schema)[0]:
            target = jsonpath(written, [*where, "content", media])
            yield Proposal(target, "", None, "Parts need fields, which this schema has not; JSON takes it.")
