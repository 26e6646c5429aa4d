"""Subscribers, of a page or of an incident."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from uptimekit.sandbox.statuspage._record import Record

__all__ = ["STATES", "TYPES", "Subscriber"]

TYPES = ("email", "sms", "webhook", "integration_partner", "slack", "teams")

STATES = ("active", "unconfirmed", "quarantined")


@dataclass(slots=True, kw_only=True, eq=False)
class Subscriber(Record):
    """Somebody who hears about a page or an incident.

    confirmed: only those by e-mail have to confirm.
    component_ids: what the subscriber hears about; None is the whole page.
    """

    mode: str
    confirmed: bool = True
    email: str | None = None
    endpoint: str | None = None
    phone_number: str | None = None
    phone_country: str | None = None
    obfuscated_channel_name: str | None = None
    workspace_name: str | None = None
    page_access_user_id: str | None = None
    skip_confirmation_notification: bool = False
    quarantined_at: datetime | None = None
    purge_at: datetime | None = None
    component_ids: list[str] | None = None

    @property
    def state(self) -> str:
        """Active, unconfirmed or quarantined."""
        if self.quarantined_at is not None:
            return "quarantined"
        return "active" if self.confirmed else "unconfirmed"

    @property
    def address(self) -> str:
        """Where messages go, which is also what lists are sorted by."""
        return self.endpoint or self.phone_number or self.email or self.obfuscated_channel_name or ""
