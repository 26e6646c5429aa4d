"""Incidents and their comments, as resources; their events are in `_incident_log`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import cast

from uptimekit.sandbox.betterstack._behavior import Behavior, Draft
from uptimekit.sandbox.betterstack._call import Call
from uptimekit.sandbox.betterstack._fields import (
    ALERTS,
    Mode,
    moment,
    number,
    open_object,
    text,
    texts,
    whatever,
)
from uptimekit.sandbox.betterstack._metadata import plain
from uptimekit.sandbox.betterstack._model import Kind, Record
from uptimekit.sandbox.betterstack._query import query_day, query_flag
from uptimekit.sandbox.betterstack._render import identifier, resource
from uptimekit.sandbox.betterstack._times import day_end, day_start, stamp

__all__ = ["COMMENT", "INCIDENT", "timeline_item"]

_METADATA = re.compile(r"metadata\[([^\]]+)\]\[\]\[(\w+)\]")


class _Incidents(Behavior):
    def narrow(self, call: Call, records: list[Record]) -> list[Record]:
        since, until = query_day(call, "from"), query_day(call, "to")
        if since is not None:
            records = [one for one in records if one.created >= day_start(since)]
        if until is not None:
            records = [one for one in records if one.created < day_end(until)]
        for attribute in ("resolved", "acknowledged"):
            wanted = query_flag(call, attribute)
            if wanted is not None:
                any_datetime = f"{attribute}_at"
                records = [one for one in records if (one.attributes[any_datetime] is not None) is wanted]
        for kind in ("monitor", "heartbeat"):
            if owner := call.query.get(f"{kind}_id"):
                records = [one for one in records if _is_owned(one, kind, owner)]
        if conditions := _metadata_conditions(call):
            records = [one for one in records if _has_metadata(one, conditions)]
        return records

    def show(self, call: Call, record: Record, resource: dict[str, object]) -> None:
        attributes = cast("dict[str, object]", resource["attributes"])
        if call.version == 2:
            attributes["metadata"] = _as_strings(record)
        owner = record.owner
        related = {} if owner is None else {owner.kind.name: {"data": identifier(owner)}}
        resource["relationships"] = related

    def included(self, call: Call, records: Sequence[Record]) -> list[object] | None:
        return [resource(call, one.owner) for one in records if one.owner is not None]

    def removed(self, call: Call, record: Record) -> None:
        call.backend.timelines.pop(record.id, None)


def _is_owned(record: Record, kind: str, owner: str) -> bool:
    return record.owner is not None and record.owner.kind.name == kind and record.owner.id == owner


def _metadata_conditions(call: Call) -> dict[str, list[dict[str, str]]]:
    """`metadata[key][][value]=v&...` by key; a name that comes again begins another alternative."""
    conditions: dict[str, list[dict[str, str]]] = {}
    for name, value in call.query.multi_items():
        match = _METADATA.fullmatch(name)
        if match is None:
            continue
        alternatives = conditions.setdefault(match[1], [{}])
        if match[2] in alternatives[-1]:
            alternatives.append({})
        alternatives[-1][match[2]] = value
    return conditions


def _has_metadata(record: Record, conditions: Mapping[str, list[dict[str, str]]]) -> bool:
    """Whether for every key one of the incident's values fits one of the alternatives."""
    metadata = cast("dict[str, list[dict[str, object]]]", record.attributes["metadata"])
    return all(
        any(
            all(str(value.get(name)) == wanted for name, wanted in alternative.items())
            for alternative in alternatives
            for value in metadata.get(key, [])
        )
        for key, alternatives in conditions.items()
    )


def _as_strings(record: Record) -> dict[str, object]:
    # v2 knew one plain string for each key.
    metadata = cast("dict[str, list[dict[str, object]]]", record.attributes["metadata"])
    return {key: next((plain(value) for value in values), None) for key, values in metadata.items()}


class _Comments(Behavior):
    def saved(self, call: Call, record: Record, draft: Draft) -> None:
        # The one resource that repeats its id, as a number, among its attributes.
        record.attributes["id"] = record.number
        if draft.creating:
            content = {"text": record.attributes["content"], "user": {"id": None}}
            item = timeline_item(record.id, "comment", call.now, {"title": None, "content": content})
            call.backend.timelines.setdefault(record.above.id, []).append(item)


def timeline_item(
    item_id: str, item_type: str, at: datetime, data: Mapping[str, object]
) -> dict[str, object]:
    """A `timeline_item` resource."""
    attributes = {"item_type": item_type, "at": stamp(at), "data": dict(data)}
    return {"id": item_id, "type": "timeline_item", "attributes": attributes}


_TEXTS = (
    "name",
    "cause",
    "url",
    "http_method",
    "acknowledged_by",
    "resolved_by",
    "response_content",
    "response_url",
    "screenshot_url",
    "origin_url",
)

INCIDENT = Kind(
    name="incident",
    path="v3/incidents",
    operations=("list", "get", "delete"),
    legacy=("v2/incidents", ("list", "get", "delete")),
    fields=(
        *(text(name, mode=Mode.READ) for name in _TEXTS),
        *(moment(name, mode=Mode.READ) for name in ("started_at", "acknowledged_at", "resolved_at")),
        text("status", mode=Mode.READ, default="Started"),
        number("incident_group_id", mode=Mode.READ),
        number("escalation_policy_id", mode=Mode.READ, ref="policy"),
        text("response_options", mode=Mode.READ, default="{}"),
        texts("regions", mode=Mode.READ, default=None),
        *ALERTS,
        open_object("metadata", mode=Mode.READ, default={}),
        whatever("slack_channels", mode=Mode.READ, default=[]),
    ),
    behavior=_Incidents(),
    page_size=(10, 50),
    cached=False,
)

COMMENT = Kind(
    name="incident_comment",
    path="v2/incidents/{}/comments",
    parent=INCIDENT,
    fields=(text("content", required=True), text("user_email", mode=Mode.WRITE)),
    behavior=_Comments(),
    stamped=True,
    team_attribute=False,
    team_filter=False,
    empty_403=True,
)
