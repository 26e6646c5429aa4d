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
_LONGEST_LOOK_BACK = 31_536_000
_LATEST_TIMESTAMP = 10_000_000_000


def list_pings(backend: Backend, call: Call) -> Response:
    """GET checks/{uuid}/pings/: newest first, as many as the account's log keeps."""
    check = own_check(backend, call, authorize(backend, call))
    times = durations(check.pings)
    shown = [_ping_json(call, check, ping, times.get(ping.n)) for ping in reversed(check.pings)]
    return json_reply({"pings": shown})


def get_ping_body(backend: Backend, call: Call) -> Response:
    """GET checks/{uuid}/pings/{n}/body: the raw bytes; the 404 page if there are none or no such ping."""
    check = own_check(backend, call, authorize(backend, call))
    pings = (ping for ping in check.pings if str(ping.n) == call.params["n"].lstrip("0") and ping.body)
    ping = next(pings, None)
    if ping is None:
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


def durations(pings: Sequence[Ping]) -> dict[int, float]:
    """Seconds from start to finish by ping number, for finishes whose run (`rid`) was started ≤72 h before.

    Empty if more than ten finishes would have to be looked up beyond `pings`: the server then gives up on all
    of them. (What lies beyond is gone here, so those few have no duration either.)
    """
    started: dict[UUID | None, datetime | None] = {}
    seconds: dict[int, float] = {}
    lookups = 0
    for ping in pings:
        if ping.type is PingType.START:
            started[ping.rid] = ping.date
        elif ping.type in (PingType.SUCCESS, PingType.FAIL):
            lookups += ping.rid not in started
            start = started.get(ping.rid)
            started[ping.rid] = None
            if start is not None and ping.date - start <= _LONGEST_RUN:
                seconds[ping.n] = round((ping.date - start).total_seconds(), 2)
    return seconds if lookups <= _MOST_LOOKUPS else {}


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
    if not text:
        return 0
    # The server's form field forgives a fraction of zeros: 1.0 is fine, 1.5 is not.
    matched = re.fullmatch(r"([0-9]{1,10})(\.0*)?", text)
    if matched is None or int(matched[1]) > _LONGEST_LOOK_BACK:
        raise RefusalError(empty(400))
    return int(matched[1])


def _timestamp(text: str | None) -> datetime | None:
    if text is None:
        return None
    if not re.fullmatch(r"[0-9]{1,11}", text) or int(text) > _LATEST_TIMESTAMP:
        raise RefusalError(empty(400))
    return datetime.fromtimestamp(int(text), UTC)
