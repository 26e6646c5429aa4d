"""The organisation's catalog: relations, their attributes, and records."""

from __future__ import annotations

from typing import cast

from uptimekit.sandbox.betterstack._behavior import PLAIN, Behavior, Draft
from uptimekit.sandbox.betterstack._call import Call
from uptimekit.sandbox.betterstack._fields import Mode, choice, flag, number, objects, text
from uptimekit.sandbox.betterstack._http import InvalidError
from uptimekit.sandbox.betterstack._metadata import read_values
from uptimekit.sandbox.betterstack._model import Kind, Record

__all__ = ["CATALOG_ATTRIBUTE", "CATALOG_RECORD", "CATALOG_RELATION"]

CATALOG_RELATION = Kind(
    name="catalog_relation",
    path="v2/catalog/relations",
    fields=(
        text("name", required=True),
        text("description", nullable=True),
        choice("match_mode", ("any", "all"), default="any"),
    ),
    behavior=PLAIN,
    shared=True,
    team_filter=False,
)


class _Attributes(Behavior):
    def check(self, call: Call, draft: Draft) -> None:
        if draft.creating:
            before = call.backend.store.children(draft.kind.name, draft.above)
            draft.attributes["position"] = len(before)


CATALOG_ATTRIBUTE = Kind(
    name="catalog_attribute",
    path="v2/catalog/relations/{}/attributes",
    parent=CATALOG_RELATION,
    fields=(text("name", required=True), flag("primary"), number("position", mode=Mode.READ)),
    behavior=_Attributes(),
    shared=True,
    team_filter=False,
)


class _Records(Behavior):
    def check(self, call: Call, draft: Draft) -> None:
        if "attributes" in draft.sent:
            known = call.backend.store.children(CATALOG_ATTRIBUTE.name, draft.above)
            sent = cast("list[dict[str, object]]", draft.sent["attributes"])
            draft.attributes["attributes"] = [_read_attribute(item, known) for item in sent]

    def show(self, call: Call, record: Record, resource: dict[str, object]) -> None:
        del record
        # The vendor's own client does not count on the order of these either.
        if call.backend.settings.unstable_order:
            attributes = cast("dict[str, object]", resource["attributes"])
            before = cast("list[object]", attributes["attributes"])
            attributes["attributes"] = call.backend.order.sample(before, len(before))


def _read_attribute(item: dict[str, object], known: list[Record]) -> dict[str, object]:
    sent = item.get("attribute")
    named = cast("dict[str, object]", sent) if isinstance(sent, dict) else {}
    for attribute in known:
        name = attribute.attributes["name"]
        if str(named.get("id")) == attribute.id or ("id" not in named and named.get("name") == name):
            return {
                "attribute": {"id": attribute.id, "name": name},
                "values": read_values(item.get("values", [])),
            }
    raise InvalidError({"attributes": ["must each name an attribute of the relation by id or name"]})


CATALOG_RECORD = Kind(
    name="catalog_record",
    path="v2/catalog/relations/{}/records",
    parent=CATALOG_RELATION,
    fields=(objects("attributes", required=True),),
    behavior=_Records(),
    shared=True,
    team_filter=False,
    cached=False,
)
