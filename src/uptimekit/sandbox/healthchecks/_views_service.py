"""Endpoints without a project: health, metrics, and callbacks of mail and phone providers."""

from __future__ import annotations

from starlette.responses import Response

from uptimekit.sandbox.healthchecks._backend import Backend
from uptimekit.sandbox.healthchecks._http import Call, RefusalError, empty, json_reply, text_reply

__all__ = ["metrics", "notification_status", "receive_bounce", "status"]


def status(backend: Backend, call: Call) -> Response:
    """GET or HEAD status/: OK, as long as the database answers, which here it always does."""
    del backend, call
    return text_reply("OK")


def metrics(backend: Backend, call: Call) -> Response:
    """GET metrics/: an empty 403 unless `X-Metrics-Key` is the operator's. There are no notifications here."""
    key = backend.settings.metrics_key
    if not key or call.headers.get("x-metrics-key") != key:
        raise RefusalError(empty(403), bare=True)
    shown = {
        "ts": int(call.now.timestamp()),
        "max_ping_id": backend.store.last_ping_id or None,
        "max_notification_id": None,
        "num_unprocessed_flips": 0,
    }
    return json_reply(shown)


def notification_status(backend: Backend, call: Call) -> Response:
    """POST notifications/{uuid}/status: always 200 and empty, also for a notification nobody knows."""
    del backend, call
    return empty(200)


def receive_bounce(backend: Backend, call: Call) -> Response:
    """POST bounces/: no mail was ever sent from here, so no bounce can carry a valid signature."""
    del backend, call
    return text_reply("OK (bad signature)")
