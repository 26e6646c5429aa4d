"""The URL table: the operation of each path and method."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from starlette.responses import Response

from uptimekit.sandbox.statuspage._settings import Shape

if TYPE_CHECKING:
    from uptimekit.sandbox.statuspage._call import Call

__all__ = ["Handler", "Operation", "Routes", "operation", "twins"]

Handler = Callable[["Call"], Response]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A handler under its public name, and where it is found.

    path: below `/v1/`, or of public ones below the page, with `{}` where ids stand.
    shape: how its 422 looks, unless the sandbox was told otherwise.
    public: whether it belongs to the public API, which needs no key.
    """

    verb: str
    path: str
    name: str
    handler: Handler
    shape: Shape = "string"
    public: bool = False


def operation(line: str, handler: Handler, shape: Shape = "string", *, public: bool = False) -> Operation:
    """An operation from a line like "GET pages/{} get_page"."""
    verb, path, name = line.split()
    return Operation(verb=verb, path=path, name=name, handler=handler, shape=shape, public=public)


def twins(path: str, noun: str, handler: Handler, shape: Shape = "string") -> tuple[Operation, Operation]:
    """PATCH and PUT on the same path, which do the same."""
    return (
        operation(f"PATCH {path} update_{noun}", handler, shape),
        operation(f"PUT {path} replace_{noun}", handler, shape),
    )


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=lambda: dict[str, _Node]())
    operations: dict[str, Operation] = field(default_factory=lambda: dict[str, Operation]())


class Routes:
    """A tree of path segments, where `{}` stands for any one of them that has no branch of its own."""

    def __init__(self, operations: Iterable[tuple[str, Operation]]) -> None:
        self._root = _Node()
        self.names: frozenset[str] = frozenset()
        for prefix, one in operations:
            self._add(f"{prefix}/{one.path}", one)

    def _add(self, path: str, added: Operation) -> None:
        node = self._root
        for segment in path.split("/"):
            node = node.children.setdefault(segment, _Node())
        if added.verb in node.operations or added.name in self.names:
            raise ValueError(f"two operations for {added.verb} {path}, or two called {added.name}")
        node.operations[added.verb] = added
        self.names |= {added.name}

    def find(self, verb: str, path: str) -> tuple[Operation, tuple[str, ...]] | None:
        """The operation for this verb and path (still percent-encoded), and what stands at its placeholders.

        Every path is also known with `.json` appended, and a final slash does not count.
        """
        *above, last = path.removeprefix("/").removesuffix("/").split("/")
        # The public paths have the suffix in their names, so they are only found with it.
        return self._walk(verb, [*above, last.removesuffix(".json")]) or self._walk(verb, [*above, last])

    def _walk(self, verb: str, segments: list[str]) -> tuple[Operation, tuple[str, ...]] | None:
        node, ids = self._root, list[str]()
        for segment in segments:
            child = node.children.get(segment)
            if child is None:
                child = node.children.get("{}")
                ids.append(unquote(segment))
            if child is None:
                return None
            node = child
        one = node.operations.get(verb)
        return None if one is None else (one, tuple(ids))
