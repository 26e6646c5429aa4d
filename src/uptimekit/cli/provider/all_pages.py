"""``--all``: every page of a listing, from the first or from ``--page`` on."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from uptimekit._runtime.constants import MAX_PAGES
from uptimekit._runtime.errors import UptimeKitError
from uptimekit._runtime.paging import Walk

from ..progress import counted
from .answer import show_items

if TYPE_CHECKING:
    from uptimekit._runtime import BaseClient, ListRequest, Request
    from uptimekit._runtime.operation import Pagination

    from .operation_command import OperationCommand

__all__ = ["check_first_page", "first_page", "first_request", "show_pages"]


def check_first_page(command: OperationCommand, listing: ListRequest[Any, Any]) -> None:
    """Raise UsageError for a page whose size is not given.

    ``--all`` reads pages of the largest size, so that its page 2 begins elsewhere than that of ``--page 2`` alone.
    """
    plan = listing.operation.pagination
    if plan is None or plan.style != "page" or first_page(listing) in (None, str(plan.first)):
        return
    if size := _size_left_open(command, plan, listing):
        page = command.option_of(plan.parameter)
        raise click.UsageError(
            f"{page} with --all needs {size} too, since --all by itself reads pages of {plan.size} items"
        )


def first_request(listing: ListRequest[Any, Any]) -> Request[Any]:
    """Return the request for the page with which a listing of all pages begins."""
    walk = Walk(listing, first_page(listing), MAX_PAGES)
    return walk.request(walk.first)


def show_pages(
    command: OperationCommand, client: BaseClient, listing: ListRequest[Any, Any], given: Mapping[str, Any]
) -> None:
    """Print all pages; if that breaks off, say with which options it goes on."""
    try:
        items = client.paginate(listing, start_at=first_page(listing))
        shows_rows = given["output"] in ("jsonl", "csv") and sys.stdout.isatty()  # which show the progress
        show_items(items if shows_rows else counted(items, "Reading"), given)
    except UptimeKitError as error:
        if error.page_token and (options := _options(command, listing, error.page_token)):
            click.echo(f"uptimekit: to go on, add {options}", err=True)
        raise


def _options(command: OperationCommand, listing: ListRequest[Any, Any], token: str) -> str:
    """Return the options that begin a listing at *token*; nothing if there is none for it."""
    plan = listing.operation.pagination
    option = command.option_of(plan.parameter) if plan and plan.parameter else None
    if plan is None or option is None:
        return ""
    size = _size_left_open(command, plan, listing) if plan.style == "page" else None
    return f"{option} {token} {size} {plan.size}" if size else f"{option} {token}"


def _size_left_open(
    command: OperationCommand, plan: Pagination, listing: ListRequest[Any, Any]
) -> str | None:
    """Return the option for the size of a page if there is one and it was not given."""
    if not plan.size_parameter or plan.size_parameter in listing.query:
        return None
    return command.option_of(plan.size_parameter)


def first_page(listing: Request[Any]) -> str | None:
    """Return the page that an option asks for, where a listing of all pages begins."""
    plan = listing.operation.pagination
    page = listing.query.get(plan.parameter) if plan and plan.parameter else None
    return None if page is None else str(page)
