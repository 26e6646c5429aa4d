"""Filters of listings of subscribers."""

from __future__ import annotations

from typing import TypedDict

from ._arguments import Paging

__all__ = ["Filters", "FiltersAndPaging"]


class Filters(TypedDict, total=False):
    """Filters of a listing of subscribers.

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
    """Filters of a lazy listing of subscribers, and how it is read."""
