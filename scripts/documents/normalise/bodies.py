"""Bodies and answers: what is sent, what a client asks for, and what it can read."""

from __future__ import annotations

from apimodel.document import JsonObject
from apimodel.media import JSON, essence, is_json

from .notes import Notes
from .objects import fields_of, follow
from .trees import below, mapping, sequence
from .walking import Operation, operations


def bodies(spec: JsonObject, notes: Notes) -> None:
    """Bring the body and the answers of every operation into one form."""
    for operation in operations(spec):
        _body(spec, operation, notes)
        _answers(spec, operation, notes)
        _ranges(spec, operation, notes)


def _body(spec: JsonObject, operation: Operation, notes: Notes) -> None:
    """Leave out a body that holds nothing."""
    if follow(spec, operation.data.get("requestBody")).get("content") == {}:
        notes.change("body without content: left out", f"{operation.where}/requestBody")
        del operation.data["requestBody"]


def _ranges(spec: JsonObject, operation: Operation, notes: Notes) -> None:
    """Read what is of any media type, and has fields, numbers or items, as JSON: frameworks write so."""
    responses = mapping(operation.data.get("responses")).items()
    holders = {
        below(operation.where, "responses", status): mapping(response) for status, response in responses
    }
    holders[f"{operation.where}/requestBody"] = mapping(operation.data.get("requestBody"))
    for where, holder in holders.items():
        for media, held in mapping(holder.get("content")).items():
            schema = follow(spec, mapping(held).get("schema"))
            if (
                essence(media) not in ("*/*", "application/*")
                or JSON in holder["content"]
                or not _has_values(schema)
            ):
                continue
            notes.change("any media type: JSON", below(where, "content", media))
            notes.moved({below(where, "content", JSON): below(where, "content", media)})
            holder["content"] = {
                JSON if key == media else key: each for key, each in holder["content"].items()
            }


def _has_values(schema: JsonObject) -> bool:
    """Whether a schema says more than text or bytes."""
    kind = schema.get("type")
    return bool(schema) and "string" not in ([kind] if isinstance(kind, str) else sequence(kind))


def required_bodies(spec: JsonObject, notes: Notes) -> None:
    """Write that a body with required fields is required itself."""
    for operation in operations(spec):
        body = follow(spec, operation.data.get("requestBody"))
        schemas = [mapping(content).get("schema") for content in mapping(body.get("content")).values()]
        if body.get("required") is not True and any(fields_of(spec, schema)[1] for schema in schemas):
            notes.change("body with required fields: required", f"{operation.where}/requestBody")
            body["required"] = True


def _answers(spec: JsonObject, operation: Operation, notes: Notes) -> None:
    """Take the default for success where no other answer is; an answer to HEAD has no body."""
    responses = mapping(operation.data.get("responses"))
    where = below(operation.where, "responses")
    if list(responses) == ["default"]:
        notes.change("default answer: read as the one of success", f"{where}/default")
        notes.moved({f"{where}/200": f"{where}/default"})
        responses["200"] = responses.pop("default")
    for status, response in responses.items():
        if isinstance(response, dict) and "$ref" not in response and "description" not in response:
            notes.change("answer without a description: an empty one", below(where, status))
            response["description"] = ""
        for media, content in mapping(mapping(response).get("content")).items():
            if is_json(media) and isinstance(content, dict) and "schema" not in content:
                notes.change(
                    "JSON answer without a schema: any value", below(where, status, "content", media)
                )
                content["schema"] = {}
        if operation.method == "head" and "content" in (answer := follow(spec, response)):
            notes.change("body of an answer to HEAD: left out", below(where, status))
            responses[status] = {key: value for key, value in answer.items() if key != "content"}
