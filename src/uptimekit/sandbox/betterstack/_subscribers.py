"""E-mail subscribers of a status page."""

from __future__ import annotations

from typing import cast

from uptimekit.sandbox.betterstack._behavior import Behavior, Draft
from uptimekit.sandbox.betterstack._call import Call
from uptimekit.sandbox.betterstack._fields import Mode, moment, number, numbers, text
from uptimekit.sandbox.betterstack._http import InvalidError
from uptimekit.sandbox.betterstack._model import Kind
from uptimekit.sandbox.betterstack._status_pages import STATUS_PAGE

__all__ = ["STATUS_PAGE_SUBSCRIBER"]


class _Subscribers(Behavior):
    def check(self, call: Call, draft: Draft) -> None:
        page = draft.above
        if not draft.creating and "status_page_resource_ids" not in draft.sent:
            raise InvalidError({"status_page_resource_ids": ["can't be blank"]})
        known = {one.number for one in call.backend.store.children("status_page_resource", page)}
        if not known.issuperset(cast("list[int]", draft.attributes["status_page_resource_ids"])):
            raise InvalidError({"status_page_resource_ids": ["must be resources of this status page"]})
        if draft.creating:
            _check_email(call, draft)
            draft.attributes["status_page_id"] = page.number


def _check_email(call: Call, draft: Draft) -> None:
    email = str(draft.attributes["email"])
    if "@" not in email:
        raise InvalidError({"email": ["is not an e-mail address"]})
    everybody = call.backend.store.children(draft.kind.name, draft.above)
    if any(str(one.attributes["email"]).lower() == email.lower() for one in everybody):
        raise InvalidError({"email": ["is already subscribed"]})


STATUS_PAGE_SUBSCRIBER = Kind(
    name="status_page_subscriber",
    path="v2/status-pages/{}/subscribers",
    parent=STATUS_PAGE,
    fields=(
        text("email", required=True, mode=Mode.CREATE),
        numbers("status_page_resource_ids"),
        moment("confirmed_at", mode=Mode.READ),
        number("status_page_id", mode=Mode.READ),
    ),
    behavior=_Subscribers(),
    stamped=True,
    team_attribute=False,
    team_filter=False,
)
