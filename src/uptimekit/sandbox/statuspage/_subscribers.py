"""Subscribers: subscribing, look-up, counting, and the recipients of messages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from uptimekit.sandbox.statuspage._fields import BLANK, INVALID, flag, ids, read, text
from uptimekit.sandbox.statuspage._http import InvalidError
from uptimekit.sandbox.statuspage._ids import Ids
from uptimekit.sandbox.statuspage._subscriber_model import STATES, TYPES, Subscriber

__all__ = ["TAKEN", "count_by_state", "count_by_type", "quarantine", "read_subscriber", "subscribe"]

TAKEN = "has already been taken"

_PURGED_AFTER = timedelta(days=30)

_PERSON = (
    text("email"),
    text("phone_country"),
    text("phone_number"),
    flag("skip_confirmation_notification"),
)
_WHOLE_PAGE = (*_PERSON, text("endpoint"), text("page_access_user"), ids("component_ids", required=True))


def read_subscriber(body: Mapping[str, object], *, of_incident: bool = False) -> dict[str, object]:
    """What a body says about a new subscriber, with the `mode` that follows from it; 422 if it is unfit."""
    fields = _PERSON if of_incident else _WHOLE_PAGE
    sent = read([field for field in fields if field.name in body], body)
    sent = {name: value for name, value in sent.items() if value != ""}
    mode = _mode(sent)
    complaints = {
        name: [BLANK] for name in _NEEDED[mode] if name not in sent and "page_access_user" not in sent
    }
    complaints |= {
        name: [INVALID] for name, fits in _FORMS.items() if name in sent and not fits(str(sent[name]))
    }
    if complaints:
        raise InvalidError(complaints)
    return {**sent, "mode": mode}


def _mode(sent: Mapping[str, object]) -> str:
    if "endpoint" in sent:
        return "webhook"
    return "sms" if "phone_number" in sent or "phone_country" in sent else "email"


_NEEDED = {"webhook": ("email", "endpoint"), "sms": ("phone_number", "phone_country"), "email": ("email",)}

_FORMS: Mapping[str, Callable[[str], bool]] = {
    "email": lambda value: "@" in value.strip("@"),
    "endpoint": lambda value: value.startswith(("http://", "https://")),
    "phone_country": lambda value: len(value) == len("de") and value.isalpha(),
    "phone_number": lambda value: any(letter.isdigit() for letter in value),
}


def subscribe(
    everybody: dict[str, Subscriber], ids: Ids, values: Mapping[str, object], now: datetime
) -> Subscriber:
    """Add a subscriber; 422 if the address is known already. Only those by e-mail have to confirm."""
    made = Subscriber(id=ids.next(), created_at=now, updated_at=now, mode="")
    made.change(values, now)
    made.confirmed = made.mode != "email" or made.skip_confirmation_notification
    for one in everybody.values():
        if one.mode == made.mode and made.address and one.address.lower() == made.address.lower():
            raise InvalidError({_ADDRESS.get(made.mode, "email"): [TAKEN]})
    everybody[made.id] = made
    return made


_ADDRESS = {"webhook": "endpoint", "sms": "phone_number"}


def quarantine(subscriber: Subscriber, now: datetime) -> None:
    """Messages do not arrive; the subscriber will be forgotten some day."""
    subscriber.change({"quarantined_at": now, "purge_at": now + _PURGED_AFTER}, now)


def count_by_type(subscribers: Iterable[Subscriber]) -> dict[str, int]:
    """How many of each type."""
    counts: dict[str, int] = dict.fromkeys(TYPES, 0)
    for one in subscribers:
        counts[one.mode] += 1
    return counts


def count_by_state(subscribers: Iterable[Subscriber]) -> dict[str, int]:
    """How many in each state, and altogether."""
    counts: dict[str, int] = dict.fromkeys((*STATES, "total"), 0)
    for one in subscribers:
        counts[one.state] += 1
        counts["total"] += 1
    return counts
