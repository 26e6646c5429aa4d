"""Names of methods: from an operation's id less the words of its tag, or from its method and path.

A name is made of its own operation only.  Where two of a tag would be alike, the shorter path keeps it, and the other
operation gets all words of its id.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from itertools import count
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
    **dict.fromkeys(("list", "create", "add", "update", "remove", "search", "find"), ""),
    "destroy": "delete",
    "index": "list",
}
_LISTS: Final = frozenset(
    {"data", "items", "results", "values", "records", "entries", "objects", "resources"}
)
_SECOND: Final = {"put": "replace", "patch": "modify"}
_PREPOSITIONS: Final = frozenset({"by", "for", "from", "in", "of", "on", "to", "with"})
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
    plain = _plain(operation)
    best = (own and _from_words(spec, operation, own, tag)) or _from_path(spec, operation, tag)
    names = [best]
    if operation.method in _SECOND and best[0] == "update":
        names.append([_SECOND[operation.method], *best[1:]])
    verb = best[:1] if not own else []
    names += [
        own,
        [*verb, *words(" ".join(plain[-2:]))] if verb else [],
        [operation.method, *words(" ".join(plain))],
    ]
    names += [words(str(operation.data["operationId"])), [operation.method, *words(operation.path)]]
    good = ["_".join(name) for name in names if name]
    yield from map(_allowed, good)
    yield from (f"{_allowed(good[-1])}_{number}" for number in count(2))


def _plain(operation: Operation) -> list[str]:
    """Return the segments of a path that are no parameters and no version."""
    segments = [each for each in operation.path.split("/") if each and "{" not in each]
    return [each for each in segments if not _VERSION.fullmatch(each)]


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
    """Return the verb of an id and what the tag does not say."""
    left = without(own, tag)
    if left and left[0] not in _SYNONYMS and left[-1] in _SYNONYMS:
        left = [left[-1], *left[:-1]]
    elif own[:1] != left[:1] and left[:1] and left[0] not in _SYNONYMS:
        left = list(own)  # the tag is the verb, such as in searchLamps
    every = "all" in left
    left = [word for word in left if word not in _FILLERS]
    if left[-2:] == ["by", "id"]:
        left = left[:-2]
    while left and left[-1] in _PREPOSITIONS:
        left.pop()
    if not left:
        return []
    verb = _SYNONYMS.get(left[0]) or left[0]
    rest = left[1:-1] if verb == "get" and left[-1] == "list" else left[1:]
    verb = "list" if verb == "get" and every else _listing(spec, operation, verb)
    return [verb, *(rest or _many(operation, verb))]


def _from_path(spec: JsonObject, operation: Operation, tag: list[str]) -> list[str]:
    """Return the verb that a method means, and the last segment of the path; or that alone, if it is an action."""
    plain = _plain(operation)
    verb = _VERBS.get(operation.method, operation.method)
    last = words(plain[-1]) if plain else []
    noun = without(last, tag)
    if operation.path.endswith("}"):
        return [verb, *noun[:-1], *map(singular, noun[-1:])]
    if noun and operation.method in ("post", "put") and singular(last[-1]) == last[-1]:
        return noun
    verb = _listing(spec, operation, verb)
    return [verb, *(noun or _many(operation, verb))]


def _many(operation: Operation, verb: str) -> list[str]:
    """Return what tells changes of a whole collection from those of one of its objects."""
    last = words((_plain(operation) or [""])[-1])[-1:]
    collection = not operation.path.endswith("}") and last != list(map(singular, last))
    return ["many"] if collection and verb in ("update", "delete") else []


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
