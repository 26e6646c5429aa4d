"""The vocabulary of a fleet: monitors, heartbeats, incidents and components, whichever provider has them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Final

from attrs import field, frozen

from .words import Kind, State

__all__ = ["KINDS", "Component", "Heartbeat", "Incident", "Item", "Kind", "Monitor", "State"]


@frozen(kw_only=True)
class Item:
    """What is watched, or what happened to it, as an account of a provider shows it.

    Attributes:
        kind: which of the four it is.
        provider: name of the provider, such as ``healthchecks``.
        account: name of the account in the configuration.
        id: id within the account.  It is never a secret: a check of Healthchecks has its ``unique_key`` here.
        name: name that people gave it; may be shared by several items.
        state: state in the fleet's words.
        word: the same in the provider's own word; text, and empty if the provider has none.
        since: when the state began, with a time zone; None if the provider does not tell.
        url: the provider's web page of the item; None if there is none.
        tags: labels, groups or projects of the item, then those of its account.
        native: the provider's own object, as its facade returns it.  Neither compared nor shown.
    """

    kind: ClassVar[Kind]

    provider: str
    account: str
    id: str
    name: str
    state: State
    word: str = ""
    since: datetime | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()
    native: Any = field(default=None, eq=False, repr=False)

    @property
    def key(self) -> tuple[str, Kind, str]:
        """Account, kind and id, which together tell it from every other item of a fleet."""
        return self.account, self.kind, self.id


@frozen(kw_only=True)
class Monitor(Item):
    """What a provider watches from outside: a monitor of Better Stack, a service of UptimeHunt.

    Attributes:
        target: address that is watched, without user name, password and query; None if there is none.
        checked: when the provider looked last; None if it does not tell.
    """

    kind = Kind.MONITORS
    target: str | None = None
    checked: datetime | None = None


@frozen(kw_only=True)
class Heartbeat(Item):
    """What must report by itself: a check of Healthchecks, a heartbeat of Better Stack.

    Attributes:
        schedule: when a report is due: a cron expression with its time zone, or a period such as ``every 1 h``.
        grace: seconds after the due time until it is down; None if the provider does not tell.
        last_ping: when it reported last; None if never, or if the provider does not tell.
        late: whether a report is overdue, within the grace time too; None if the provider does not tell.
    """

    kind = Kind.HEARTBEATS
    schedule: str | None = None
    grace: float | None = None
    last_ping: datetime | None = None
    late: bool | None = None


@frozen(kw_only=True)
class Incident(Item):
    """What went wrong: an incident of Better Stack or Statuspage.

    ``state`` is the worst state of what it concerns while it is open, and ``up`` once it is resolved.

    Attributes:
        started: when it began.
        acknowledged: when somebody took it over; None if nobody has.
        resolved: when it ended; None while it is open.
        cause: what the provider says about the reason; empty if it does not.
        affects: names of monitors, heartbeats or components that it concerns.
    """

    kind = Kind.INCIDENTS
    started: datetime | None = None
    acknowledged: datetime | None = None
    resolved: datetime | None = None
    cause: str = ""
    affects: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it has not been resolved."""
        return self.resolved is None


@frozen(kw_only=True)
class Component(Item):
    """What a public status page shows: a component of Statuspage, a resource of a Better Stack status page.

    Attributes:
        page: name of the page that shows it.
        group: name of the group or section that it stands in; None if in none.
        description: text that the page shows with it; empty if none.
    """

    kind = Kind.COMPONENTS
    page: str = ""
    group: str | None = None
    description: str = ""


KINDS: Final[dict[Kind, type[Item]]] = {each.kind: each for each in (Monitor, Heartbeat, Incident, Component)}
"""The class of each kind."""
