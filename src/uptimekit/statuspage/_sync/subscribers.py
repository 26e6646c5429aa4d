# Derived by scripts/generate.py from ../_async/subscribers.py; do not edit.
"""Subscribers of a page."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Unpack

from uptimekit._runtime import ListRequest, Pager
from uptimekit._runtime.bulk import Bulk, OnProgress
from uptimekit.statuspage._answers import items, one, status
from uptimekit.statuspage._arguments import (
    Filters,
    FiltersAndPaging,
    Paging,
    given,
    needed,
    persisting,
    refuse_unknown,
)
from uptimekit.statuspage._subscriber_csv import csv_text, fields_of, row_of
from uptimekit.statuspage._subscriber_import import ImportPlan, ImportReport, Refused
from uptimekit.statuspage._subscriber_source import Source
from uptimekit.statuspage.errors import BadRequestError, ResourceError, facade_errors
from uptimekit.statuspage.results import Subscriber, SubscriberCountByType, SubscriberCountByTypeAndState
from uptimekit_clients.statuspage import requests

from .service import OnPage

if TYPE_CHECKING:
    from uptimekit_clients.statuspage.params import (
        SubscriberCreateParams,
        SubscriberReactivateParams,
        SubscriberResendParams,
        SubscriberUnsubscribeParams,
        SubscriberUpdateParams,
    )

__all__ = ["SubscribersService"]


@facade_errors
class SubscribersService(OnPage):
    """The subscribers of a page."""

    OPTS_KEYS_TO_PERSIST: ClassVar[builtins.list[str]] = ["name", "description", "group_id", "status"]

    def list(self, **filters: Unpack[Filters]) -> builtins.list[Subscriber]:
        """List subscribers, the active ones unless *filters* say otherwise."""
        return list(self._pages(self._listing(filters)))

    def iter(self, **filters: Unpack[FiltersAndPaging]) -> Pager[Subscriber]:
        """Iterate over what :meth:`list` returns; pages are fetched as they are needed."""
        rest: dict[str, Any] = {**filters}
        paging: Any = {name: rest.pop(name) for name in Paging.__optional_keys__ & rest.keys()}
        refuse_unknown("iter", filters, FiltersAndPaging.__optional_keys__)
        return self._pages(self._listing(rest), paging)

    def list_unsubscribed(self) -> builtins.list[Subscriber]:
        """List the subscribers that have unsubscribed."""
        request = items(Subscriber, requests.subscribers.list_unsubscribed, self.page_id)
        return list(self._pages(request))

    def get(self, subscriber_id: str) -> Subscriber:
        """Get a subscriber."""
        return self._client.call(one(Subscriber, requests.subscribers.get, self.page_id, subscriber_id))

    def create(self, **kwargs: Unpack[SubscriberCreateParams]) -> Subscriber:
        """Subscribe an e-mail address, a phone number, or an endpoint with the address of its owner."""
        create = persisting(requests.subscribers.create, self.OPTS_KEYS_TO_PERSIST)
        return self._client.call(one(Subscriber, create, self.page_id, **kwargs))

    def update(self, subscriber_id: str, **kwargs: Unpack[SubscriberUpdateParams]) -> Subscriber:
        """Set the components that a subscriber is notified of; without components, it is the whole page."""
        update = persisting(requests.subscribers.update, self.OPTS_KEYS_TO_PERSIST)
        return self._client.call(one(Subscriber, update, self.page_id, subscriber_id, **kwargs))

    def delete(
        self,
        subscriber_id: str | None = None,
        *,
        skip_unsubscription_notification: bool | None = None,
    ) -> int:
        """Unsubscribe a subscriber, and return the status code.

        Args:
            subscriber_id: id of the subscriber.
            skip_unsubscription_notification: True sends the subscriber no message.
        """
        request = status(
            requests.subscribers.delete,
            self.page_id,
            needed("subscriber_id", subscriber_id),
            skip_unsubscription_notification=given(skip_unsubscription_notification),
        )
        return self._client.call(request)

    def resend_confirmation(self, subscriber_id: str) -> int:
        """Resend the confirmation, and return the status code."""
        request = status(requests.subscribers.resend_confirmation, self.page_id, subscriber_id)
        return self._client.call(request)

    def resend_confirmation_many(self, **kwargs: Unpack[SubscriberResendParams]) -> int:
        """Resend the confirmation to the given unconfirmed subscribers, or to ``all``; return the status code."""
        request = status(requests.subscribers.resend_confirmation_many, self.page_id, **kwargs)
        return self._client.call(request)

    def unsubscribe_many(self, **kwargs: Unpack[SubscriberUnsubscribeParams]) -> int:
        """Unsubscribe up to 100 subscribers, and return the status code."""
        return self._client.call(status(requests.subscribers.unsubscribe_many, self.page_id, **kwargs))

    def reactivate_many(self, **kwargs: Unpack[SubscriberReactivateParams]) -> int:
        """Reactivate the given quarantined subscribers, or ``all``; return the status code."""
        return self._client.call(status(requests.subscribers.reactivate_many, self.page_id, **kwargs))

    def count(self, *, type: str | None = None, state: str | None = None) -> SubscriberCountByType:  # noqa: A002  (the API's name)
        """Count the subscribers of each type, the active ones unless *state* says otherwise."""
        request = one(
            SubscriberCountByType,
            requests.subscribers.count,
            self.page_id,
            type=given(type),
            state=given(state),
        )
        return self._client.call(request)

    def histogram(self) -> SubscriberCountByTypeAndState:
        """Count the subscribers of each type and state."""
        request = one(SubscriberCountByTypeAndState, requests.subscribers.histogram, self.page_id)
        return self._client.call(request)

    def export(self, *, state: str = "all") -> builtins.list[dict[str, str]]:
        """Return all subscribers as rows of text, which :meth:`import_` takes.

        Args:
            state: all, active, unconfirmed or quarantined.
        """
        return [row_of(each) for each in self.list(state=state)]

    def export_csv(self, *, state: str = "all") -> str:
        """Return the rows of :meth:`export` as CSV with a header."""
        return csv_text(self.export(state=state))

    def import_(self, rows: Source, *, on_progress: OnProgress | None = None) -> ImportReport:
        """Create the subscribers that do not exist yet, several at a time, within the rate limit.

        The subscribers are read once.  If the server refuses a row, the report has its error and the import goes on.
        After any other failure no other row is sent, and the error is raised.  Another call sends the rest.

        Args:
            rows: the path of a CSV file (text that has a line break, or a comma and names no file, is CSV itself),
                an open file, or mappings.  Each row has ``email``; or ``endpoint`` and ``email``; or
                ``phone_country`` and ``phone_number``; optionally ``component_ids`` (a list, or text separated by
                spaces), ``page_access_user`` and ``skip_confirmation_notification``.  The other columns of an
                export are ignored.  CSV is UTF-8, has a header, and is separated by commas, semicolons or tabs.
            on_progress: called after each row that is sent.

        Raises:
            InputError: before anything is sent, for a file that cannot be read, an unknown column, and rows without
                an address or with an invalid one; the message has the numbers of all of these.
        """
        plan = ImportPlan(rows)
        plan.leave_out(self.list(state="all"))
        jobs = [partial(self._create_row, row) for row in plan.new]
        return plan.report(Bulk(self._client, on_progress).run(jobs))

    def _listing(self, filters: Mapping[str, Any]) -> ListRequest[Any, Subscriber]:
        refuse_unknown("list", filters, Filters.__optional_keys__)
        return items(Subscriber, requests.subscribers.list, self.page_id, **filters)

    def _create_row(self, row: Mapping[str, Any]) -> Subscriber | Refused:
        request = one(Subscriber, requests.subscribers.create, self.page_id, **fields_of(row))
        try:
            return self._client.call(request)
        except (BadRequestError, ResourceError) as error:
            return error
