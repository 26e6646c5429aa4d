"""List, create, get, update and delete, for all kinds of resource."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from starlette.responses import Response

from uptimekit.sandbox.betterstack._behavior import Draft
from uptimekit.sandbox.betterstack._call import Call, missing
from uptimekit.sandbox.betterstack._fields import read_fields
from uptimekit.sandbox.betterstack._http import InvalidError, dump, empty, json_text
from uptimekit.sandbox.betterstack._model import Kind, Record, Team
from uptimekit.sandbox.betterstack._paging import page_of
from uptimekit.sandbox.betterstack._render import resource_text

__all__ = ["Collection", "find_record", "in_order", "list_reply", "member_list", "one_reply", "owner_team"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Collection:
    """The five operations on one kind of resource."""

    kind: Kind

    def list(self, call: Call) -> Response:
        """GET on the collection."""
        records: Iterable[Record] = call.backend.store.all(self.kind.name)
        if self.kind.parent is not None:
            parent = find_record(call, self.kind.parent, call.ids)
            records = call.backend.store.children(self.kind.name, parent)
        return list_reply(call, self.kind, records)

    def create(self, call: Call) -> Response:
        """POST on the collection: 201."""
        body, kind = call.json_object(), self.kind
        parent = None if kind.parent is None else find_record(call, kind.parent, call.ids)
        team = parent.team if parent is not None else owner_team(call, kind, body)
        sent = read_fields(kind.fields, body, creating=True)
        draft = Draft(kind, team, parent, None, {**kind.defaults, **sent}, sent)
        attributes = _checked(call, draft)
        record = call.backend.store.add(kind, team, attributes, call.now, parent)
        kind.behavior.saved(call, record, draft)
        return one_reply(call, record, 201)

    def get(self, call: Call) -> Response:
        """GET on one."""
        return one_reply(call, find_record(call, self.kind, call.ids))

    def update(self, call: Call) -> Response:
        """PATCH on one: only what is sent changes, and never the owner."""
        record = find_record(call, self.kind, call.ids)
        sent = read_fields(self.kind.fields, call.json_object(), creating=False)
        draft = Draft(self.kind, record.team, record.parent, record, {**record.attributes, **sent}, sent)
        record.attributes = _checked(call, draft)
        record.change(call.now)
        self.kind.behavior.saved(call, record, draft)
        return one_reply(call, record)

    def delete(self, call: Call) -> Response:
        """DELETE on one: 204 without a body."""
        record = find_record(call, self.kind, call.ids)
        call.backend.store.remove(record)
        self.kind.behavior.removed(call, record)
        return empty(204)


def find_record(call: Call, kind: Kind, ids: Sequence[str]) -> Record:
    """The record that the ids in a path lead to; 404 unless each is there, below the last, and visible."""
    parent = None if kind.parent is None else find_record(call, kind.parent, ids[:-1])
    record = kind.behavior.find(call, kind, ids[-1])
    if record is None or record.parent is not parent or not (parent is not None or call.sees(record)):
        raise missing(kind.name.replace("_", " "), ids[-1])
    return record


def owner_team(call: Call, kind: Kind, body: dict[str, object]) -> Team | None:
    """Who will own a new record: the token's team; with a global token, the team that the body names."""
    if kind.shared:
        return None
    if call.access.team is not None:
        return call.access.team
    if body.get("team_name") is None and not kind.team_body:
        return call.backend.store.first_team
    team = call.team(body.get("team_name"))
    if team is None:
        raise InvalidError({"team_name": ["must name a team when a global token is used"]})
    return team


def member_list(group: Kind, member: Kind, attribute: str) -> _MemberList:
    """The list of those `member` resources whose `attribute` holds the id of a `group`."""
    return _MemberList(group, member, attribute)


@dataclass(frozen=True, slots=True)
class _MemberList:
    group: Kind
    member: Kind
    attribute: str

    def __call__(self, call: Call) -> Response:
        group = find_record(call, self.group, call.ids)
        everybody = call.backend.store.all(self.member.name)
        return list_reply(
            call, self.member, (one for one in everybody if one.attributes[self.attribute] == group.number)
        )


def one_reply(call: Call, record: Record, status: int = 200) -> Response:
    """`{"data": resource, "included"?: [...]}`."""
    included = record.kind.behavior.included(call, [record])
    rest = "" if included is None else f',"included":{dump(included)}'
    return json_text(f'{{"data":{resource_text(call, record)}{rest}}}', status)


def list_reply(call: Call, kind: Kind, records: Iterable[Record]) -> Response:
    """The asked-for page of those `records` that the token and the query let through."""
    shown = in_order(call, kind.behavior.narrow(call, _matching(call, kind, records)))
    page, links = page_of(call, shown, kind.page_size)
    included = kind.behavior.included(call, page) if kind.behavior.includes_in_lists else None
    rest = "" if included is None else f',"included":{dump(included)}'
    texts = ",".join([resource_text(call, record) for record in page])
    return json_text(f'{{"data":[{texts}],"pagination":{dump(links)}{rest}}}')


def in_order(call: Call, records: list[T]) -> list[T]:
    """Oldest first, or, where the sandbox was told so, in another order at every call."""
    if call.backend.settings.unstable_order:
        random.Random(call.backend.order.getrandbits(32)).shuffle(records)
    return records


def _matching(call: Call, kind: Kind, records: Iterable[Record]) -> list[Record]:
    chosen = list(records)
    if (team := call.access.team) is not None:
        chosen = [record for record in chosen if record.team is team or call.sees(record)]
    if kind.team_filter and (name := call.query.get("team_name")):
        chosen = [record for record in chosen if record.team is not None and record.team.name == name]
    for attribute in kind.filters:
        if wanted := call.query.get(attribute):
            chosen = [record for record in chosen if str(record.attributes[attribute]) == wanted]
    return chosen


def _checked(call: Call, draft: Draft) -> dict[str, object]:
    _check_references(call, draft)
    draft.kind.behavior.check(call, draft)
    attributes = draft.attributes
    for name in draft.kind.hidden:
        attributes.pop(name, None)
    for name in draft.kind.sparse:
        if attributes.get(name) is None:
            attributes.pop(name, None)
    return attributes


def _check_references(call: Call, draft: Draft) -> None:
    for field in draft.kind.fields:
        value = draft.sent.get(field.name)
        if field.ref is None or value is None:
            continue
        record = call.backend.store.get(field.ref, str(value))
        if record is None or not (record.team is None or record.team is draft.team):
            raise InvalidError({field.name: [f"must be the id of a {field.ref.replace('_', ' ')}"]})
