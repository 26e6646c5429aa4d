"""The effect of a ping on its check."""

from __future__ import annotations

from datetime import datetime, timedelta

from uptimekit.sandbox.healthchecks._model import Check, Ping, PingType, State

__all__ = ["FLIPS_KEPT", "classify", "record"]

_PRUNED_EVERY = 100
FLIPS_KEPT = timedelta(days=93)
"""Flips stay at least so long, for the server's statistics of two full months."""


def classify(check: Check, method: str, body: bytes, action: PingType) -> PingType:
    """What a ping counts as, given the action its URL asks for.

    A check that wants POST ignores other verbs. Keywords in the body override the URL: failure before
    success before start, else fail or ignore as configured. Raises UnicodeDecodeError if keywords are to be
    looked for in a body that is not UTF-8.
    """
    if check.methods == "POST" and method != "POST":
        return PingType.IGNORED
    if not check.filter_http_body:
        return action
    text = body.decode()
    for keywords, kind in (
        (check.failure_kw, PingType.FAIL),
        (check.success_kw, PingType.SUCCESS),
        (check.start_kw, PingType.START),
    ):
        if any(word.strip() in text for word in keywords.split(",") if word.strip()):
            return kind
    return PingType.FAIL if check.filter_default_fail else PingType.IGNORED


def record(check: Check, ping: Ping, keep: int) -> None:
    """Log the ping and change the check accordingly. Every hundredth ping prunes the log to the newest `keep`."""
    check.n_pings = ping.n
    check.pings.append(ping)
    if ping.type is PingType.START:
        check.last_start, check.last_start_rid = ping.date, ping.rid
    elif ping.type in (PingType.SUCCESS, PingType.FAIL):
        _finish(check, ping)
    if ping.n % _PRUNED_EVERY == 0:
        _prune(check, keep, ping.date)


def _prune(check: Check, keep: int, now: datetime) -> None:
    check.pings.prune(keep)
    if check.pings:
        oldest = min(check.pings[0].date, now - FLIPS_KEPT)
        check.flips = [flip for flip in check.flips if flip.timestamp >= oldest]


def _finish(check: Check, ping: Ping) -> None:
    check.last_ping = ping.date
    check.last_duration = None
    failed = ping.type is PingType.FAIL
    if check.last_start is not None:
        same_run = check.last_start_rid == ping.rid
        if same_run:
            check.last_duration = int((ping.date - check.last_start).total_seconds())
        # A success that names another run leaves the open one alone.
        if same_run or failed or ping.rid is None:
            check.last_start = None
    check.flip(State.DOWN if failed else State.UP, ping.date)
