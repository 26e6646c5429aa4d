"""Management API: pings, their bodies, and flips."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from starlette.responses import Response

from uptimekit.sandbox.healthchecks._backend import Backend, authorize, key_check, own_check
from uptimekit.sandbox.healthchecks._http import Call, RefusalError, empty, json_reply, missing_page
from uptimekit.sandbox.healthchecks._model import Check, Ping, PingType, State
from uptimekit.sandbox.healthchecks._render import whole_seconds

__all__ = ["durations", "get_ping_body", "list_flips", "list_flips_by_unique_key", "list_pings"]

_LONGEST_RUN = timedelta(hours=72)
_MOST_LOOKUPS = 10
_MOST_LISTED = 1_000
_FINISHES = (PingType.SUCCESS, PingType.FAIL)
_LONGEST_LOOK_BACK = 31_536_000
_LATEST_TIMESTAMP = 10_000_000_000


def list_pings(backend: Backend, call: Call) -> Response:
    """GET checks/{uuid}/pings/: newest first, as many as the account's log keeps, 1000 at most."""
    check = own_check(backend, call, authorize(backend, call))
    listed = check.pings[-min(backend.settings.ping_log_limit, _MOST_LISTED) :]
    times = durations(listed, check.pings)
    shown = [_ping_json(call, check, ping, times.get(ping.n)) for ping in reversed(listed)]
    return json_reply({"pings": shown})


def get_ping_body(backend: Backend, call: Call) -> Response:
    """GET checks/{uuid}/pings/{n}/body: the raw bytes; the 404 page if there are none or no such ping."""
    check = own_check(backend, call, authorize(backend, call))
    oldest = check.n_pings - backend.settings.ping_log_limit + 1
    number = call.params["n"].lstrip("0")
    ping = next((one for one in check.pings if one.n >= oldest and str(one.n) == number), None)
    if ping is None or not ping.body:
        raise missing_page()
    return Response(ping.body, headers={"content-type": "text/plain"})


def list_flips(backend: Backend, call: Call) -> Response:
    """GET checks/{uuid}/flips/."""
    access = authorize(backend, call, readonly_ok=True)
    return _flips(own_check(backend, call, access), call)


def list_flips_by_unique_key(backend: Backend, call: Call) -> Response:
    """GET checks/{unique_key}/flips/."""
    access = authorize(backend, call, readonly_ok=True)
    return _flips(key_check(backend, call, access), call)


def durations(listed: Sequence[Ping], stored: Sequence[Ping]) -> dict[int, float]:
    """Seconds from start to finish by ping number, for the finishes in `listed` whose run (`rid`) has a start.

    A run lasts less than 72 hours. Its start is looked up in all that is `stored` if it is older than what is listed,
    but not for finishes 72 hours after the oldest listed ping. If more than ten finishes would have to be looked up,
    the server gives up on all.
    """
    started: dict[UUID | None, datetime | None] = {}
    seconds: dict[int, float] = {}
    lookups = 0
    for ping in listed:
        if ping.type is PingType.START:
            started[ping.rid] = ping.date
        elif ping.type in _FINISHES:
            start = started.get(ping.rid)
            if start is not None and ping.date - start >= _LONGEST_RUN:
                start = None
            elif ping.rid not in started and ping.date - listed[0].date < _LONGEST_RUN:
                lookups += 1
                start = _start_of(ping, stored)
            started[ping.rid] = None
            if start is not None:
                seconds[ping.n] = round((ping.date - start).total_seconds(), 2)
    return seconds if lookups <= _MOST_LOOKUPS else {}


def _start_of(finish: Ping, stored: Sequence[Ping]) -> datetime | None:
    for ping in reversed([one for one in stored if one.n < finish.n and one.rid == finish.rid]):
        if ping.type is PingType.START:
            return ping.date if finish.date - ping.date <= _LONGEST_RUN else None
        if ping.type in _FINISHES:
            return None
    return None


def _ping_json(call: Call, check: Check, ping: Ping, duration: float | None) -> dict[str, object]:
    body_url = f"{call.root}/api/v{call.version}/checks/{check.uuid}/pings/{ping.n}/body"
    shown: dict[str, object] = {
        "type": ping.type,
        "date": ping.date.isoformat(),
        "n": ping.n,
        "scheme": ping.scheme,
        "remote_addr": ping.remote_addr,
        "method": ping.method,
        "ua": ping.ua,
        "rid": None if ping.rid is None else str(ping.rid),
        "body_url": body_url if ping.body else None,
    }
    if duration is not None:
        shown["duration"] = duration
    return shown


def _flips(check: Check, call: Call) -> Response:
    seconds = _seconds(call.query.get("seconds", ""))
    start, end = (_timestamp(call.query.get(name)) for name in ("start", "end"))
    flips = [
        flip
        for flip in reversed(check.flips)
        if (not seconds or flip.timestamp >= call.now - timedelta(seconds=seconds))
        and (start is None or flip.timestamp >= start)
        and (end is None or flip.timestamp < end)
    ]
    shown = [{"timestamp": whole_seconds(f.timestamp), "up": int(f.to is State.UP)} for f in flips]
    return json_reply({"flips": shown})


def _seconds(text: str) -> int:
    # The server's form field forgives a fraction of zeros: 1.0 is fine, 1.5 is not.
    return _number(re.sub(r"\.0*\s*$", "", text), _LONGEST_LOOK_BACK) if text else 0


def _timestamp(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromtimestamp(_number(text, _LATEST_TIMESTAMP), UTC)


def _number(text: str, most: int) -> int:
    """A number from 0 to `most` as Python reads it: with a sign, white space, underscores, any digits."""
    try:
        number = int(text)
    except ValueError as exc:
        raise RefusalError(empty(400)) from exc
    if not 0 <= number <= most:
        raise RefusalError(empty(400))
    return number
