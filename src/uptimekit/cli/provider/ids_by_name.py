"""The ids of things that were typed by their names: one listing tells those of all things of a kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from uptimekit._runtime.encoding import plain
from uptimekit._runtime.errors import InputError, NotFoundError
from uptimekit._runtime.json_types import is_array, is_object
from uptimekit._runtime.sanitize import sanitized
from uptimekit._runtime.spelling import nearest

from ..values import value_at
from .argument_types import argument_type
from .named_rows import Row, candidates, named, names_of
from .references import Reference

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from uptimekit._runtime import BaseClient, Operation, Request

    from .operation_command import OperationCommand

    OpenClient = Callable[[Operation], AbstractContextManager[BaseClient]]

__all__ = ["IdsByName"]

_ANY: Final = ("1", "0" * 12, "00000000-0000-4000-8000-000000000000")
"""Ids of all forms."""


class IdsByName:
    """Finds the ids of a command's arguments.

    Args:
        command: the command of an operation.
        open_client: returns a client for another operation; None to read nothing, so that any id stands for a name.

    Attributes:
        used: whether there was a name.
    """

    def __init__(self, command: OperationCommand, open_client: OpenClient | None) -> None:
        self._command, self._open = command, open_client
        self._listed: dict[tuple[str, tuple[Any, ...]], list[Row]] = {}
        self._path: dict[str, Any] = {}
        self.used = False

    def in_path(self, values: Sequence[Any]) -> list[Any]:
        """Return the arguments in the path, in their order, with an id in the place of each name."""
        for argument, value in zip(self._command.path, values, strict=True):
            self._path[argument["name"]] = self._with_ids(argument["name"], value)
        return [*self._path.values()]

    def in_options(self, keywords: Mapping[str, Any]) -> dict[str, Any]:
        """Return the other arguments, after those in the path, with ids in the place of names."""
        return {name: self._with_ids(name, value) for name, value in keywords.items()}

    def _with_ids(self, argument: str, value: Any) -> Any:
        reference = self._command.references.get(argument)
        if reference is None:
            return value
        if is_object(value) and reference.keyed:
            return {self._id(reference, key): each for key, each in value.items()}
        kind = next(each for each in self._command.operation["arguments"] if each["name"] == argument)
        given: Any = value if is_array(value) else [value]
        ids = [
            each if reference.is_id(each) else argument_type(kind).parse(self._id(reference, each))
            for each in given
        ]
        return ids if is_array(value) else ids[0]

    def _id(self, reference: Reference, value: str) -> str:
        """Return *value* if it is an id, else the id of the one thing that is named so, or of the one that is open.

        Raises NotFoundError if there is none, with the nearest name, and InputError if there are several, with these.
        """
        if reference.is_id(value):
            return value
        self.used = True
        if self._open is None:
            return next(filter(reference.is_id, _ANY))
        rows = self._rows(reference, self._open)
        found = named(rows, value)
        what = f"{reference.noun} {sanitized(value)!r}"
        if not found:
            near = nearest(value, {name for row in rows for name in names_of(row)})
            hint = f"; did you mean {sanitized(near)!r}?" if near else ""
            raise NotFoundError(f"there is no {what}{hint}; {reference.command} shows all")
        if len(found) > 1:
            raise InputError(
                f"{len(found)} things match {what}: {candidates(found)}; "
                f"give the id of one, which {reference.command} shows"
            )
        key = _key(reference, found[0])
        if key is None:
            raise InputError(f"the server tells no id of {what} that this takes; the key may be read-only")
        return key

    def _rows(self, reference: Reference, open_client: OpenClient) -> list[Row]:
        """Return the rows of all pages of the listing of what *reference* means, which is read once."""
        parents = tuple(self._path[name] for name in reference.parents)
        if (reference.resource, parents) not in self._listed:
            module = import_module(
                f"uptimekit_clients.{self._command.provider}.requests.{reference.resource}"
            )
            request: Request[Any] = module.list(*parents)
            table = self._command.table["resources"][reference.resource]["operations"]["list"]
            with open_client(request.operation) as client:
                self._listed[reference.resource, parents] = [*_read(client, request, table)]
        return self._listed[reference.resource, parents]


def _read(client: BaseClient, request: Request[Any], table: Mapping[str, Any]) -> Iterator[Row]:
    if table.get("paged"):
        listing: Any = request
        yield from filter(is_object, map(plain, client.paginate(listing)))
        return
    answer = plain(client.call(request))
    yield from filter(is_object, answer if is_array(answer) else value_at(answer, table["rows"]) or ())


def _key(reference: Reference, row: Row) -> str | None:
    """Return the id of a row in the form that *reference* wants; None if it has none."""
    keys = [str(row[name]) for name in ("id", "uuid", "unique_key") if row.get(name)]
    return next(filter(reference.is_id, keys), None)
