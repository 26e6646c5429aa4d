"""Monitors and their groups."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from uptimekit.sandbox.betterstack import _words as words
from uptimekit.sandbox.betterstack._behavior import Behavior, Draft
from uptimekit.sandbox.betterstack._call import Backend, Call
from uptimekit.sandbox.betterstack._fields import (
    ALERTS,
    Mode,
    choice,
    flag,
    moment,
    number,
    numbers,
    objects,
    open_object,
    text,
    texts,
)
from uptimekit.sandbox.betterstack._http import InvalidError
from uptimekit.sandbox.betterstack._incident_log import open_incident, resolve_ongoing, validate_ongoing
from uptimekit.sandbox.betterstack._maintenance import MAINTENANCE
from uptimekit.sandbox.betterstack._model import Kind, Record
from uptimekit.sandbox.betterstack._pausing import PausingGroup, switch_pause
from uptimekit.sandbox.betterstack._times import stamp

__all__ = ["MONITOR", "MONITOR_GROUP", "SETTABLE", "set_status"]

SETTABLE = ("up", "down", "pending", "validating", "maintenance")
"""The statuses that a test may give a monitor; `paused` is what `PATCH {"paused": true}` does."""


class _Monitors(Behavior):
    def check(self, call: Call, draft: Draft) -> None:
        attributes = draft.attributes
        if draft.creating and not (attributes["url"] or attributes["scenario_name"]):
            raise InvalidError({"url": ["can't be blank"]})
        if "http_method" in draft.sent:
            attributes["http_method"] = str(attributes["http_method"]).lower()
        if "request_headers" in draft.sent:
            before = {} if draft.record is None else draft.record.attributes
            attributes["request_headers"] = _merge_headers(
                call,
                cast("list[object]", before.get("request_headers", [])),
                cast("list[object]", draft.sent["request_headers"]),
            )

    def saved(self, call: Call, record: Record, draft: Draft) -> None:
        if "paused" in draft.sent:
            switch_pause(call.backend, record, call.now)


def _merge_headers(call: Call, before: list[object], sent: list[object]) -> list[object]:
    """Headers without an id are added; one with an id replaces, or with `_destroy` removes, its namesake."""
    merged: dict[str, object] = {str(cast("dict[str, object]", header)["id"]): header for header in before}
    for header in cast("list[dict[str, object]]", sent):
        known = str(header.get("id", ""))
        if str(header.get("_destroy", "")).lower() in ("true", "1"):
            merged.pop(known, None)
            continue
        key = known if known in merged else call.backend.store.next_id()
        old = cast("dict[str, object]", merged.get(key, {}))
        merged[key] = {
            "id": key,
            "name": header.get("name", old.get("name")),
            "value": header.get("value", old.get("value")),
        }
    return list(merged.values())


def set_status(backend: Backend, record: Record, status: str, now: datetime) -> None:
    """What follows when a check finds the monitor in this status: down opens an incident, up resolves it."""
    if record.attributes["paused"]:
        raise ValueError("a paused monitor is not checked; unpause it first")
    record.change(now, status=status, last_checked_at=stamp(now))
    if status == "down":
        open_incident(backend, record, now)
    elif status == "up":
        resolve_ongoing(backend, record, now)
    elif status == "validating":
        validate_ongoing(backend, record, now)


MONITOR_GROUP = Kind(
    name="monitor_group",
    path="v2/monitor-groups",
    fields=(text("name", required=True), number("sort_index", nullable=True), flag("paused")),
    behavior=PausingGroup("monitor", "monitor_group_id"),
    stamped=True,
)

_EXPIRY = (1, 2, 3, 7, 14, 30, 60)

MONITOR = Kind(
    name="monitor",
    path="v2/monitors",
    fields=(
        choice("monitor_type", words.MONITOR_TYPES, required=True),
        text("url"),
        text("pronounceable_name"),
        *ALERTS,
        number("check_frequency", 30, default=180),
        number("effective_check_frequency", mode=Mode.READ, default=180),
        text("effective_check_frequency_reason", mode=Mode.READ),
        objects("request_headers"),
        numbers("expected_status_codes"),
        choice("domain_expiration", _EXPIRY, nullable=True),
        choice("ssl_expiration", _EXPIRY, nullable=True),
        text("policy_id", nullable=True, ref="policy"),
        number("expiration_policy_id", nullable=True, ref="policy"),
        flag("follow_redirects", default=True),
        text("required_keyword", nullable=True),
        number("team_wait", 0, nullable=True),
        flag("paused"),
        moment("paused_at", mode=Mode.READ),
        text("port", nullable=True),
        choice("ip_version", ("ipv4", "ipv6"), nullable=True),
        texts("regions", words.REGIONS, nullable=True, default=None),
        number("monitor_group_id", nullable=True, ref="monitor_group"),
        number("recovery_period", 0, default=180),
        flag("verify_ssl", default=True),
        number("confirmation_period", 0, 86_400, default=0),
        choice("http_method", words.HTTP_METHODS, default="get"),
        number("request_timeout", 1, default=30),
        text("request_body", nullable=True),
        text("auth_username", nullable=True),
        text("auth_password", nullable=True),
        text("proxy_host", nullable=True),
        number("proxy_port", nullable=True),
        *MAINTENANCE,
        flag("remember_cookies", default=True),
        text("playwright_script", nullable=True),
        text("scenario_name", nullable=True),
        open_object("environment_variables", default={}),
        text("status", mode=Mode.READ, default="pending"),
        moment("last_checked_at", mode=Mode.READ),
        text("checks_version", mode=Mode.READ, default="v2"),
    ),
    behavior=_Monitors(),
    relationships={"policy_id": ("policy", "policy")},
    filters=("url", "pronounceable_name"),
    stamped=True,
)
