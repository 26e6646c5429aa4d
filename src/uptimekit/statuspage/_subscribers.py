"""Subscribers of a page."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, TypedDict, Unpack

from ._action import action, listing
from ._plans import Listing, Plan, call, collected, together
from ._progress import OnProgress
from ._requests import listed, needed, single, status_of
from ._rows import csv_text, fields_of, identity, row_of, rows_in, supported
from ._services import AsyncOnPage, OnPage, Paging, SyncOnPage
from .errors import BadRequestError, ResourceError
from .results import Subscriber, SubscriberCountByType, SubscriberCountByTypeAndState

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import (
        SubscriberCreateParams,
        SubscriberReactivateParams,
        SubscriberResendParams,
        SubscriberUnsubscribeParams,
        SubscriberUpdateParams,
    )

__all__ = ["AsyncSubscribersService", "Filters", "FiltersAndPaging", "ImportReport", "SubscribersService"]


Refused = BadRequestError | ResourceError


@dataclass(frozen=True)
class ImportReport:
    """What became of the rows of an import; rows are numbered from 1.

    Attributes:
        created: the subscribers that were created.
        present: how many rows were skipped, because their subscriber was there already or in an earlier row.
        unsupported: rows of Slack, Teams and integration partners, which the API cannot create.
        failed: rows that the server refused, with its error.
    """

    created: list[Subscriber] = field(default_factory=list[Subscriber])
    present: int = 0
    unsupported: list[int] = field(default_factory=list[int])
    failed: dict[int, Refused] = field(default_factory=dict[int, Refused])


class Filters(TypedDict, total=False):
    """What a listing of subscribers is narrowed by.

    Attributes:
        q: text in the e-mail address, endpoint or phone number.
        type: email, sms, webhook, slack, teams or integration_partner.
        state: active (the server's default), unconfirmed, quarantined or all.
        sort_field: primary, created_at, quarantined_at, or relevance (with *q* only).
        sort_direction: asc or desc.
    """

    q: str | None
    type: str | None
    state: str | None
    sort_field: str | None
    sort_direction: str | None


class FiltersAndPaging(Filters, Paging, total=False):
    """What a lazy listing of subscribers is narrowed by, and how it is read."""


class _SubscribersActions(OnPage):
    OPTS_KEYS_TO_PERSIST: ClassVar[builtins.list[str]] = ["name", "description", "group_id", "status"]

    @action
    def list(self, **filters: Unpack[Filters]) -> Plan[builtins.list[Subscriber]]:
        """List subscribers, the active ones unless *filters* say otherwise.

        Calls ``GET /pages/{page_id}/subscribers``.
        """
        return collected(listed("subscribers.list", Subscriber, self.page_id, query=filters))

    @listing
    def iter(self, **filters: Unpack[FiltersAndPaging]) -> Listing[Subscriber]:
        """Read what :meth:`list` lists, page by page as it is needed."""
        paging: Any = {name: value for name, value in filters.items() if name in Paging.__optional_keys__}
        query = {name: value for name, value in filters.items() if name not in paging}
        return listed("subscribers.list", Subscriber, self.page_id, query=query, **paging)

    @action
    def list_unsubscribed(self) -> Plan[builtins.list[Subscriber]]:
        """List who has left.  Calls ``GET /pages/{page_id}/subscribers/unsubscribed``."""
        return collected(listed("subscribers.list_unsubscribed", Subscriber, self.page_id))

    @action
    def get(self, subscriber_id: str) -> Plan[Subscriber]:
        """Get a subscriber.  Calls ``GET /pages/{page_id}/subscribers/{subscriber_id}``."""
        return call(single("subscribers.get", Subscriber, self.page_id, subscriber_id))

    @action
    def create(self, **kwargs: Unpack[SubscriberCreateParams]) -> Plan[Subscriber]:
        """Subscribe an e-mail address, a phone number, or an endpoint with the address of its owner.

        Calls ``POST /pages/{page_id}/subscribers``.
        """
        return call(single("subscribers.create", Subscriber, self.page_id, body=kwargs))

    @action
    def update(self, subscriber_id: str, **kwargs: Unpack[SubscriberUpdateParams]) -> Plan[Subscriber]:
        """Change which components a subscriber is told of; without any, it is the whole page.

        Calls ``PATCH /pages/{page_id}/subscribers/{subscriber_id}``.
        """
        return call(single("subscribers.update", Subscriber, self.page_id, subscriber_id, body=kwargs))

    @action
    def delete(
        self,
        subscriber_id: str | None = None,
        *,
        skip_unsubscription_notification: bool | None = None,
    ) -> Plan[int]:
        """Unsubscribe a subscriber, and return the status code.

        Calls ``DELETE /pages/{page_id}/subscribers/{subscriber_id}``.

        Args:
            subscriber_id: id of the subscriber.
            skip_unsubscription_notification: True tells the subscriber nothing of it.
        """
        ids = (self.page_id, needed("subscriber_id", subscriber_id))
        query = {"skip_unsubscription_notification": skip_unsubscription_notification}
        return call(status_of("subscribers.delete", *ids, query=query))

    @action
    def resend_confirmation(self, subscriber_id: str) -> Plan[int]:
        """Send the confirmation once more, and return the status code.

        Calls ``POST /pages/{page_id}/subscribers/{subscriber_id}/resend_confirmation``.
        """
        return call(status_of("subscribers.resend_confirmation", self.page_id, subscriber_id))

    @action
    def resend_confirmation_many(self, **kwargs: Unpack[SubscriberResendParams]) -> Plan[int]:
        """Send the confirmation once more to some or ``all`` who have not confirmed; return the status code.

        Calls ``POST /pages/{page_id}/subscribers/resend_confirmation``.
        """
        return call(status_of("subscribers.resend_confirmation_many", self.page_id, body=kwargs))

    @action
    def unsubscribe_many(self, **kwargs: Unpack[SubscriberUnsubscribeParams]) -> Plan[int]:
        """Unsubscribe up to 100 subscribers, and return the status code.

        Calls ``POST /pages/{page_id}/subscribers/unsubscribe``.
        """
        return call(status_of("subscribers.unsubscribe_many", self.page_id, body=kwargs))

    @action
    def reactivate_many(self, **kwargs: Unpack[SubscriberReactivateParams]) -> Plan[int]:
        """Reactivate some or ``all`` who are quarantined, and return the status code.

        Calls ``POST /pages/{page_id}/subscribers/reactivate``.
        """
        return call(status_of("subscribers.reactivate_many", self.page_id, body=kwargs))

    @action
    def count(self, *, type: str | None = None, state: str | None = None) -> Plan[SubscriberCountByType]:  # noqa: A002  (the API's name)
        """Count the subscribers of each type, the active ones unless *state* says otherwise.

        Calls ``GET /pages/{page_id}/subscribers/count``.
        """
        query = {"type": type, "state": state}
        return call(single("subscribers.count", SubscriberCountByType, self.page_id, query=query))

    @action
    def histogram(self) -> Plan[SubscriberCountByTypeAndState]:
        """Count the subscribers of each type and state.

        Calls ``GET /pages/{page_id}/subscribers/histogram_by_state``.
        """
        return call(single("subscribers.histogram", SubscriberCountByTypeAndState, self.page_id))

    @action
    def export(self, *, state: str = "all") -> Plan[builtins.list[dict[str, str]]]:
        """Return all subscribers as rows of text, which :meth:`import_` takes.

        Args:
            state: all, active, unconfirmed or quarantined.
        """
        found = yield from self._all(state)
        return [row_of(each) for each in found]

    @action
    def export_csv(self, *, state: str = "all") -> Plan[str]:
        """Return what :meth:`export` does as CSV with a header."""
        found = yield from self._all(state)
        return csv_text(row_of(each) for each in found)

    @action
    def import_(
        self, rows: str | Iterable[Mapping[str, Any]], *, on_progress: OnProgress | None = None
    ) -> Plan[ImportReport]:
        """Subscribe those who are not subscribed yet, several at a time, within the rate limit.

        The subscribers are read once.  A row that the server refuses is in the report, and the others go on;
        after any other failure nothing more is begun and the failure is raised.  Calling again goes on.

        Args:
            rows: CSV text with a header, or mappings: ``email``; or ``endpoint`` and ``email``; or
                ``phone_country`` and ``phone_number``; and, if wanted, ``component_ids`` (a list, or text with
                spaces between), ``page_access_user`` and ``skip_confirmation_notification``.  The other
                columns of an export are ignored.
            on_progress: told after each row that is sent.

        Raises InputError for an unknown column, for a row that names nobody, and for what is neither true nor
        false, before anything is sent.
        """
        wanted = dict(enumerate(rows_in(rows), 1))
        known = {identity(each) for each in (yield from self._all("all"))}
        possible = {number: row for number, row in wanted.items() if supported(row)}
        new: dict[Any, int] = {}
        for number, row in possible.items():
            if (key := identity(row)) not in known:
                new.setdefault(key, number)
        plans = (partial(self._create_row, possible[number]) for number in new.values())
        outcomes = yield from together(plans, on_progress)
        pairs = zip(new.values(), outcomes, strict=True)
        return ImportReport(
            created=[each for each in outcomes if isinstance(each, Subscriber)],
            present=len(possible) - len(new),
            unsupported=[number for number in wanted if number not in possible],
            failed={number: each for number, each in pairs if not isinstance(each, Subscriber)},
        )

    def _all(self, state: str) -> Plan[builtins.list[Subscriber]]:
        return collected(listed("subscribers.list", Subscriber, self.page_id, query={"state": state}))

    def _create_row(self, row: Mapping[str, Any]) -> Plan[Subscriber | Refused]:
        try:
            return (
                yield from call(single("subscribers.create", Subscriber, self.page_id, body=fields_of(row)))
            )
        except (BadRequestError, ResourceError) as error:
            return error


class SubscribersService(SyncOnPage, _SubscribersActions):
    """The subscribers of a page."""


class AsyncSubscribersService(AsyncOnPage, _SubscribersActions):
    """The subscribers of a page, asynchronous."""
