"""Calling an operation from the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from uptimekit._runtime.errors import InputError, NotFoundError

from ..exit_codes import CANNOT_TELL
from .accounts import PATH_VARIABLES, chosen_account, client_values, path_values, places_told
from .all_pages import check_first_page, first_page, first_request, show_pages
from .answer import show_answer
from .clients import open_client
from .dry_run import show_preview
from .ids_by_name import IdsByName
from .more_pages import noting_more
from .request_arguments import keyword_arguments, path_arguments, with_new_values

if TYPE_CHECKING:
    from uptimekit._runtime import BaseClient, ListRequest, Operation, Request
    from uptimekit.fleet import Account

    from .operation_command import OperationCommand

__all__ = ["call"]


def call(command: OperationCommand, given: Mapping[str, Any]) -> int | None:
    """Call the operation of *command* with what was *given*, and print what it returns."""
    if str(given["config"]).startswith("{") and "api_config" in given:
        raise click.UsageError(
            "--config is the configuration file; the field config of the API is --api-config"
        )
    account = chosen_account(command.provider, given["account"], given["config"])
    address = {"base_url": given["base_url"]} if given["base_url"] else {}
    options = {"deadline": given["deadline"]} if given["deadline"] else {}

    @contextmanager
    def opened(operation: Operation) -> Generator[BaseClient]:
        values = None if account is None else client_values(account, operation)
        with (
            places_told(account, operation),
            open_client(command.provider, command.table, values, operation, address, **options) as client,
        ):
            yield client

    request = _request(command, given, account, IdsByName(command, opened))
    with opened(request.operation) as client:
        every: ListRequest[Any, Any] | None = request if given.get("every") else None  # type: ignore[assignment]  # of an operation with pages
        if every:
            check_first_page(command, every)
        if given["dry_run"]:
            show_preview(client.preview(first_request(every) if every else request), given["output"])
            return None
        if not _confirmed(client, request, given):
            click.echo("uptimekit: nothing was sent", err=True)
            return CANNOT_TELL
        if every:
            show_pages(command, client, every, given)
        else:
            _show_answer(command, client, request, given)
    return None


def _request(
    command: OperationCommand, given: Mapping[str, Any], account: Account | None, ids: IdsByName
) -> Request[Any]:
    """Return the request.  Names are looked up last: what is wrong with another argument is told before anything is read."""
    known = path_values(command.provider, account, [each["name"] for each in command.path])
    variables: Mapping[str, str] = {}
    if account is None:
        variables = PATH_VARIABLES.get(command.provider, variables)
    paths = path_arguments(command.path, given.get("paths", ()), known, variables, command.references)
    keywords = keyword_arguments(command.operation, given)
    any_ids = IdsByName(command, None)
    unlisted = bool(given.get("unlisted"))
    request = _built(command, any_ids.in_path(paths), any_ids.in_options(keywords), unlisted=unlisted)
    if not any_ids.used:
        return request
    return _built(command, ids.in_path(paths), ids.in_options(keywords), unlisted=unlisted)


def _built(
    command: OperationCommand, paths: Sequence[Any], keywords: Mapping[str, Any], *, unlisted: bool
) -> Request[Any]:
    module = import_module(f"uptimekit_clients.{command.provider}.requests.{command.resource}")
    build: Callable[..., Request[Any]] = partial(getattr(module, command.verb), *paths)
    new = with_new_values(command.operation, keywords)
    if unlisted:
        return build(**new)
    try:
        return build(**keywords)
    except InputError as error:
        if not _can_be_built(build, new):
            raise
        said = error.message.partition("; to send a newer value")[0]
        raise InputError(f"{said}; to send it all the same, add --unlisted", field=error.field) from None


def _can_be_built(build: Callable[..., Request[Any]], keywords: Mapping[str, Any]) -> bool:
    with suppress(InputError):
        build(**keywords)
        return True
    return False


def _confirmed(client: BaseClient, request: Request[Any], given: Mapping[str, Any]) -> bool:
    """Ask whether to delete, if somebody is there to answer."""
    if "yes" not in given or given["yes"] or not sys.stdin.isatty():
        return True
    preview = client.preview(request)
    return click.confirm(f"{preview.method} {preview.url}: really?", err=True)


def _show_answer(
    command: OperationCommand, client: BaseClient, request: Request[Any], given: Mapping[str, Any]
) -> None:
    """Print the answer; after one page of a listing, say on stderr if there are more."""
    notes: list[str] = []
    if "every" in given:
        request = noting_more(request, first_page(request), notes.append)  # type: ignore[arg-type]  # of an operation with pages
    try:
        answer = client.call(request)
    except NotFoundError as error:
        error.message += _about_missing(command.operation)
        raise
    show_answer(command.operation, answer, given)
    if answer is None and command.operation["method"] == "DELETE":
        notes.append(f"deleted {client.preview(request).url}")
    for note in notes:
        click.echo(f"uptimekit: {note}", err=True)


def _about_missing(operation: Mapping[str, Any]) -> str:
    """Return what the API's document says about a 404 of *operation*, such as that a ping may have no body."""
    sentences = " ".join(operation.get("text", "").split()).split(". ")
    said = [sentence.removesuffix(".") for sentence in sentences if "404" in sentence]
    return f"; the API's document says: {'. '.join(said)}" if said else ""
