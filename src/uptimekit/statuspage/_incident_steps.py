"""An incident from its report to its end, and a maintenance announced: what is checked before it is sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from uptimekit._runtime.json_types import is_object

from ._action import action
from ._directory import read_directory
from ._plans import Plan, call
from ._requests import single
from ._services import OnPage
from .errors import InputError
from .results import Incident

__all__ = ["IncidentSteps"]


class IncidentSteps(OnPage):
    """The actions of both services that take an incident on its way."""

    @action
    def open(
        self,
        name: str,
        *,
        status: str = "investigating",
        body: str | None = None,
        components: Mapping[str, str] | None = None,
        impact: str | None = None,
        deliver_notifications: bool | None = None,
    ) -> Plan[Incident]:
        """Open an incident.

        Args:
            name: its title.
            status: investigating, identified or monitoring.
            body: its first text.
            components: new status of each affected component, by name, by path ``Group / Name`` or by id.
            impact: none, minor, major or critical.  Default: what the statuses of the components come to.
            deliver_notifications: False tells no subscriber.  Default: all are told.

        Raises InputError for a component that is not there or that is not the only one with its name, before
        anything is created.
        """
        attributes = {
            "name": name,
            "status": status,
            "body": body,
            "impact_override": impact,
            "deliver_notifications": deliver_notifications,
        }
        return self._send("incidents.create", (), attributes, components)

    @action
    def post_update(
        self,
        incident_id: str,
        body: str,
        *,
        status: str | None = None,
        components: Mapping[str, str] | None = None,
        deliver_notifications: bool | None = None,
    ) -> Plan[Incident]:
        """Add a text to an incident, with its status and its components if they change; return the incident.

        All of it is one update.  The arguments are those of :meth:`open`.
        """
        attributes = {"body": body, "status": status, "deliver_notifications": deliver_notifications}
        return self._send("incidents.update", (incident_id,), attributes, components)

    @action
    def resolve(
        self,
        incident_id: str,
        body: str,
        *,
        components: Mapping[str, str] | None = None,
        deliver_notifications: bool | None = None,
    ) -> Plan[Incident]:
        """Resolve an incident with a last text, and return it; the arguments are those of :meth:`open`."""
        attributes = {"body": body, "status": "resolved", "deliver_notifications": deliver_notifications}
        return self._send("incidents.update", (incident_id,), attributes, components)

    @action
    def schedule(
        self,
        name: str,
        start: datetime,
        end: datetime,
        *,
        body: str | None = None,
        components: Iterable[str] = (),
        scheduled_remind_prior: bool | None = None,
        scheduled_auto_in_progress: bool | None = None,
        scheduled_auto_completed: bool | None = None,
        auto_transition_to_maintenance_state: bool | None = None,
        auto_transition_to_operational_state: bool | None = None,
        deliver_notifications: bool | None = None,
    ) -> Plan[Incident]:
        """Announce a maintenance.

        Args:
            name: its title.
            start: when it begins; with a time zone.
            end: when it ends; after *start*.
            body: its first text.
            components: the affected ones, by name, by path ``Group / Name`` or by id.
            scheduled_remind_prior: True reminds the subscribers an hour before.
            scheduled_auto_in_progress: True begins it at *start*.
            scheduled_auto_completed: True ends it at *end*.
            auto_transition_to_maintenance_state: True puts its components under maintenance when it begins.
            auto_transition_to_operational_state: True makes them operational when it ends.
            deliver_notifications: False tells no subscriber.  Default: all are told.

        Raises InputError for times that cannot be and for components that are not there, with nothing created.
        """
        _check_window(start, end)
        attributes = {
            "name": name,
            "status": "scheduled",
            "body": body,
            "scheduled_for": start,
            "scheduled_until": end,
            "scheduled_remind_prior": scheduled_remind_prior,
            "scheduled_auto_in_progress": scheduled_auto_in_progress,
            "scheduled_auto_completed": scheduled_auto_completed,
            "auto_transition_to_maintenance_state": auto_transition_to_maintenance_state,
            "auto_transition_to_operational_state": auto_transition_to_operational_state,
            "deliver_notifications": deliver_notifications,
        }
        names = [components] if isinstance(components, str) else list(components)
        return self._send("incidents.create", (), attributes, names)

    def _send(
        self,
        name: str,
        ids: tuple[str, ...],
        attributes: Mapping[str, Any],
        components: Mapping[str, str] | Iterable[str] | None,
    ) -> Plan[Incident]:
        """Send the attributes that are given, with the ids of *components* and, from a mapping, their statuses."""
        body = {name: value for name, value in attributes.items() if value is not None}
        if components:
            directory = yield from read_directory(self.page_id)
            body["component_ids"] = list(dict.fromkeys(directory.find(one).id for one in components))
            if is_object(components):
                body["components"] = directory.statuses(components)
        return (yield from call(single(name, Incident, self.page_id, *ids, body=body)))


def _check_window(start: datetime, end: datetime) -> None:
    """Raise InputError unless both times have a zone and *start* is before *end*."""
    for name, moment in (("start", start), ("end", end)):
        if not isinstance(moment, datetime):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers without a checker)
            raise InputError(f"{name} must be a datetime", field=name)
        if moment.utcoffset() is None:
            raise InputError(f"{name} needs a time zone, such as tzinfo=datetime.UTC", field=name)
    if start >= end:
        raise InputError("start must be before end", field="end")
