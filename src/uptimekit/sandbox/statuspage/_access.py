"""Access of page access users and groups: sets of ids that are replaced, extended and reduced."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import cast

from starlette.responses import Response

from uptimekit.sandbox.statuspage._call import Call
from uptimekit.sandbox.statuspage._fields import ids, read
from uptimekit.sandbox.statuspage._http import InvalidError, json_reply, missing
from uptimekit.sandbox.statuspage._model import AccessGroup, AccessUser
from uptimekit.sandbox.statuspage._paging import page_by_per_page
from uptimekit.sandbox.statuspage._render import (
    show_access_group,
    show_access_user,
    show_component,
    show_metric,
)
from uptimekit.sandbox.statuspage._routes import Operation, operation

__all__ = ["Grants", "check_ids", "show_holder"]

Holder = AccessUser | AccessGroup


def check_ids(field: str, sent: object, known: Collection[str]) -> list[str]:
    """The ids that were sent; 422 unless all of them are known."""
    ids = cast("list[str]", sent or [])
    if unknown := [one for one in ids if one not in known]:
        raise InvalidError({field: [f"have an unknown id {unknown[0]}"]})
    return ids


def show_holder(call: Call, holder: Holder) -> dict[str, object]:
    """A user or a group."""
    return (
        show_access_user(holder) if isinstance(holder, AccessUser) else show_access_group(call.site, holder)
    )


@dataclass(frozen=True, slots=True)
class Grants:
    """The operations on the components or metrics of a user or group.

    holder: "page_access_user" or "page_access_group".
    thing: "component" or "metric".
    find: gives the holder that the path names.
    adding_needs_ids: whether the ids must be sent to add them, too, and not only to replace them.
    """

    holder: str
    thing: str
    find: Callable[[Call], Holder]
    adding_needs_ids: bool

    def routes(self) -> tuple[Operation, ...]:
        """All of them."""
        path, whole = f"pages/{{}}/{self.holder}s/{{}}/{self.thing}s", f"{self.holder}_{self.thing}s"
        return (
            operation(f"GET {path} list_{whole}", self.show_all, "map"),
            operation(f"POST {path} set_{whole}", self.replace, "map"),
            operation(f"PATCH {path} add_{whole}", self.add, "map"),
            operation(f"PUT {path} put_{whole}", self.add, "map"),
            operation(f"DELETE {path} remove_{whole}", self.remove, "map"),
            operation(f"DELETE {path}/{{}} remove_{self.holder}_{self.thing}", self.remove_one, "map"),
        )

    def show_all(self, call: Call) -> Response:
        """GET: what the holder may see by itself, not by way of a group."""
        site, granted = call.site, page_by_per_page(call.query, self._granted(self.find(call)))
        if self.thing == "metric":
            return json_reply([show_metric(site.metrics[one]) for one in granted])
        return json_reply([show_component(site, site.components[one]) for one in granted])

    def replace(self, call: Call) -> Response:
        """POST: 201; these and no others."""
        return self._change(call, lambda _, sent: sent, 201)

    def add(self, call: Call) -> Response:
        """PATCH and PUT: these as well."""
        return self._change(call, lambda granted, sent: [*granted, *sent], needed=self.adding_needs_ids)

    def remove(self, call: Call) -> Response:
        """DELETE with a body: no longer these; none at all if it names none."""
        return self._change(
            call, lambda granted, sent: [one for one in granted if sent and one not in sent], needed=False
        )

    def remove_one(self, call: Call) -> Response:
        """DELETE on one: no longer this; 404 if it is not granted."""
        holder = self.find(call)
        if call.path_ids[2] not in self._granted(holder):
            raise missing(self.thing)
        self._granted(holder).remove(call.path_ids[2])
        return json_reply(show_holder(call, holder))

    @property
    def _field(self) -> str:
        return f"{self.thing}_ids"

    def _granted(self, holder: Holder) -> list[str]:
        return holder.metric_ids if self.thing == "metric" else holder.component_ids

    def _change(
        self,
        call: Call,
        combine: Callable[[list[str], list[str]], list[str]],
        status: int = 200,
        *,
        needed: bool = True,
    ) -> Response:
        holder, body, site = self.find(call), call.body(), call.site
        if needed and self._field not in body:
            raise InvalidError({self._field: ["can't be blank"]})
        known = site.metrics if self.thing == "metric" else site.components
        sent = check_ids(self._field, read((ids(self._field),), body).get(self._field), known)
        together = list(dict.fromkeys(combine(self._granted(holder), sent)))
        holder.change({self._field: together}, call.now)
        return json_reply(show_holder(call, holder), status)
