"""Validation of the body of an incident, and of the combinations of its fields."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import cast

from uptimekit.sandbox.statuspage._components import check_components
from uptimekit.sandbox.statuspage._fields import (
    INVALID,
    Field,
    choice,
    flag,
    flags,
    ids,
    moment,
    read,
    text,
    whatever,
)
from uptimekit.sandbox.statuspage._http import InvalidError
from uptimekit.sandbox.statuspage._incident_model import REALTIME, SCHEDULED, Incident
from uptimekit.sandbox.statuspage._model import Site
from uptimekit.sandbox.statuspage._severity import COMPONENT_STATUSES, IMPACTS

__all__ = ["named_components", "read_incident"]

_LAST_HOUR = 24


def _statuses(value: object) -> dict[str, str | None]:
    """Statuses by component id; a list of ids, as the form style has it, sets none."""
    if isinstance(value, list) and all(isinstance(item, str) for item in cast("list[object]", value)):
        return dict.fromkeys(cast("list[str]", value))
    if not isinstance(value, dict):
        raise ValueError(INVALID)
    known = ("", *COMPONENT_STATUSES)
    if any(status not in known for status in cast("dict[str, object]", value).values()):
        raise ValueError("have a status that is not included in the list")
    return cast("dict[str, str | None]", value)


def _metadata(value: object) -> dict[str, object]:
    entries = cast("dict[str, object]", value) if isinstance(value, dict) else None
    if entries is None or not all(isinstance(entry, dict) for entry in entries.values()):
        raise ValueError("must be an object whose values are objects")
    return entries


def _reminders(value: object) -> str:
    """Text that spells one number of hours, or a list of them, rising."""
    try:
        spelt: object = json.loads(value) if isinstance(value, str) else None
    except (ValueError, RecursionError):
        spelt = None
    hours = cast("list[object]", spelt) if isinstance(spelt, list) else [spelt]
    numbers = [hour for hour in hours if type(hour) is int and 1 <= hour <= _LAST_HOUR]
    if len(numbers) < len(hours) or numbers != sorted(set(numbers)):
        raise ValueError(INVALID)
    return str(value)


_FIELDS: tuple[Field, ...] = (
    text("name", 255, required=True),
    choice("status", (*REALTIME, *SCHEDULED)),
    choice("impact_override", IMPACTS, nullable=True),
    text("body", 25_000, nullable=True),
    whatever("components", _statuses),
    ids("component_ids"),
    flag("deliver_notifications"),
    whatever("metadata", _metadata),
    moment("scheduled_for"),
    moment("scheduled_until"),
    *flags("scheduled_remind_prior scheduled_auto_in_progress scheduled_auto_completed"),
    flag("scheduled_auto_transition"),
    *flags("auto_transition_to_maintenance_state auto_transition_to_operational_state"),
    *flags("auto_transition_deliver_notifications_at_start auto_transition_deliver_notifications_at_end"),
    *flags("auto_tweet_at_beginning auto_tweet_on_completion"),
    *flags("auto_tweet_on_creation auto_tweet_one_hour_before"),
    whatever("reminder_intervals", _reminders, nullable=True),
    flag("backfilled"),
    moment("backfill_date"),
)


def read_incident(
    site: Site, body: Mapping[str, object], incident: Incident | None = None
) -> dict[str, object]:
    """What a body says about a new incident, or about `incident`; 422 with all that is wrong."""
    values = read(_FIELDS, body, creating=incident is None)
    if "scheduled_auto_transition" in values:
        values.setdefault("scheduled_auto_in_progress", values["scheduled_auto_transition"])
    complaints = defaultdict[str, list[str]](list)
    for field, complaint in _contradictions(values, incident):
        complaints[field].append(complaint)
    if complaints:
        raise InvalidError(complaints)
    check_components(site, named_components(values) or (), "components")
    return values


def named_components(values: Mapping[str, object]) -> list[str] | None:
    """The components that a body names in either way, each once; None if it names none in any."""
    if "components" not in values and "component_ids" not in values:
        return None
    listed = cast("list[str]", values.get("component_ids", []))
    mapped = cast("dict[str, str | None]", values.get("components", {}))
    return list(dict.fromkeys((*listed, *mapped)))


def _contradictions(values: Mapping[str, object], incident: Incident | None) -> list[tuple[str, str]]:
    begin = cast("datetime | None", values.get("scheduled_for", incident and incident.scheduled_for))
    end = cast("datetime | None", values.get("scheduled_until", incident and incident.scheduled_until))
    planned = begin is not None or end is not None or values.get("status") in SCHEDULED
    complaints = list[tuple[str, str]]()
    if incident is not None and planned and not incident.is_maintenance:
        sent = [field for field in ("scheduled_for", "scheduled_until") if field in values] or ["status"]
        return [(field, "is for maintenance, which this is not") for field in sent]
    if planned:
        complaints += _timing(begin, end)
        if values.get("status") in REALTIME:
            complaints.append(("status", "is not one of maintenance"))
        if values.get("reminder_intervals") is not None:
            complaints.append(("reminder_intervals", "are not for maintenance"))
    if values.get("backfilled"):
        complaints += [
            (field, "can't be set on an incident of the past") for field in _PRESENT if values.get(field)
        ]
    return complaints


_PRESENT = ("components", "component_ids", "scheduled_for")


def _timing(begin: datetime | None, end: datetime | None) -> list[tuple[str, str]]:
    if begin is None or end is None:
        unset = {"scheduled_for": begin, "scheduled_until": end}
        return [(field, "can't be blank") for field, moment in unset.items() if moment is None]
    return [] if begin < end else [("scheduled_until", "must be after the beginning")]
