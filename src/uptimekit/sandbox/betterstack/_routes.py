"""The URL table: the operation of each path and method."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote

from uptimekit.sandbox.betterstack._call import Handler
from uptimekit.sandbox.betterstack._collection import Collection
from uptimekit.sandbox.betterstack._model import Kind

__all__ = ["Operation", "Routes"]

_VERBS = {"list": "GET", "create": "POST", "get": "GET", "update": "PATCH", "delete": "DELETE"}


@dataclass(frozen=True, slots=True)
class Operation:
    """A handler under its public name; `public` ones need no token, `empty_403` ones refuse without a word."""

    name: str
    handler: Handler
    public: bool = False
    empty_403: bool = False


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=lambda: dict[str, _Node]())
    operations: dict[str, Operation] = field(default_factory=lambda: dict[str, Operation]())


class Routes:
    """A tree of path segments, where `{}` stands for any one of them that has no branch of its own."""

    def __init__(self) -> None:
        self._root = _Node()
        self.operations: list[tuple[str, str, Operation]] = []

    def add(self, verb: str, path: str, operation: Operation) -> None:
        """Add one operation."""
        node = self._root
        for segment in path.split("/"):
            node = node.children.setdefault(segment, _Node())
        if verb in node.operations:
            raise ValueError(f"two operations for {verb} {path}")
        node.operations[verb] = operation
        self.operations.append((verb, path, operation))

    def add_kind(self, kind: Kind) -> None:
        """Add the collection operations of a kind, and those below its older path."""
        self._add_collection(kind, kind.path, kind.operations, "")
        if kind.legacy is not None:
            self._add_collection(kind, *kind.legacy, "_v2")

    def find(self, verb: str, path: str) -> tuple[Operation, tuple[str, ...]] | None:
        """The operation for this verb and path (still percent-encoded), and what stands at its placeholders."""
        node, ids = self._root, list[str]()
        for segment in path.removeprefix("/").removesuffix("/").split("/"):
            child = node.children.get(segment)
            if child is None:
                child = node.children.get("{}")
                ids.append(unquote(segment))
            if child is None:
                return None
            node = child
        operation = node.operations.get(verb) or node.operations.get("*")
        return None if operation is None else (operation, tuple(ids))

    def _add_collection(self, kind: Kind, path: str, operations: tuple[str, ...], suffix: str) -> None:
        collection = Collection(kind)
        for verb in operations:
            below = "" if verb in ("list", "create") else "/{}"
            name = f"{verb}_{kind.collective if verb == 'list' else kind.name}{suffix}"
            handler: Handler = getattr(collection, verb)
            operation = Operation(name, handler, empty_403=kind.empty_403)
            self.add(_VERBS[verb], f"api/{path}{below}", operation)
