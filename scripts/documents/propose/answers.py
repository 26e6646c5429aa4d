"""Proposals about answers of success that a document leaves out, or describes by an example only."""

from __future__ import annotations

from collections.abc import Iterator

from apimodel.document import JsonObject
from apimodel.media import is_json, preferred

from .proposal import Proposal, Subject, followed, jsonpath, looked_up


def propose(written: JsonObject, subject: Subject) -> Iterator[Proposal]:
    """Propose what is read of an answer that the document does not describe."""
    if not subject.raw.answers:
        if subject.raw.data.get("deprecated"):
            yield subject.propose("x-skip", True, "It is deprecated, and no success is described.")
        else:
            answer = {"200": {"description": "Not described."}}
            yield subject.propose(
                "responses", answer, "No success is described: nothing is read of the answer."
            )
    for status, answer in subject.raw.answers.items():
        content = answer.get("content") or {}
        media = preferred(content)
        if is_json(media) and "schema" not in content[media]:
            where = [*followed(written, [*subject.where, "responses", status]), "content", media]
            if isinstance(looked_up(written, where), dict):
                yield Proposal(
                    jsonpath(written, where), "schema", {}, "The document has no schema for it: any value."
                )
