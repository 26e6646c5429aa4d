"""Proposals about bodies whose formats do not go together."""

from __future__ import annotations

from collections.abc import Iterator

from apimodel.document import JsonObject, flatten
from apimodel.media import is_json, is_typed

from .proposal import Proposal, Subject, followed, jsonpath


def propose(spec: JsonObject, written: JsonObject, subject: Subject) -> Iterator[Proposal]:
    """Propose to send JSON alone, where a body can have it and another format has no fields, or all of it at once."""
    content = subject.raw.content
    fields = {media: set(flatten(spec, data.get("schema", {}))[0]) for media, data in content.items()}
    where = followed(written, [*subject.where, "requestBody"])
    required = any(
        flatten(spec, data.get("schema", {}))[1] for media, data in content.items() if is_typed(media)
    )
    if required and not subject.raw.body.get("required"):
        yield Proposal(jsonpath(written, where), "required", True, "It has required fields.")
    if not any(map(is_json, content)):
        return
    for media in content:
        target = jsonpath(written, [*where, "content", media])
        if is_typed(media) and not is_json(media) and not fields[media]:
            yield Proposal(target, "", None, "A form needs fields, which this schema has not; JSON takes it.")
        elif not is_typed(media) and any("body" in each for each in fields.values()):
            yield Proposal(
                target, "", None, "It is sent as body=, and JSON has a field body: one of the two has to go."
            )
