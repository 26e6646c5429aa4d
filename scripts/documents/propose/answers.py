"""Proposals about answers of success that a document leaves out, or refers to in the wrong place."""

from __future__ import annotations

from collections.abc import Iterator

from apimodel.document import JsonObject, pointer

from .proposal import Proposal, Subject, jsonpath, resolved


def propose(written: JsonObject, subject: Subject) -> Iterator[Proposal]:
    """Propose what is read of an answer that the document does not describe."""
    yield from _misplaced(written, subject)
    if not subject.raw.answers:
        if subject.raw.data.get("deprecated"):
            yield subject.propose("x-skip", True, "It is deprecated, and no success is described.")
        else:
            answer = {"200": {"description": "Not described."}}
            yield subject.propose(
                "responses", answer, "No success is described: nothing is read of the answer."
            )


def _misplaced(written: JsonObject, subject: Subject) -> Iterator[Proposal]:
    """Propose an answer in place of a reference to a request body, with what that holds."""
    responses = subject.written.get("responses")
    where = [*subject.where, "responses"]
    for status, answer in responses.items() if isinstance(responses, dict) else ():
        reference = answer.get("$ref") if isinstance(answer, dict) else None
        if not isinstance(reference, str) or not reference.startswith("#/components/requestBodies/"):
            continue
        content = resolved(written, answer).get("content")
        medias = content if isinstance(content, dict) else {}
        schemas = {media: f"{reference}{pointer('content', media, 'schema')[1:]}" for media in medias}
        body = {media: {"schema": {"$ref": schema}} for media, schema in schemas.items()}
        why = "The document refers to a request body here: an answer with its content is meant."
        yield Proposal(jsonpath(written, [*where, status]), "", None, why)
        value = {"description": "Like the request body.", "content": body}
        yield Proposal(jsonpath(written, where), status, value, "")
