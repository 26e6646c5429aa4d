"""The types of an operation's arguments on the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

import click
from click.shell_completion import CompletionItem

from ..parameter_types import Date, Integer, JsonValue, Number, Parsed, Time
from .references import Reference

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["argument_type", "read_bytes"]


class _Boolean(Parsed[bool]):
    name = "boolean"

    def parse(self, text: str) -> bool:
        if text not in ("true", "false"):
            raise ValueError("is neither true nor false")
        return text == "true"


class _Text(Parsed[str]):
    """A text, which may have listed values; a server may know others, so that the request says which are refused."""

    name = "text"

    def __init__(self, values: tuple[str, ...] = ()) -> None:
        self._values = values

    def parse(self, text: str) -> str:
        return text

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[str]]:
        return [CompletionItem(value) for value in self._values if value.startswith(incomplete)]


class _Secret(Parsed[str]):
    """A text that may be read from a file, where the list of processes does not show it."""

    name = "text or @file"

    def parse(self, text: str) -> str:
        if not text.startswith("@"):
            return text
        try:
            return read_bytes(text[1:]).decode("utf-8-sig").strip()
        except UnicodeDecodeError:
            raise ValueError(f"what {text} holds is no text in UTF-8") from None


class _File(Parsed[Any]):
    """The path of a file; ``-`` is standard input."""

    name = "file"

    def parse(self, text: str) -> bytes | Path:
        from pathlib import Path

        return read_bytes("-") if text == "-" else Path(text)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[str]]:
        return [CompletionItem(incomplete, type="file")]


class _TextOrFile(Parsed[Any]):
    """A text, or ``@`` and the path of a file, ``@-`` for standard input."""

    name = "text or @file"

    def parse(self, text: str) -> str | bytes | Path:
        return _File().parse(text[1:]) if text.startswith("@") else text


class _OneOf(Parsed[Any]):
    """A value of the first type that it is one of."""

    def __init__(self, kinds: list[Parsed[Any]]) -> None:
        self.name, self._kinds = " or ".join(kind.name for kind in kinds), kinds

    def parse(self, text: str) -> Any:
        for kind in self._kinds[:-1]:
            try:
                return kind.parse(text)
            except ValueError:
                continue
        return self._kinds[-1].parse(text)


class _IdOrName(Parsed[Any]):
    """An id, or the name of what it is the id of."""

    name = "id or name"

    def __init__(self, kind: Parsed[Any], reference: Reference) -> None:
        self._kind, self._reference = kind, reference

    def parse(self, text: str) -> Any:
        return self._kind.parse(text) if text.startswith("@") or self._reference.is_id(text) else text


def read_bytes(path: str) -> bytes:
    """Return what a file holds, or standard input for ``-``; raise ValueError for one that cannot be read."""
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read()
    except OSError as error:
        raise ValueError(f"the file {path!r} cannot be read ({error.strerror})") from None


_TYPES: Final[Mapping[str, Callable[[], Parsed[Any]]]] = {
    "boolean": _Boolean,
    "date": Date,
    "file": _File,
    "integer": Integer,
    "json": JsonValue,
    "number": Number,
    "text": _Text,
    "text or file": _TextOrFile,
    "time": Time,
}


def argument_type(argument: Mapping[str, Any], reference: Reference | None = None) -> Parsed[Any]:
    """Return the type of an argument of ``commands.json``; with a *reference*, that of an id that may be a name."""
    if reference is not None and not reference.keyed:
        return _IdOrName(argument_type(argument), reference)
    kind = argument["type"]
    if argument.get("secret") and kind == "text":
        return _Secret()
    if kind == "text":
        return _Text(tuple(argument.get("values", ())))
    if kind in _TYPES:
        return _TYPES[kind]()
    return _OneOf([_TYPES[word]() for word in kind.split(" or ")])
