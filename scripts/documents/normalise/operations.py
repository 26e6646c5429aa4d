"""Ids and tags of operations: what has none, or one that Python does not take, gets one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from apimodel.document import JsonObject
from apimodel.names import class_name, identifier, snake_case
from apimodel.reserved import CLIENT, TAG_CLASSES

from .notes import Notes
from .trees import sequence
from .walking import Operation
from .walking import operations as operations_of

_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_VERSION: Final = re.compile(r"v\d+([._]\d+)*|api|rest")


def operations(spec: JsonObject, notes: Notes) -> None:
    """Give each operation an id of its own and exactly one tag."""
    ids: set[str] = set()
    tags: dict[str, str] = {}
    for operation in operations_of(spec):
        data = operation.data
        fit = next(name for name in _ids(operation) if identifier(name) not in ids)
        ids.add(identifier(fit))
        if fit != data.get("operationId"):
            what = "changed" if "operationId" in data else "made from method and path"
            notes.change(f"operationId: {what}", operation.where)
            data["operationId"] = fit
        tag = _tag(operation)
        tag = tags.setdefault(identifier(tag), tag)
        if data.get("tags") != [tag]:
            notes.change(_why(data.get("tags")), operation.where)
            data["tags"] = [tag]


def words_of_path(path: str) -> str:
    """Return the segments of a path in snake case, parameters among them."""
    return re.sub(r"[^A-Za-z0-9]+", "_", path).strip("_") or "root"


def _ids(operation: Operation) -> Iterator[str]:
    """Yield ids for an operation, best first: each is the name of a function."""
    written = operation.data.get("operationId")
    made = f"{operation.method}_{words_of_path(operation.path)}"
    names = [written, f"{operation.method}_{written}"] if isinstance(written, str) and written.strip() else []
    for name in [*names, made]:
        if _NAME.fullmatch(snake_case(name)):
            yield name
    count = 2
    while True:
        yield f"{made}_{count}"
        count += 1


def _tag(operation: Operation) -> str:
    written = [tag for tag in sequence(operation.data.get("tags")) if isinstance(tag, str)]
    segments = [each for each in operation.path.split("/") if each and not each.startswith("{")]
    for tag in (*written[:1], *(each for each in segments if not _VERSION.fullmatch(each)), "root"):
        for name in (tag, f"{tag} api"):
            attribute = identifier(name)
            good = _NAME.fullmatch(attribute) and attribute not in CLIENT
            if good and class_name(name) not in TAG_CLASSES and not class_name(name).startswith("Async"):
                return name
    return "root"


def _why(tags: Any) -> str:
    count = len(sequence(tags))
    return (
        "several tags: the first counts"
        if count > 1
        else "tag: written"
        if count
        else "no tag: made from the path"
    )
