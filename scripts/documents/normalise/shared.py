"""One schema where an operation's bodies, or its answers, are alike in several formats."""

from __future__ import annotations

from typing import Any, Final

from apimodel.document import JsonObject

from .notes import Notes
from .references import name_in_place
from .trees import below, mapping
from .walking import operations

_NAMED: Final = frozenset({"properties", "allOf", "enum"})


def shared(spec: JsonObject, notes: Notes) -> None:
    """Let equal schemas of a body, or of the answers of an operation, be one component."""
    for operation in operations(spec):
        _share(spec, _contents(operation.data.get("requestBody"), f"{operation.where}/requestBody"), notes)
        answers = mapping(operation.data.get("responses")).items()
        contents = [
            _contents(answer, below(operation.where, "responses", status)) for status, answer in answers
        ]
        _share(spec, {where: content for each in contents for where, content in each.items()}, notes)


def _contents(part: Any, where: str) -> dict[str, JsonObject]:
    contents = mapping(mapping(part).get("content")).items()
    return {
        below(where, "content", media): content for media, content in contents if isinstance(content, dict)
    }


def _share(spec: JsonObject, contents: dict[str, JsonObject], notes: Notes) -> None:
    first: list[tuple[JsonObject, str, Any]] = []
    for where, content in contents.items():
        schema = content.get("schema")
        for other, place, written in first:
            if written == schema and mapping(schema).keys() & _NAMED:
                if "$ref" not in other["schema"]:
                    name_in_place(spec, f"{place}/schema", notes)
                notes.change("schema of several formats: one", f"{where}/schema")
                content["schema"] = dict(other["schema"])
                break
        else:
            first.append((content, where, schema))
