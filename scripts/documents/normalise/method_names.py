"""Names of methods: from an operation's id less the words of its tag, or from its method and path.

A name is made of its own operation only.  Where two of a tag would be alike, the shorter path keeps it, and the other
operation gets all words of its id.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from typing import Any, Final

from apimodel.document import JsonObject
from apimodel.names import identifier
from apimodel.reserved import READERS, TYPES

from .notes import Notes
from .objects import fields_of, follow
from .trees import mapping
from .walking import Operation, operations
from .words import singular, without, words

_VERBS: Final = {"get": "get", "post": "create", "put": "update", "patch": "update", "delete": "delete"}
_SYNONYMS: Final = {
    **_VERBS,
    **dict.fromkeys(("fetch", "retrieve", "read", "show", "view"), "get"),
    **dict.fromkeys(("edit", "modify"), "update"),
    **dict.fromkeys(("list", "create", "add", "update", "remove"), ""),
    "destroy": "delete",
    "index": "list",
}
_LISTS: Final = frozenset(
    {"data", "items", "results", "values", "records", "entries", "objects", "resources"}
)
_FILLERS: Final = frozenset({"a", "an", "the", "all"})
_VERSION: Final = re.compile(r"v\d+([._]\d+)*|api|rest")


def method_names(spec: JsonObject, notes: Notes) -> None:
    """Give each operation an ``x-method-name`` that is free in its tag."""
    taken: set[tuple[str, str]] = set()
    unnamed: list[Operation] = []
    for operation in operations(spec):
        given = operation.data.get("x-method-name")
        if given is None:
            unnamed.append(operation)
        else:
            taken.add((_tag(operation), str(given)))
    for operation in sorted(unnamed, key=lambda each: each.path.count("/")):
        names = ((_tag(operation), name) for name in _names(spec, operation))
        tag, name = next(pair for pair in names if pair not in taken)
        taken.add((tag, name))
        operation.data["x-method-name"] = name
        notes.change("method name: made", operation.where)


def _tag(operation: Operation) -> str:
    return identifier(str(operation.data["tags"][0]))


def _names(spec: JsonObject, operation: Operation) -> Iterator[str]:
    """Yield names for a method, best first."""
    tag = words(str(operation.data["tags"][0]))
    own = _own_words(operation)
    whole = words(str(operation.data["operationId"]))
    path = [operation.method, *words(operation.path)]
    names = [_from_words(spec, operation, own, tag) if own else [], _from_path(spec, operation, tag)]
    if operation.method == "put":
        names.append(["replace", *names[-1][1:]])
    good = ["_".join(name) for name in (*names[0 if own else 1 :], whole, path) if name]
    yield from (_allowed(name) for name in good)
    number = 2
    while True:
        yield f"{_allowed(good[-1])}_{number}"
        number += 1


def _allowed(name: str) -> str:
    if keyword.iskeyword(name) or name in TYPES | READERS:
        return f"{name}_"
    return name if re.match(r"(?!iter(_|$))[a-z]", name) else f"do_{name}"


def _own_words(operation: Operation) -> list[str]:
    """Return the words of an id that do not just repeat method and path, as frameworks write them."""
    written = str(operation.data["operationId"])
    method, path = operation.method, _squeezed(operation.path)
    squeezed = _squeezed(written)
    if squeezed in (method + path, path + method):
        return []
    if squeezed.endswith(path + method) and path:
        kept = len(squeezed) - len(path + method)
        own = words(written)
        while kept < len("".join(own)):
            own.pop()
        return own
    return words(written)


def _squeezed(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _from_words(spec: JsonObject, operation: Operation, own: list[str], tag: list[str]) -> list[str]:
    left = [word for word in without(own, tag) if word not in _FILLERS]
    if left[-2:] == ["by", "id"]:
        left = left[:-2]
    if left and left[0] not in _SYNONYMS and left[-1] in _SYNONYMS:
        left = [left[-1], *left[:-1]]
    if not left:
        return []
    verb = _SYNONYMS.get(left[0]) or left[0]
    rest = left[1:-1] if verb == "get" and left[-1] == "list" else left[1:]
    return [_listing(spec, operation, verb), *rest]


def _from_path(spec: JsonObject, operation: Operation, tag: list[str]) -> list[str]:
    segments = [each for each in operation.path.split("/") if each and not _VERSION.fullmatch(each)]
    plain = [each for each in segments if "{" not in each]
    verb = _VERBS.get(operation.method, operation.method)
    noun = without(words(plain[-1]), tag) if plain else []
    if segments[-1:] == plain[-1:]:
        action = noun and operation.method in ("post", "put") and singular(noun[-1]) == noun[-1]
        return noun if action else [_listing(spec, operation, verb), *noun]
    return [verb, *noun[:-1], *map(singular, noun[-1:])]


def _listing(spec: JsonObject, operation: Operation, verb: str) -> str:
    """Return ``list`` for what gets a list."""
    if verb != "get" or operation.method != "get" or operation.path.endswith("}"):
        return verb
    schema = follow(spec, _answer(spec, operation))
    if schema.get("type") == "array":
        return "list"
    last = words(operation.path)[-1:]
    fields, _ = fields_of(spec, schema)
    lists = [name for name, field in fields.items() if follow(spec, field).get("type") == "array"]
    return "list" if any(name.lower() in _LISTS or words(name)[-1:] == last for name in lists) else verb


def _answer(spec: JsonObject, operation: Operation) -> Any:
    """Return the schema of the JSON answer."""
    for response in mapping(operation.data.get("responses")).values():
        for media, content in mapping(follow(spec, response).get("content")).items():
            if "json" in media:
                return mapping(content).get("schema")
    return None
