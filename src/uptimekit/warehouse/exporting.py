"""The export of a fleet: all accounts into one warehouse."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from uptimekit._runtime.error_text import error_text
from uptimekit._runtime.errors import (
    AuthenticationError,
    AuthError,
    ConfigurationError,
    NetworkError,
    UptimeKitError,
)
from uptimekit._runtime.spelling import did_you_mean
from uptimekit.fleet import Account, Fleet
from uptimekit.fleet.readers import reader_class
from uptimekit.fleet.secret_places import name_places

from .account_clients import open_client
from .availability_view import make_view
from .constants import SINCE, WINDOW
from .destination import parse_destination
from .engine import DestinationException, PipelineStepFailed, duckdb
from .errors import WarehouseError, reason_of
from .feed import FLEET, Feed, table_name
from .feed_reading import FeedReading
from .feeds import feeds_of
from .old_states import drop_old_states
from .progress import OnProgress
from .slice_loader import SliceLoader
from .sources import source_of, span_of

if TYPE_CHECKING:
    from dlt import Pipeline

__all__ = ["ExportFault", "export"]

_HOPELESS = (AuthenticationError, ConfigurationError, NetworkError)
"""Errors after which the rest of an account is not tried."""


@frozen
class ExportFault:
    """Why an account could not be exported, in whole or in part.

    Attributes:
        account: name of the account.
        feed: name of the feed that failed, with the provider before it; None for the whole account.
        error: what failed.
    """

    account: str
    feed: str | None
    error: UptimeKitError = field(eq=False)

    def __str__(self) -> str:
        return f"{self.account}{f', {self.feed}' if self.feed else ''}: {error_text(self.error)}"


def export(
    to: str,
    fleet: Fleet,
    *,
    since: datetime | timedelta = SINCE,
    window: timedelta = WINDOW,
    tables: Iterable[str] = (),
    with_secrets: bool = False,
    on_progress: OnProgress | None = None,
) -> list[ExportFault]:
    """Load all that is new in the accounts of *fleet* into a warehouse, and return what could not be read.

    Each slice is committed as a whole: an export that was stopped goes on where it was.

    Args:
        to: destination: ``duckdb:FILE``, ``parquet:DIR`` or ``postgres://USER@HOST/DATABASE``.
        fleet: has the accounts.
        since: how far back the first export goes; a time or a duration.  Default 90 days.
        window: how far back later exports look for late changes.  Default 7 days.
        tables: names of tables to load, with all that are read together with them; default: all.
        with_secrets: make columns of secrets too, such as ping URLs.
        on_progress: called before and after each slice.

    Raises:
        ConfigurationError: the destination cannot be opened, or there is no such table.
        InputError: *since* lies in the future, or before 2000.
        WarehouseError: the destination failed in the middle.
    """
    destination = parse_destination(to)
    names = _checked(tables, fleet.accounts)
    span_of(since, window)  # a time in the future is refused before anything is opened
    plan = _Plan(fleet, names, since, window, with_secrets, on_progress)
    try:
        with destination.opened() as pipeline:
            faults = [fault for account in fleet.accounts for fault in plan.load(pipeline, account)]
            drop_old_states(pipeline)
            make_view(pipeline)
            return faults
    except (PipelineStepFailed, DestinationException, duckdb.Error) as error:
        raise WarehouseError(f"the destination failed: {reason_of(_first_cause(error))}") from error


def _first_cause(error: BaseException) -> BaseException:
    """Return the error of the database, which dlt wraps several times."""
    while error.__cause__ is not None:
        error = error.__cause__
    return error


def _checked(tables: Iterable[str], accounts: Iterable[Account]) -> frozenset[str]:
    """Return the names of tables; raise ConfigurationError for one that no account has."""
    names = frozenset(tables)
    providers = {FLEET, *(account.provider for account in accounts)}
    known = {
        table_name(provider, table)
        for provider in providers
        for feed in feeds_of(provider)
        for table in feed.tables
    }
    for name in sorted(names - known):
        hint = did_you_mean(name, known, f"there are {', '.join(sorted(known))}")
        raise ConfigurationError(f"there is no table {name!r}{hint}")
    return names


@frozen
class _Plan:
    fleet: Fleet
    tables: frozenset[str]
    since: datetime | timedelta
    window: timedelta
    with_secrets: bool
    on_progress: OnProgress | None

    def load(self, pipeline: Pipeline, account: Account) -> Iterator[ExportFault]:
        """Load what is new of an account, and yield what could not be read."""
        try:
            with self._opened(account) as readings, SliceLoader(pipeline, self.on_progress) as loader:
                for reading in readings:
                    try:
                        loader.load(reading)
                    except _HOPELESS:
                        raise
                    except UptimeKitError as error:
                        yield _fault(account, reading.name, error)
        except UptimeKitError as error:
            yield _fault(account, None, error)

    @contextmanager
    def _opened(self, account: Account) -> Generator[list[FeedReading]]:
        """Open the readings of the chosen tables of an account, and its clients."""
        with ExitStack() as stack:
            readings: list[FeedReading] = []
            if any(map(partial(self._chosen, account.provider), feeds_of(account.provider))):
                client = stack.enter_context(closing(open_client(account)))
                readings += self._readings(account.provider, client, account.name)
            alone = Fleet([account], deadline=self.fleet.deadline)
            readings += self._readings(FLEET, stack.enter_context(alone), account.name)
            yield readings

    def _readings(self, provider: str, client: Any, account: str) -> list[FeedReading]:
        source = source_of(provider, client, account, self.since, self.window, self.with_secrets)
        return [each for each in source.readings if self._chosen(provider, each.feed)]

    def _chosen(self, provider: str, feed: Feed) -> bool:
        names = {table_name(provider, table) for table in feed.tables}
        return not self.tables or not names.isdisjoint(self.tables)


def _fault(account: Account, feed: str | None, error: UptimeKitError) -> ExportFault:
    if isinstance(error, AuthError):
        name_places(error, account.with_secrets(reader_class(account.provider).secrets).secrets)
    return ExportFault(account.name, feed, error)
