"""Calling an operation from the command line."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from ..exit_codes import CANNOT_TELL
from .accounts import account_values, path_values
from .answer import show_answer, show_items
from .clients import open_client
from .dry_run import show_preview
from .request_arguments import keyword_arguments, path_arguments

if TYPE_CHECKING:
    from uptimekit._runtime import ListRequest, Request

    from .operation_command import OperationCommand

__all__ = ["call"]


def call(command: OperationCommand, given: Mapping[str, Any]) -> int | None:
    """Call the operation of *command* with what was *given*, and print what it returns."""
    values = account_values(command.provider, given["account"], given["config"])
    request = _request(command, given, values)
    if given["base_url"]:
        values = {**values, "base_url": given["base_url"]}
    options = {"deadline": given["deadline"]} if given["deadline"] else {}
    with open_client(command.provider, command.table, values, request.operation, **options) as client:
        if given["dry_run"]:
            show_preview(client.preview(request), given["output"])
            return None
        if not _confirmed(command, given):
            click.echo("uptimekit: nothing was sent", err=True)
            return CANNOT_TELL
        if given.get("every"):
            listing: ListRequest[Any, Any] = request  # type: ignore[assignment]  # of an operation with pages
            show_items(client.paginate(listing, start_at=_first_page(listing)), given)
        else:
            show_answer(command.operation, client.call(request), given)
    return None


def _request(command: OperationCommand, given: Mapping[str, Any], values: Mapping[str, str]) -> Request[Any]:
    known = path_values(command.provider, values, [each["name"] for each in command.path])
    paths = path_arguments(command.path, given.get("paths", ()), known)
    keywords = keyword_arguments(command.operation, given)
    module = import_module(f"uptimekit_clients.{command.provider}.requests.{command.resource}")
    request: Request[Any] = getattr(module, command.verb)(*paths, **keywords)
    return request


def _confirmed(command: OperationCommand, given: Mapping[str, Any]) -> bool:
    """Ask whether to delete, if somebody is there to answer.  Secrets in the path are not shown."""
    if "yes" not in given or given["yes"] or not sys.stdin.isatty():
        return True
    shown = {
        each["name"]: "***" if each.get("secret") else text
        for each, text in zip(command.path, given.get("paths", ()), strict=False)
    }
    what = " ".join([command.resource.replace("_", "-"), command.verb.replace("_", "-"), *shown.values()])
    return click.confirm(f"{command.provider} {what}: really?", err=True)


def _first_page(listing: ListRequest[Any, Any]) -> str | None:
    """Return the page that an option asks for, where a listing of all pages begins."""
    plan = listing.operation.pagination
    page = listing.query.get(plan.parameter) if plan and plan.parameter else None
    return None if page is None else str(page)
