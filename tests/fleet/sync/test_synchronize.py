"""Rounds of a sync: how often they write, on one host and on two, whatever fails."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from attrs import evolve

from uptimekit import ServerError
from uptimekit.fleet import AccountFault, Component, Fleet, Item, Kind, Monitor, Reading, State
from uptimekit.fleet.states import state_of
from uptimekit.fleet.sync import ComponentMapping, Mappings, Source, synchronize

UP, DOWN = State.UP, State.DOWN


class Page(Fleet):
    """A monitor whose state a test sets, and a page with two components, which counts what is written to it."""

    def __init__(self) -> None:
        super().__init__(())
        self.monitor = UP
        self.unreadable = False
        self.refuses: set[str] = set()
        self.words = {"Web": "operational", "Mail": "operational"}
        self.written: list[tuple[str, str]] = []

    def survey(self, *kinds: Kind, **_: object) -> Reading[Item]:
        """Return the monitor or the components."""
        if Kind.COMPONENTS in kinds:
            return Reading(
                tuple(
                    Component(
                        provider="statuspage", account="page", id=name, name=name, word=word,
                        state=state_of("Statuspage components", word),
                    )
                    for name, word in self.words.items()
                )
            )  # fmt: skip
        if self.unreadable:
            return Reading((), (AccountFault("shop", "p", None, ServerError("out of order")),))
        return Reading((Monitor(provider="p", account="shop", id="1", name="API", state=self.monitor),))

    def set_state(self, component: Component, word: str) -> Component:
        """Take note of it."""
        if component.name in self.refuses:
            raise ServerError("out of order")
        self.written.append((component.name, word))
        self.words[component.name] = word
        return evolve(component, word=word)


def mapping(component: str) -> ComponentMapping:
    return ComponentMapping(account="page", component=component, sources=(Source(account="shop"),))


class Host:
    """A host that runs a sync now and then."""

    def __init__(self, page: Page, *components: str) -> None:
        self.page = page
        self.mappings = Mappings(components=tuple(map(mapping, components or ("Web",))))
        self.memory: dict[str, tuple[State, ...]] = {}
        self.problems: list[str] = []

    def run(self) -> None:
        decisions = synchronize(self.page, self.mappings, self.memory)
        self.memory.update({each.key: each.readings for each in decisions if each.key})
        self.problems = [problem for each in decisions for problem in each.problems]

    def see(self, states: Iterable[State]) -> None:
        for self.page.monitor in states:
            self.run()


@pytest.fixture
def page() -> Page:
    return Page()


def test_an_outage_is_two_writes(page: Page) -> None:
    """Down for a while, then up again: one write each, and none in the rounds before, between and after."""
    host = Host(page)
    host.see([UP] * 5)
    assert page.written == []
    host.see([DOWN] * 2)
    assert page.written == []
    host.see([DOWN])
    assert page.written == [("Web", "major_outage")]
    host.see([DOWN] * 5 + [UP])
    assert len(page.written) == 1
    host.see([UP] * 5)
    assert page.written == [("Web", "major_outage"), ("Web", "operational")]


@pytest.mark.parametrize("pattern", [[DOWN, UP], [DOWN, DOWN, UP], [UP, DOWN, DOWN]])
def test_a_monitor_that_flaps_writes_nothing(page: Page, pattern: list[State]) -> None:
    """A hundred times up and down are no write: none of it lasts for three rounds."""
    Host(page).see(pattern * 100)
    assert page.written == []


def test_a_monitor_that_flaps_does_not_recover(page: Page) -> None:
    """During an outage, single good readings do not end it on the page."""
    host = Host(page)
    host.see([DOWN] * 3)
    host.see([UP, DOWN] * 50)
    assert page.written == [("Web", "major_outage")]


def test_two_hosts_write_once(page: Page) -> None:
    """Of two hosts with a memory each, the second one finds the page as it wants it."""
    first, second = Host(page), Host(page)
    for page.monitor in [DOWN] * 4 + [UP] * 4:
        first.run()
        second.run()
    assert page.written == [("Web", "major_outage"), ("Web", "operational")]


def test_a_host_that_forgets_is_slow_and_right(page: Page) -> None:
    """Without its memory a sync takes its three rounds again, and writes nothing wrong."""
    Host(page).see([DOWN] * 3)
    host = Host(page)
    host.see([UP])
    assert page.words["Web"] == "major_outage"
    host.see([UP])
    assert page.words["Web"] == "operational"


def test_a_provider_that_fails_changes_nothing(page: Page) -> None:
    """Rounds without an answer neither end an outage nor begin one, nor count for either."""
    host = Host(page)
    host.see([DOWN] * 3)
    page.unreadable = True
    host.see([UP] * 10)
    assert host.problems == ["shop: out of order"]
    assert page.words["Web"] == "major_outage"
    page.unreadable = False
    host.see([UP])
    assert page.words["Web"] == "major_outage"
    host.see([UP])
    assert page.words["Web"] == "operational"


def test_a_write_that_fails_is_tried_again(page: Page) -> None:
    """The other components are written, and the next round does not wait for three readings once more."""
    page.refuses = {"Web"}
    host = Host(page, "Web", "Mail")
    host.see([DOWN] * 3)
    assert page.written == [("Mail", "major_outage")]
    assert host.problems == ["out of order"]
    page.refuses = set()
    host.see([DOWN])
    assert page.written == [("Mail", "major_outage"), ("Web", "major_outage")]


def test_a_component_that_is_mapped_twice(page: Page) -> None:
    """The second entry of a component is refused: the two could not agree."""
    host = Host(page, "Web", "web")
    host.see([DOWN] * 3)
    assert page.written == [("Web", "major_outage")]
    assert host.problems == ["another entry of the mapping has the same component"]


def test_a_round_is_one_reading_of_a_component(page: Page) -> None:
    """A component that is mapped twice does not get to its three readings in two rounds."""
    page.monitor = DOWN
    twice = Mappings(components=(mapping("Web"), mapping("web")))
    first, second = synchronize(page, twice, {"page/Web": (UP,)})
    assert (first.reading, second.reading) == (DOWN, None)
    assert first.readings == second.readings == (UP, DOWN)


def test_a_rehearsal_writes_nothing(page: Page) -> None:
    """A dry run says what would be written."""
    page.monitor = DOWN
    (decision,) = synchronize(
        page, Mappings(components=(mapping("Web"),)), {"page/Web": (DOWN, DOWN)}, dry_run=True
    )
    assert decision.word == "major_outage"
    assert page.written == []
