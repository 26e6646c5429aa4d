"""The mapping: which monitors and heartbeats make the state of which component of a status page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Final

from attrs import Factory, frozen

from uptimekit.fleet.constants import FIRE, RECOVER
from uptimekit.fleet.vocabulary import Item, State

from .damping import SEVERITY

__all__ = ["UNCOUNTED", "WORDS", "ComponentMapping", "Mappings", "Rule", "Source"]

WORDS: Final[Mapping[State, str]] = {
    State.UP: "operational",
    State.DEGRADED: "degraded_performance",
    State.DOWN: "major_outage",
}
"""Word of Statuspage for each state."""

UNCOUNTED: Final = frozenset({State.PAUSED, State.PENDING, State.MAINTENANCE})
"""States of what is not watched at present: it counts neither as well nor as down."""


class Rule(StrEnum):
    """How the states of several monitors make one.

    ``worst``: the worst of them, where each is needed.  ``any``: the best of them, where one is enough.  ``share``: by
    the share of those that are up.
    """

    WORST = "worst"
    ANY = "any"
    SHARE = "share"


@frozen(kw_only=True)
class Source:
    """Monitors and heartbeats of an account.

    Attributes:
        account: name of the account.
        name: id or name, whatever its case, or a pattern of the shell for names.
        tag: a tag that they have; empty for any.
    """

    account: str
    name: str = "*"
    tag: str = ""

    def matches(self, item: Item) -> bool:
        """Whether *item* is meant."""
        name, wanted = item.name.casefold(), self.name.casefold()
        named = self.name == item.id or wanted == name or fnmatchcase(name, wanted)
        return item.account == self.account and named and (not self.tag or self.tag in item.tags)

    def __str__(self) -> str:
        return f"{self.account}: {self.name}{f' with tag {self.tag}' if self.tag else ''}"


@frozen(kw_only=True)
class ComponentMapping:
    """One component, and what makes its state.

    Attributes:
        account: name of the account that has the page.
        component: id or name of the component.
        sources: what is watched.
        rule: how their states make one.
        degraded_below: with the rule ``share``, share of those that are up below which the component is degraded.
        down_below: the same for down.
        words: word of the provider for up, degraded and down.
        fire: readings that it takes to show something worse.
        recover: readings that it takes to show something better.
    """

    account: str
    component: str
    sources: tuple[Source, ...]
    rule: Rule = Rule.WORST
    degraded_below: float = 1.0
    down_below: float = 0.5
    words: Mapping[State, str] = WORDS
    fire: int = FIRE
    recover: int = RECOVER

    def state_of(self, states: Sequence[State], *, complete: bool) -> State | None:
        """Return the state that *states* make: up, degraded or down; None if that cannot be told.

        A state that is not known counts only if it could change nothing: a monitor that is down makes the worst of
        all down, whatever else could not be read.

        Args:
            states: those of the monitors.
            complete: whether these are all; with False, an unknown number of others is not known.
        """
        if not complete and self.rule is Rule.SHARE:
            return None
        counted = [state for state in states if state not in UNCOUNTED]
        if not complete:
            counted.append(State.UNKNOWN)
        if not counted:
            return None
        possible = {self._made_of(_with(counted, instead)) for instead in (State.UP, State.DOWN)}
        return possible.pop() if len(possible) == 1 else None

    def _made_of(self, states: Sequence[State]) -> State:
        if self.rule is Rule.WORST:
            return max(states, key=SEVERITY.__getitem__)
        if self.rule is Rule.ANY:
            return min(states, key=SEVERITY.__getitem__)
        share = states.count(State.UP) / len(states)
        if share < self.down_below:
            return State.DOWN
        return State.DEGRADED if share < self.degraded_below else State.UP

    def shown(self, word: str, state: State) -> State:
        """Return which of our states a component shows: by our own words first, else the *state* of its *word*."""
        ours = [each for each, said in self.words.items() if said == word]
        return max(ours, key=SEVERITY.__getitem__) if ours else state


def _with(states: Sequence[State], instead: State) -> list[State]:
    return [instead if state is State.UNKNOWN else state for state in states]


@frozen(kw_only=True)
class Mappings:
    """A mapping file.

    Attributes:
        components: the components, each once.
        respect_incidents: whether a component is left alone while an incident that is open names it.
    """

    components: tuple[ComponentMapping, ...] = Factory(tuple[ComponentMapping, ...])
    respect_incidents: bool = True

    @property
    def pages(self) -> frozenset[str]:
        """Names of the accounts with the pages."""
        return frozenset(each.account for each in self.components)

    @property
    def watching(self) -> frozenset[str]:
        """Names of the accounts with the monitors."""
        return frozenset(source.account for each in self.components for source in each.sources)
