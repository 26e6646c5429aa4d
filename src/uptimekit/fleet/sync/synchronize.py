"""One round: reads what is watched and what the pages show, and writes the differences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve

from uptimekit._runtime.error_text import error_text
from uptimekit._runtime.errors import UptimeKitError
from uptimekit.fleet.filters import Filter
from uptimekit.fleet.fleet import Fleet
from uptimekit.fleet.vocabulary import Component, Kind, State

from .decision import Decision, decide
from .mapping import Mappings

__all__ = ["synchronize"]


def synchronize(
    fleet: Fleet,
    mappings: Mappings,
    memory: Mapping[str, Sequence[State]],
    *,
    dry_run: bool = False,
) -> list[Decision]:
    """Let the monitors of each component decide what it shows, and return what became of each.

    Components are read after the monitors and written at once, one after the other; only those that change.  What
    cannot be read or written is a problem of the decision, and does not hide the others.

    Args:
        fleet: has the accounts that the mappings name.
        mappings: the components.
        memory: the last readings of each component, by the key of its decision.  Keep those of the result for the
            next round.
        dry_run: decide, and write nothing.

    Raises:
        InputError: the fleet has not an account of a mapping.
    """
    watched = fleet.survey(Kind.MONITORS, Kind.HEARTBEATS, where=Filter(accounts=mappings.watching))
    shown = [Kind.COMPONENTS, Kind.INCIDENTS] if mappings.respect_incidents else [Kind.COMPONENTS]
    pages = fleet.survey(*shown, where=Filter(accounts=mappings.pages))
    done: list[Decision] = []
    for mapping in mappings.components:
        decision = decide(mapping, watched, pages, memory, respect_incidents=mappings.respect_incidents)
        first = next((each for each in done if decision.key and each.key == decision.key), None)
        if first is not None:
            # A round has one reading of each component.
            decision = evolve(decision, reading=None, readings=first.readings)
            decision = decision.failed("another entry of the mapping has the same component")
        elif not dry_run and decision.word and decision.component:
            decision = _written(fleet, decision, decision.component)
        done.append(decision)
    return done


def _written(fleet: Fleet, decision: Decision, component: Component) -> Decision:
    try:
        fleet.set_state(component, decision.word)
    except UptimeKitError as error:
        return decision.failed(error_text(error))
    return decision
