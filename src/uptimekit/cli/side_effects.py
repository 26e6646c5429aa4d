"""Side effects of actions, beside what their names say: told before, by a dry run, and afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from uptimekit._runtime.errors import UptimeKitError
from uptimekit._runtime.sanitize import sanitized
from uptimekit.fleet import Component, Filter, Fleet, Incident, Item, Kind, State
from uptimekit.fleet.readers import reader_class
from uptimekit.fleet.urgency import state_word

__all__ = ["side_effects"]


def side_effects(fleet: Fleet, verb: str, items: Sequence[Item]) -> Iterator[str]:
    """Yield a line for each provider of *items* at which the action *verb* does more, and one for each affected component.

    The components of resolved incidents are read; nothing is said of those that are up, or cannot be read.
    """
    told = {item.provider: item for item in items if verb in reader_class(item.provider).side_effects}
    for provider in told:
        yield reader_class(provider).side_effects[verb]
    incidents = [item for item in items if item.provider in told and isinstance(item, Incident)]
    for component in _not_up(fleet, incidents):
        yield sanitized(f"still {state_word(component)}: {component.name} ({component.account})")


def _not_up(fleet: Fleet, incidents: Sequence[Incident]) -> list[Component]:
    affected = {(each.account, name.casefold()) for each in incidents for name in each.affects}
    if not affected:
        return []
    try:
        reading = fleet.survey(Kind.COMPONENTS, where=Filter(accounts=[account for account, _ in affected]))
    except UptimeKitError:  # such as a fleet that is closed: the action is done all the same
        return []
    return [
        each
        for each in reading.components
        if (each.account, each.name.casefold()) in affected and each.state is not State.UP
    ]
