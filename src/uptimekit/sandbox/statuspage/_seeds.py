"""The initial state of a sandbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from uptimekit.sandbox.statuspage._call import Backend
from uptimekit.sandbox.statuspage._components import add_component
from uptimekit.sandbox.statuspage._ids import Ids
from uptimekit.sandbox.statuspage._incidents import begin, edit
from uptimekit.sandbox.statuspage._model import Site, User
from uptimekit.sandbox.statuspage._settings import Settings
from uptimekit.sandbox.statuspage._site_settings import new_embed, new_settings
from uptimekit.sandbox.statuspage._subscribers import subscribe

__all__ = ["Sizes", "build"]

_AGE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Sizes:
    """What there is at the beginning: names of pages and of the first one's components, and how many others."""

    pages: Sequence[str]
    components: Sequence[str]
    incidents: int
    subscribers: int


def build(seed: int, settings: Settings, sizes: Sizes, now: datetime) -> Backend:
    """The state at the beginning: pages of the organisation, one of somebody else, and an owner."""
    ids, born = Ids(seed), now - _AGE
    backend = Backend(settings=settings, ids=ids, api_key=ids.key(), organization_id=ids.next())
    for number, name in enumerate((*sizes.pages, "Elsewhere")):
        subdomain = "".join(letter if letter.isalnum() else "-" for letter in name.lower())
        _add_site(backend, name, subdomain, born, reachable=number < len(sizes.pages))
    first = next(iter(backend.sites.values()))
    _fill(backend, first, sizes, born)
    owner = User(id=ids.next(), created_at=born, updated_at=born, email="owner@example.com")
    owner.roles = {site.id: {} for site in backend.sites.values() if site.reachable}
    backend.users[owner.id] = owner
    return backend


def _add_site(backend: Backend, name: str, subdomain: str, born: datetime, *, reachable: bool) -> None:
    site = Site(
        id=backend.ids.next(),
        created_at=born,
        updated_at=born,
        settings=new_settings(name, subdomain),
        embed=new_embed(),
        reachable=reachable,
    )
    backend.sites[site.id] = site


def _fill(backend: Backend, site: Site, sizes: Sizes, born: datetime) -> None:
    for name in sizes.components:
        add_component(site, backend.ids, {"name": name, "showcase": True, "start_date": born.date()}, born)
    for number in range(sizes.incidents):
        opened = born + (number + 1) * _AGE / (sizes.incidents + 1)
        incident = begin(site, backend.ids, {"name": f"Incident {number}", "body": "Seen."}, opened)
        news = {"status": "resolved", "body": "Solved."}
        edit(site, backend.ids, incident, news, opened + timedelta(minutes=1))
    for number in range(sizes.subscribers):
        values = {
            "mode": "email",
            "email": f"reader-{number}@example.com",
            "skip_confirmation_notification": True,
        }
        subscribe(site.subscribers, backend.ids, values, born)
