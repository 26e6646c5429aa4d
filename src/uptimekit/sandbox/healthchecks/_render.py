"""Checks in the form of the Management API."""

from __future__ import annotations

from datetime import datetime

from uptimekit.sandbox.healthchecks._http import Call
from uptimekit.sandbox.healthchecks._model import Check, Kind
from uptimekit.sandbox.healthchecks._settings import Settings
from uptimekit.sandbox.healthchecks._status import expected_ping, status_of

__all__ = ["check_json", "whole_seconds"]


def whole_seconds(moment: datetime | None) -> str | None:
    """A time as checks and flips carry it: UTC as `+00:00`, no fraction."""
    return None if moment is None else moment.replace(microsecond=0).isoformat()


def check_json(settings: Settings, call: Call, check: Check, *, readonly: bool) -> dict[str, object]:
    """All fields a reader with this kind of key gets, in the server's order."""
    shown = _described(check) | _condition(call, check) | _filters(check)
    shown["badge_url"] = f"{call.root}/b/2/{check.badge_uuid}.svg"
    if check.last_duration is not None:
        shown["last_duration"] = check.last_duration
    shown |= {"unique_key": check.unique_key} if readonly else _addresses(settings, call, check)
    return shown | _timing(check)


def _described(check: Check) -> dict[str, object]:
    return {
        "name": check.name,
        "slug": check.slug,
        "tags": check.tags,
        "desc": check.desc,
        "grace": check.grace,
        "n_pings": check.n_pings,
    }


def _condition(call: Call, check: Check) -> dict[str, object]:
    return {
        "status": status_of(check, call.now, with_started=call.version == 1),
        "started": check.last_start is not None,
        "last_ping": whole_seconds(check.last_ping),
        "next_ping": whole_seconds(expected_ping(check)),
    }


def _filters(check: Check) -> dict[str, object]:
    return {
        "manual_resume": check.manual_resume,
        "methods": check.methods,
        "subject": check.success_kw if check.filter_subject else "",
        "subject_fail": check.failure_kw if check.filter_subject else "",
        "start_kw": check.start_kw,
        "success_kw": check.success_kw,
        "failure_kw": check.failure_kw,
        "filter_subject": check.filter_subject,
        "filter_body": check.filter_body,
        "filter_http_body": check.filter_http_body,
        "filter_default_fail": check.filter_default_fail,
    }


def _addresses(settings: Settings, call: Call, check: Check) -> dict[str, object]:
    endpoint = settings.ping_endpoint if settings.ping_endpoint is not None else f"{call.root}/ping/"
    address = f"{call.root}/api/v{call.version}/checks/{check.uuid}"
    return {
        "uuid": str(check.uuid),
        "ping_url": f"{endpoint}{check.uuid}",  # glued on: an endpoint without a slash gives a broken URL
        "update_url": address,
        "pause_url": f"{address}/pause",
        "resume_url": f"{address}/resume",
        "channels": ",".join(sorted(str(channel) for channel in check.channels)),
    }


def _timing(check: Check) -> dict[str, object]:
    if check.kind is Kind.SIMPLE:
        return {"timeout": check.timeout}
    return {"schedule": check.schedule, "tz": check.tz}
