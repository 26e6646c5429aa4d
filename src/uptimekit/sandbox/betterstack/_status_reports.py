"""Status reports, maintenance windows, and their updates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from uptimekit.sandbox.betterstack._behavior import Behavior, Draft
from uptimekit.sandbox.betterstack._call import Call
from uptimekit.sandbox.betterstack._fields import Mode, choice, flag, moment, number, objects, text
from uptimekit.sandbox.betterstack._health import worst
from uptimekit.sandbox.betterstack._http import InvalidError
from uptimekit.sandbox.betterstack._model import Kind, Record
from uptimekit.sandbox.betterstack._render import identifier, resource
from uptimekit.sandbox.betterstack._status_pages import STATUS_PAGE
from uptimekit.sandbox.betterstack._times import stamp

__all__ = ["STATUS_REPORT", "STATUS_UPDATE"]

_STATES = {"maintenance": ("maintenance",), "manual": ("resolved", "degraded", "downtime")}
_UPDATE_FIELDS = ("message", "notify_subscribers", "published_at")


class _Reports(Behavior):
    def check(self, call: Call, draft: Draft) -> None:
        attributes, kind = draft.attributes, draft.attributes["report_type"]
        if draft.creating:
            attributes["status_page_id"] = draft.above.number
            attributes["starts_at"] = attributes["starts_at"] or stamp(call.now)
        if kind == "maintenance" and attributes["ends_at"] is None:
            raise InvalidError({"ends_at": ["can't be blank for a maintenance"]})
        if "affected_resources" in draft.sent:
            if not draft.creating and kind != "maintenance":
                raise InvalidError({"affected_resources": ["of a report change with its updates"]})
            affected = _read_affected(call, draft, draft.above, str(kind))
            attributes["affected_resources"] = affected
            attributes["aggregate_state"] = _aggregate(affected)

    def saved(self, call: Call, record: Record, draft: Draft) -> None:
        if not draft.creating:
            return
        update = {name: draft.sent[name] for name in _UPDATE_FIELDS if name in draft.sent}
        update["affected_resources"] = record.attributes["affected_resources"]
        update["status_report_id"] = record.number
        update.setdefault("published_at", stamp(call.now))
        call.backend.store.add(STATUS_UPDATE, record.team, update, call.now, record)

    def show(self, call: Call, record: Record, resource: dict[str, object]) -> None:
        updates = call.backend.store.children(STATUS_UPDATE.name, record)
        resource["relationships"] = {"status_updates": {"data": [identifier(update) for update in updates]}}

    def included(self, call: Call, records: Sequence[Record]) -> list[object] | None:
        return [
            resource(call, update)
            for record in records
            for update in call.backend.store.children(STATUS_UPDATE.name, record)
        ]


class _Updates(Behavior):
    def check(self, call: Call, draft: Draft) -> None:
        report = draft.above
        if draft.creating:
            draft.attributes["status_report_id"] = report.number
            draft.attributes["published_at"] = draft.attributes["published_at"] or stamp(call.now)
        if "affected_resources" in draft.sent:
            kind = str(report.attributes["report_type"])
            draft.attributes["affected_resources"] = _read_affected(call, draft, report.above, kind)

    def saved(self, call: Call, record: Record, draft: Draft) -> None:
        if "affected_resources" in draft.sent:
            _restate(call, record.above)

    def removed(self, call: Call, record: Record) -> None:
        _restate(call, record.above)


def _restate(call: Call, report: Record) -> None:
    """Let a report say about each resource what its last update said."""
    latest: dict[object, dict[str, object]] = {}
    for update in call.backend.store.children(STATUS_UPDATE.name, report):
        for affected in cast("list[dict[str, object]]", update.attributes["affected_resources"]):
            latest[affected["status_page_resource_id"]] = affected
    report.change(
        call.now, affected_resources=list(latest.values()), aggregate_state=_aggregate([*latest.values()])
    )


def _read_affected(call: Call, draft: Draft, page: Record, kind: str) -> list[dict[str, object]]:
    known = {one.id for one in call.backend.store.children("status_page_resource", page)}
    states = _STATES[kind]
    affected: list[dict[str, object]] = []
    for item in cast("list[dict[str, object]]", draft.sent["affected_resources"]):
        resource_id, status = str(item.get("status_page_resource_id")), item.get("status")
        if resource_id not in known:
            raise InvalidError({"affected_resources": ["must be resources of this status page"]})
        if status not in states:
            raise InvalidError({"affected_resources": [f"have a status of {', '.join(states)}"]})
        affected.append({"status_page_resource_id": resource_id, "status": status})
    return affected


def _aggregate(affected: Sequence[dict[str, object]]) -> str:
    return worst(str(item["status"]).replace("resolved", "operational") for item in affected)


STATUS_REPORT = Kind(
    name="status_report",
    path="v2/status-pages/{}/status-reports",
    parent=STATUS_PAGE,
    fields=(
        text("title"),
        text("message", mode=Mode.WRITE),
        choice("report_type", tuple(_STATES), mode=Mode.CREATE, default="manual"),
        flag("notify_subscribers", mode=Mode.WRITE),
        moment("published_at", mode=Mode.WRITE),
        moment("starts_at"),
        moment("ends_at", nullable=True),
        objects("affected_resources"),
        text("aggregate_state", mode=Mode.READ, default="operational"),
        number("status_page_id", mode=Mode.READ),
    ),
    behavior=_Reports(),
    team_attribute=False,
    team_filter=False,
    cached=False,
)

STATUS_UPDATE = Kind(
    name="status_update",
    path="v2/status-pages/{}/status-reports/{}/status-updates",
    parent=STATUS_REPORT,
    fields=(
        text("message"),
        objects("affected_resources", required=True),
        flag("notify_subscribers"),
        moment("published_at"),
        text("published_at_timezone", mode=Mode.READ),
        number("status_report_id", mode=Mode.READ),
    ),
    behavior=_Updates(),
    team_attribute=False,
    team_filter=False,
)
