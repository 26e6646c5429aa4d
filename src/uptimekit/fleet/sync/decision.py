"""Decisions about components, from what was read, without I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile

from attrs import evolve, frozen

from uptimekit._runtime.spelling import did_you_mean
from uptimekit.fleet.reading import AccountFault, Reading
from uptimekit.fleet.vocabulary import Component, Incident, Item, Kind, State

from .damping import SEVERITY, damped
from .mapping import UNCOUNTED, ComponentMapping, Source

__all__ = ["Decision", "decide"]


@frozen(kw_only=True)
class Decision:
    """What becomes of a component.

    Attributes:
        mapping: what the mapping file says of it.
        component: the component as it was read; None if it was not found.
        reading: what its monitors make now; None if that cannot be told.
        readings: the last readings with this one, the newest last.
        word: what it will show; empty if nothing changes.
        agreeing: how many of the last readings in a row speak for another state than the one that is shown.
        needed: how many it takes to change the component; 0 if this reading speaks for what is shown.
        because: monitors that are not up, with their states.
        held: why it is left as it is though another state is due; empty if it is not held.
        problems: what could not be read, found or written.
    """

    mapping: ComponentMapping
    component: Component | None = None
    reading: State | None = None
    readings: tuple[State, ...] = ()
    word: str = ""
    agreeing: int = 0
    needed: int = 0
    because: str = ""
    held: str = ""
    problems: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Account and id of the component; empty if it was not found."""
        return f"{self.component.account}/{self.component.id}" if self.component else ""

    def failed(self, problem: str) -> Decision:
        """Return the decision with a further problem, and without a change."""
        return evolve(self, word="", problems=(*self.problems, problem))


def decide(
    mapping: ComponentMapping,
    watched: Reading[Item],
    pages: Reading[Item],
    memory: Mapping[str, Sequence[State]],
    *,
    respect_incidents: bool = True,
) -> Decision:
    """Decide about one component.

    What could not be read changes nothing.  A component stays as it is, too, if it is under maintenance or shows no
    state, and, with *respect_incidents*, while an open incident names it.

    Args:
        mapping: the component and its monitors.
        watched: monitors and heartbeats.
        pages: components, and the incidents if these are respected.
        memory: the last readings of each component, by the key of its decision.
        respect_incidents: whether people who work on an incident decide what its components show.
    """
    found = _component(mapping, pages)
    items, problems = _watched(mapping.sources, watched)
    if isinstance(found, str):
        return Decision(mapping=mapping, problems=(found, *problems))
    reading = mapping.state_of([item.state for item in items], complete=not problems)
    decision = Decision(
        mapping=mapping,
        component=found,
        reading=reading,
        because=", ".join(f"{item.name} is {item.state}" for item in items if item.state in _NOT_WELL),
        problems=(*problems, *(_unreadable_incidents(mapping, pages) if respect_incidents else ())),
    )
    before = tuple(memory.get(decision.key, ()))
    if reading is None:
        return evolve(decision, readings=before)
    return _damped(evolve(decision, readings=(*before, reading)), found, pages, respect_incidents)


_NOT_WELL = frozenset(State) - UNCOUNTED - {State.UP}


def _damped(
    decision: Decision, component: Component, pages: Reading[Item], respect_incidents: bool
) -> Decision:
    mapping = decision.mapping
    shown = mapping.shown(component.word, component.state)
    if shown not in SEVERITY:
        return evolve(decision, held=f"it shows {component.word or 'no state'}")
    due = damped(shown, decision.readings, fire=mapping.fire, recover=mapping.recover)
    if due is shown or mapping.words[due] == component.word:
        return _waiting(decision, component, shown)
    if respect_incidents:
        if _unreadable_incidents(mapping, pages):
            return evolve(decision, held="its incidents could not be read")
        for incident in pages.incidents:
            if _concerns(incident, component):
                return evolve(decision, held=f"an incident is open: {incident.name}")
    return evolve(decision, word=mapping.words[due])


def _waiting(decision: Decision, component: Component, shown: State) -> Decision:
    """Return the decision with the readings that it has and that it takes, if the last one speaks for a change."""
    mapping, newest = decision.mapping, decision.readings[-1]
    if newest is shown or mapping.words[newest] == component.word:
        return decision
    side = _side(newest, shown)
    agreeing = [*takewhile(lambda each: _side(each, shown) == side, reversed(decision.readings))]
    needed = mapping.fire if side > 0 else mapping.recover
    return evolve(decision, agreeing=len(agreeing), needed=needed)


def _side(state: State, shown: State) -> int:
    """Return 1 for a state that is worse than the one shown, -1 for a better one, and 0 for the same."""
    difference = SEVERITY[state] - SEVERITY[shown]
    return (difference > 0) - (difference < 0)


def _concerns(incident: Incident, component: Component) -> bool:
    names = {name.casefold() for name in incident.affects}
    return incident.is_open and incident.account == component.account and component.name.casefold() in names


def _component(mapping: ComponentMapping, pages: Reading[Item]) -> Component | str:
    """Return the component of a mapping, or why there is none."""
    there = [each for each in pages.components if each.account == mapping.account]
    wanted = mapping.component
    found = [each for each in there if each.id == wanted] or [
        each for each in there if each.name.casefold() == wanted.casefold()
    ]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(f"{each.id} ({each.group or each.page})" for each in found)
        return f"{len(found)} components are named {wanted!r}; write the id of one: {ids}"
    if faults := _faults(pages.faults, mapping.account, Kind.COMPONENTS):
        return str(faults[0])
    return f"there is no such component{_hint(wanted, there)}"


def _watched(sources: Iterable[Source], watched: Reading[Item]) -> tuple[list[Item], list[str]]:
    """Return the items of *sources*, each once, and what is missing."""
    items: dict[tuple[str, Kind, str], Item] = {}
    problems: list[str] = []
    for source in sources:
        found = [item for item in watched.items if source.matches(item)]
        items.update({item.key: item for item in found})
        faults = _faults(watched.faults, source.account, Kind.MONITORS, Kind.HEARTBEATS)
        problems += map(str, faults)
        if not found and not faults:
            there = [item for item in watched.items if item.account == source.account]
            problems.append(f"nothing is watched as {source}{_hint(source.name, there)}")
    return [*items.values()], [*dict.fromkeys(problems)]


def _unreadable_incidents(mapping: ComponentMapping, pages: Reading[Item]) -> list[str]:
    return [str(fault) for fault in _faults(pages.faults, mapping.account, Kind.INCIDENTS)]


def _faults(faults: Iterable[AccountFault], account: str, *kinds: Kind) -> list[AccountFault]:
    return [fault for fault in faults if fault.account == account and fault.kind in (None, *kinds)]


def _hint(wanted: str, items: Sequence[Item]) -> str:
    names = [item.name for item in items]
    return did_you_mean(wanted, names, f"it has {len(names)} of other names" if names else "it has none")
