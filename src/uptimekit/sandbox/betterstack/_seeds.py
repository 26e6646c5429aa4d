"""The initial state of a sandbox."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from uptimekit.sandbox.betterstack._call import Backend
from uptimekit.sandbox.betterstack._heartbeats import HEARTBEAT, enroll
from uptimekit.sandbox.betterstack._incident_log import add_incident, resolve
from uptimekit.sandbox.betterstack._integrations import JIRA, SLACK
from uptimekit.sandbox.betterstack._members import Member, Members, Role
from uptimekit.sandbox.betterstack._model import Team
from uptimekit.sandbox.betterstack._monitors import MONITOR
from uptimekit.sandbox.betterstack._on_calls import ON_CALL
from uptimekit.sandbox.betterstack._schedule import Event, Schedule
from uptimekit.sandbox.betterstack._settings import Settings
from uptimekit.sandbox.betterstack._store import Store
from uptimekit.sandbox.betterstack._times import day_start, stamp

__all__ = ["Sizes", "build"]

_ROLES = {
    "admin": "Admin",
    "billing_admin": "Billing admin",
    "team_lead": "Team lead",
    "responder": "Responder",
    "member": "Member",
}
_HEARTBEAT_PERIOD = 3600


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many of each there are at the beginning, dealt out to the teams in turn, and how old they are."""

    monitors: int = 0
    heartbeats: int = 0
    incidents: int = 0
    days: int = 30


def build(seed: int, settings: Settings, teams: Sequence[str], sizes: Sizes, now: datetime) -> Backend:
    """The state at the beginning. Every team has two members, an on-call schedule, a Jira and a Slack."""
    store = Store(seed, teams)
    roles = tuple(Role(store.next_id(), role, name) for role, name in _ROLES.items())
    backend = Backend(settings, store, Members(roles), random.Random(seed))
    for team in store.teams.values():
        _furnish(backend, team, now)
    _fill(backend, sizes, now)
    return backend


def _furnish(backend: Backend, team: Team, now: datetime) -> None:
    store, members = backend.store, backend.members
    for role_name in ("admin", "responder"):
        role = members.role(role_name)
        if role is not None:
            member = Member(
                id=store.next_id(),
                team=team,
                email=f"{role_name}@{team.name}.example",
                role=role,
                since=now,
                first_name=role.name,
                last_name=team.name,
            )
            members.people.append(member)
    calendar = store.add(ON_CALL, team, {"default_calendar": True}, now)
    today = day_start(now.date())
    event = Event(
        id=int(store.next_id()),
        users=[f"responder@{team.name}.example"],
        starts_at=today,
        ends_at=today + timedelta(days=365),
    )
    backend.schedules[calendar.id] = Schedule([event])
    store.add(JIRA, team, {"name": "Jira"}, now)
    store.add(SLACK, team, _slack(store), now)


def _slack(store: Store) -> dict[str, object]:
    return {
        "slack_team_id": store.next_id(),
        "slack_team_name": "Workspace",
        "slack_channel_id": store.next_id(),
        "slack_channel_name": "#alerts",
        "integration_type": "thread",
    }


def _fill(backend: Backend, sizes: Sizes, now: datetime) -> None:
    store, age = backend.store, timedelta(days=sizes.days)
    born = now - age
    teams = list(store.teams.values())
    for n in range(sizes.monitors):
        attributes: dict[str, object] = {
            "monitor_type": "status",
            "url": f"https://site-{n}.example",
            "pronounceable_name": f"Site {n}",
            "status": "up",
            "last_checked_at": stamp(now),
        }
        store.add(MONITOR, teams[n % len(teams)], attributes, born)
    for n in range(sizes.heartbeats):
        beat = {"name": f"Job {n}", "period": _HEARTBEAT_PERIOD, "grace": 300}
        enroll(backend, store.add(HEARTBEAT, teams[n % len(teams)], beat, born))
    for n in range(sizes.incidents):
        opened = born + (n + 1) * age / (sizes.incidents + 1)
        what = {"name": f"Incident {n}", "cause": "Reported by hand"}
        incident = add_incident(backend, teams[n % len(teams)], what, opened)
        resolve(backend, incident, opened + timedelta(minutes=1), None)
