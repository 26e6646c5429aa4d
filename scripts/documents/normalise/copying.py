"""The copy of a document that the steps work on, without what nobody reads.

Left out in silence are error answers, which the runtime reads by rules of its own, and headers, links and callbacks.
Left out and noted are ``x-`` members of other tools.  One that looks like ours stays, for the lint to ask about it.
"""

from __future__ import annotations

import difflib
from functools import lru_cache
from typing import Any, Final

from apimodel.document import JsonObject
from apimodel.spec_extensions import EVERY

from .notes import Notes
from .trees import below, keys_of, reference_of

# Members whose keys are names that the author chose: a property may well be called x-something.
NAMES: Final = frozenset(
    {"$defs", "content", "definitions", "encoding", "mapping", "paths", "properties", "patternProperties"}
    | {"parameters", "pathItems", "requestBodies", "responses", "schemas", "securitySchemes", "variables"}
)
DATA: Final = frozenset({"const", "default", "enum", "example", "examples", "security", "scopes"})
UNREAD: Final = frozenset({"callbacks", "headers", "links"})


def private_copy(spec: JsonObject, notes: Notes) -> JsonObject:
    """Return a copy that the steps may change; values that they never change are shared with the document."""
    copied: JsonObject = _copy(spec, "#", notes)
    return copied


def _copy(node: Any, where: str, notes: Notes) -> Any:
    if isinstance(node, list):
        return [_copy(value, f"{where}/{index}", notes) for index, value in enumerate(node)]
    if not isinstance(node, dict):
        return node
    out: JsonObject = {}
    for key, value in node.items():
        here = below(where, key)
        if key.startswith("x-"):
            if _foreign(key):
                notes.change("x- member of another tool: left out", here)
            else:
                out[key] = value
        elif key in DATA:
            out[key] = value
        elif key == "responses" and isinstance(value, dict):
            answers = value if where == "#/components" else _successes(value)
            out[key] = {
                status: _copy(answer, below(here, status), notes) for status, answer in answers.items()
            }
        elif key in NAMES and isinstance(value, dict):
            names = (name for name in value if key != "paths" or not name.startswith("x-"))
            out[key] = {name: _copy(value[name], below(here, name), notes) for name in names}
        elif key not in UNREAD:
            out[key] = _copy(value, here, notes)
    if "%" in (reference := reference_of(out)) and reference.startswith("#/"):
        out["$ref"] = below("#", *keys_of(reference))  # all steps can compare it with the name that it means
    return out


def _successes(responses: JsonObject) -> JsonObject:
    """Return the answers of success: where none has a status of its own, the default is one.  Without any, all stay."""
    found = {status: answer for status, answer in responses.items() if status.startswith("2")}
    return (
        found or {status: answer for status, answer in responses.items() if status == "default"} or responses
    )


@lru_cache
def _foreign(key: str) -> bool:
    return key not in EVERY and not difflib.get_close_matches(key, sorted(EVERY), 1, 0.85)
