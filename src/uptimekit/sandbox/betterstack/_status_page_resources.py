"""Resources of a status page: the monitors, heartbeats and other items that it shows."""

from __future__ import annotations

from typing import cast

from uptimekit.sandbox.betterstack._behavior import Behavior, Draft
from uptimekit.sandbox.betterstack._call import Call
from uptimekit.sandbox.betterstack._fields import Mode, choice, flag, number, open_object, text
from uptimekit.sandbox.betterstack._health import availability, history, status_of
from uptimekit.sandbox.betterstack._http import InvalidError
from uptimekit.sandbox.betterstack._model import Kind, Record
from uptimekit.sandbox.betterstack._status_pages import STATUS_PAGE, STATUS_PAGE_SECTION, first_section

__all__ = ["STATUS_PAGE_RESOURCE"]

# The kinds that this sandbox keeps, by the word for them here.
_KEPT = {
    "Monitor": "monitor",
    "MonitorGroup": "monitor_group",
    "Heartbeat": "heartbeat",
    "HeartbeatGroup": "heartbeat_group",
    "EmailIntegration": "email_integration",
    "IncomingWebhook": "incoming_webhook",
}
_MANUAL = "ManuallyTrackedItem"
_TYPES = (_MANUAL, *_KEPT, "WebhookIntegration", "ResourceGroup", "LogsChart", "CatalogReference")
_WIDGETS = ("plain", "history", "intraday_history", "response_times", "chart_only")
_MATCHES = ("any_incident", "no_incident", "incident_matching_metadata")


class _Resources(Behavior):
    def check(self, call: Call, draft: Draft) -> None:
        page, attributes = draft.above, draft.attributes
        _check_target(call, draft)
        if attributes["status_page_section_id"] is None:
            attributes["status_page_section_id"] = first_section(call, page).number
        section = call.backend.store.get(STATUS_PAGE_SECTION.name, str(attributes["status_page_section_id"]))
        if section is None or section.parent is not page:
            raise InvalidError({"status_page_section_id": ["must be the id of a section of this page"]})
        if draft.creating and "position" not in draft.sent:
            attributes["position"] = len(call.backend.store.children(draft.kind.name, page))

    def show(self, call: Call, record: Record, resource: dict[str, object]) -> None:
        attributes = cast("dict[str, object]", resource["attributes"])
        attributes["status"] = status_of(call.backend, record, call.now)
        attributes["availability"] = availability(call.backend, record, call.now)
        attributes["status_history"] = history(call.backend, record, call.now)


def _check_target(call: Call, draft: Draft) -> None:
    kind, number = draft.attributes["resource_type"], draft.attributes["resource_id"]
    if kind == _MANUAL:
        draft.attributes["resource_id"] = None
    elif number is None:
        raise InvalidError({"resource_id": ["can't be blank"]})
    elif kind in _KEPT:
        target = call.backend.store.get(_KEPT[str(kind)], str(number))
        if target is None or target.team is not draft.team:
            raise InvalidError({"resource_id": [f"must be the id of a {kind}"]})


STATUS_PAGE_RESOURCE = Kind(
    name="status_page_resource",
    path="v2/status-pages/{}/resources",
    parent=STATUS_PAGE,
    fields=(
        number("resource_id", nullable=True),
        choice("resource_type", _TYPES, required=True),
        text("public_name", required=True),
        text("explanation", nullable=True),
        number("status_page_section_id", nullable=True, ref="status_page_section"),
        choice("widget_type", _WIDGETS, default="history"),
        flag("history", default=True),
        number("position", 0),
        flag("fixed_position", mode=Mode.WRITE),
        choice("mark_as_down_for", _MATCHES, default="any_incident"),
        choice("mark_as_degraded_for", _MATCHES, default="no_incident"),
        open_object("mark_as_down_metadata_rule", nullable=True),
        open_object("mark_as_degraded_metadata_rule", nullable=True),
        text("status", mode=Mode.READ),
        number("availability", mode=Mode.READ),
        text("status_history", mode=Mode.READ),
    ),
    behavior=_Resources(),
    team_attribute=False,
    team_filter=False,
    cached=False,
)
