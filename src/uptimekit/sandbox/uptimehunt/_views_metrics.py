"""Measurements of a service. The vendor documents only the form of uptime; the others are proposed."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import datetime, timedelta

from starlette.responses import Response

from uptimekit.sandbox.uptimehunt._call import Call
from uptimekit.sandbox.uptimehunt._checks import Check, checks, show_error
from uptimekit.sandbox.uptimehunt._http import RefusalError, data_reply, moment
from uptimekit.sandbox.uptimehunt._paging import page_reply

__all__ = ["get_response_times", "get_sparkline", "get_uptime", "list_service_errors"]

_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1)}
_SHORT = timedelta(days=2)
_SPARKS = 20
_ERROR_SPAN = timedelta(days=30)


def get_response_times(call: Call) -> Response:
    """GET services/{id}/metrics/response-times: means by hour, or by day for more than two days; 24 h unless asked."""
    period, measured = _measured(call, "24h")
    bucket = _UNITS["h"] if _span(period) <= _SHORT else _UNITS["d"]
    by_bucket: dict[datetime, list[Check]] = defaultdict(list)
    for check in measured:
        by_bucket[_floor(check.at, bucket)].append(check)
    points = [{"timestamp": moment(at), "response_time": _mean(inside)} for at, inside in by_bucket.items()]
    return data_reply({"period": period, "points": points})


def get_sparkline(call: Call) -> Response:
    """GET services/{id}/metrics/sparkline: the last 20 checks, as a bare list; of the last 24 h unless asked."""
    _, measured = _measured(call, "24h")
    points = [
        {"timestamp": moment(check.at), "response_time": check.response_time} for check in measured[-_SPARKS:]
    ]
    return data_reply(points)


def get_uptime(call: Call) -> Response:
    """GET services/{id}/metrics/uptime: as documented, of the last 30 days unless asked; no percentage of nothing."""
    period, measured = _measured(call, "30d")
    good = sum(check.successful for check in measured)
    body = {
        "uptime_percentage": round(100 * good / len(measured), 2) if measured else None,
        "total_checks": len(measured),
        "successful_checks": good,
        "failed_checks": len(measured) - good,
        "period": period,
    }
    return data_reply(body)


def list_service_errors(call: Call) -> Response:
    """GET services/{id}/errors: the failed checks of the last 30 days, newest first."""
    measured = checks(call.store.seed, call.service(), call.now - _ERROR_SPAN, call.now)
    return page_reply(call, [check for check in reversed(measured) if not check.successful], show_error)


def _measured(call: Call, default: str) -> tuple[str, list[Check]]:
    service = call.service()
    period = call.query.get("period", default)
    return period, checks(call.store.seed, service, call.now - _span(period), call.now)


def _span(period: str) -> timedelta:
    match = re.fullmatch(r"([1-9][0-9]{0,2})([hd])", period)
    if match is None:
        raise RefusalError(400, details={"period": ["Must be hours or days, such as 24h or 30d"]})
    return int(match[1]) * _UNITS[match[2]]


def _floor(at: datetime, bucket: timedelta) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0, hour=at.hour if bucket == _UNITS["h"] else 0)


def _mean(inside: list[Check]) -> float | None:
    times = [check.response_time for check in inside if check.response_time is not None]
    return round(sum(times) / len(times), 2) if times else None
