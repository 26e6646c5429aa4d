"""Proposals about one operation: its names, what its answer wraps, and whether it may be sent again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from apimodel.document import JsonObject, resolve
from apimodel.media import is_json

from .fields import fields, kinds_at
from .proposal import Proposal, Subject

_KEYS: Final = frozenset({"idempotencykey", "dedupkey", "deduplicationkey", "idempotencytoken"})
_NAMES: Final = {
    "operationId": "The document has no name for it.",
    "tags": "The document has no tag for it.",
    "x-method-name": "",
}
_SEARCH: Final = re.compile(r"(^|[/_-])(search|query)$", re.IGNORECASE)


def names(subject: Subject) -> Iterator[Proposal]:
    """Propose the names that were made, so that other operations do not change them."""
    for member, why in _NAMES.items():
        name, given = subject.raw.data.get(member), subject.written.get(member)
        if name and not given:
            yield subject.propose(member, name, why or str(subject.written.get("operationId", "")))
        elif member == "operationId" and name != given:
            yield subject.propose(
                member, name, f"The document says {given}: no name for a function, or taken."
            )


def unwrapping(spec: JsonObject, subject: Subject) -> Iterator[Proposal]:
    """Propose to return the only field of an answer, if that is an object or a list."""
    schema = subject.raw.answer_schema
    inner = fields(spec, schema)
    if schema is None or subject.has("x-unwrap") or len(inner) != 1 or len(subject.raw.answers) != 1:
        return
    (name,) = inner
    if kinds_at(spec, schema, name) in ({"object"}, {"array"}):
        yield subject.propose("x-unwrap", name, "The answer has no other field.")


def idempotency(spec: JsonObject, subject: Subject) -> Iterator[Proposal]:
    """Propose which POST may be sent again: a search, and one with a key by which the server knows it again."""
    if subject.has("x-idempotent") or subject.raw.method not in ("post", "patch"):
        return
    bodies = (data.get("schema") for media, data in subject.raw.content.items() if is_json(media))
    body = resolve(spec, next(bodies, None))
    key = next((name for name in fields(spec, body) if re.sub(r"[^a-z]", "", name.lower()) in _KEYS), None)
    if key:
        yield subject.propose("x-idempotent", key, "By its name, the server knows a repeated request by it.")
    elif _SEARCH.search(subject.raw.path):
        yield subject.propose("x-idempotent", True, "By its path, it reads only.")
