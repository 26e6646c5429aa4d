"""What becomes of a component: held, unknown, missing or changed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from uptimekit import ServerError
from uptimekit.fleet import AccountFault, Component, Heartbeat, Incident, Item, Kind, Monitor, Reading, State
from uptimekit.fleet.sync import ComponentMapping, Decision, Rule, Source, decide

UP, DEGRADED, DOWN = State.UP, State.DEGRADED, State.DOWN
NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
API = Monitor(provider="p", account="shop", id="1", name="API", state=DOWN)
WEB = Component(
    provider="statuspage", account="page", id="c1", name="Web", state=UP, word="operational", group="Shop"
)
MAPPING = ComponentMapping(account="page", component="web", sources=(Source(account="shop", name="API"),))


def fault(account: str, kind: Kind | None = None) -> AccountFault:
    return AccountFault(account, "p", kind, ServerError("out of order"))


def decided(
    watched: list[Item] | None = None,
    pages: list[Item] | None = None,
    faults: list[AccountFault] | None = None,
    before: tuple[State, ...] = (DOWN, DOWN),
    mapping: ComponentMapping = MAPPING,
    **options: Any,
) -> Decision:
    """Decide about the component ``Web``, whose monitor ``API`` is down for the third time."""
    both = tuple(faults or ())
    return decide(
        mapping,
        Reading(tuple([API] if watched is None else watched), both),
        Reading(tuple([WEB] if pages is None else pages), both),
        {"page/c1": before},
        **options,
    )


def test_a_change() -> None:
    """The third bad reading is a change, and says which monitors are the reason."""
    decision = decided()
    assert (decision.word, decision.reading, decision.readings) == ("major_outage", DOWN, (DOWN,) * 3)
    assert (decision.because, decision.held, decision.problems) == ("API is down", "", ())
    assert decision.key == "page/c1"


def test_no_change_yet() -> None:
    """The second bad reading is kept, and changes nothing."""
    decision = decided(before=(DOWN,))
    assert (decision.word, decision.readings) == ("", (DOWN, DOWN))
    assert (decision.agreeing, decision.needed) == (2, 3)


def test_readings_in_a_row_count() -> None:
    """Readings before one that says what is shown do not count; one that improves something is counted to another number."""
    assert decided(before=(DOWN, UP)).agreeing == 1
    shown = Component(provider="p", account="page", id="c1", name="Web", state=DOWN, word="major_outage")
    up = Monitor(provider="p", account="shop", id="1", name="API", state=UP)
    better = decided([up], [shown], before=(DOWN,))
    assert (better.agreeing, better.needed) == (1, 2)
    assert decided([up], before=(DOWN,)).needed == 0


def test_nothing_to_change() -> None:
    """A component that shows the word already is not written again, whoever wrote it."""
    shown = Component(provider="p", account="page", id="c1", name="Web", state=DOWN, word="major_outage")
    assert decided(pages=[shown]).word == ""


def test_a_word_of_other_people_with_the_same_meaning_stays() -> None:
    """A component that somebody set to another word for the same state is not written."""
    degraded = Monitor(provider="p", account="shop", id="1", name="API", state=DEGRADED)
    shown = Component(
        provider="p", account="page", id="c1", name="Web", state=DEGRADED, word="partial_outage"
    )
    assert decided([degraded], [shown], before=(DEGRADED,) * 5).word == ""


@pytest.mark.parametrize(
    ("state", "word", "held"),
    [
        (State.MAINTENANCE, "under_maintenance", "it shows under_maintenance"),
        (State.UNKNOWN, "", "it shows no state"),
        (State.PAUSED, "not_monitored", "it shows not_monitored"),
    ],
)
def test_what_people_set_stays(state: State, word: str, held: str) -> None:
    """A component under maintenance, or without a state, is left alone."""
    shown = Component(provider="p", account="page", id="c1", name="Web", state=state, word=word)
    decision = decided(pages=[shown])
    assert (decision.word, decision.held, decision.readings) == ("", held, (DOWN,) * 3)


def incident(**facts: Any) -> Incident:
    given = {"account": "page", "affects": ("web",), "name": "Fire", **facts}
    return Incident(provider="statuspage", id="i1", state=DOWN, **given)


def test_an_open_incident_holds_its_components() -> None:
    """While an incident is open that names the component, people decide; its readings go on."""
    decision = decided(pages=[WEB, incident()])
    assert (decision.word, decision.held) == ("", "an incident is open: Fire")
    assert decision.readings == (DOWN,) * 3
    assert decided(pages=[WEB, incident()], respect_incidents=False).word == "major_outage"


@pytest.mark.parametrize("facts", [{"resolved": NOON}, {"affects": ("Mail",)}, {"account": "other"}])
def test_other_incidents_hold_nothing(facts: dict[str, Any]) -> None:
    """Neither a resolved incident, nor one of other components, nor one of another page does."""
    assert decided(pages=[WEB, incident(**facts)]).word == "major_outage"


def test_incidents_that_cannot_be_read_hold() -> None:
    """Whether people work on the component cannot be told, so it is left alone; that is a problem."""
    decision = decided(faults=[fault("page", Kind.INCIDENTS)])
    assert (decision.word, decision.held) == ("", "its incidents could not be read")
    assert decision.problems == ("page, incidents: out of order",)


def test_a_provider_that_cannot_be_read_improves_nothing() -> None:
    """Without its monitors a component that shows an outage keeps it, and no reading is remembered."""
    shown = Component(provider="p", account="page", id="c1", name="Web", state=DOWN, word="major_outage")
    decision = decided([], [shown], [fault("shop")], before=(UP,))
    assert (decision.word, decision.reading, decision.readings) == ("", None, (UP,))
    assert decision.problems == ("shop: out of order",)


def test_a_part_of_a_provider_can_still_be_bad() -> None:
    """A monitor that is down is enough for the worst of all, though the rest of the list could not be read."""
    assert decided(faults=[fault("shop", Kind.MONITORS)]).word == "major_outage"
    up = Monitor(provider="p", account="shop", id="1", name="API", state=UP)
    assert decided([up], faults=[fault("shop", Kind.MONITORS)]).reading is None


def test_a_fault_of_another_account_is_none_of_its() -> None:
    """Only the accounts of the component matter."""
    assert decided(faults=[fault("office")]).problems == ()


def test_a_monitor_that_is_not_there() -> None:
    """A name that nothing has is a problem with the nearest name, and never means that all is well."""
    other = Monitor(provider="p", account="shop", id="2", name="AP", state=UP)
    decision = decided([other])
    assert decision.reading is None
    assert decision.problems == ("nothing is watched as shop: API; did you mean AP?",)


def test_a_component_that_is_not_there() -> None:
    """A component that the page has not is a problem with the nearest name."""
    other = Component(provider="p", account="page", id="c2", name="Webs", state=UP)
    decision = decided(pages=[other])
    assert (decision.component, decision.key) == (None, "")
    assert decision.problems == ("there is no such component; did you mean Webs?",)


def test_components_that_cannot_be_read() -> None:
    """If the page could not be read, its fault is the problem, and nobody says that the component is not there."""
    assert decided(pages=[], faults=[fault("page")]).problems == ("page: out of order",)


def test_a_name_that_several_components_have() -> None:
    """A name of two components is refused with their ids, and an id is enough."""
    second = Component(provider="p", account="page", id="c2", name="WEB", state=UP, page="Status")
    decision = decided(pages=[WEB, second])
    assert decision.problems == ("2 components are named 'web'; write the id of one: c1 (Shop), c2 (Status)",)
    by_id = ComponentMapping(account="page", component="c1", sources=MAPPING.sources)
    assert decided(pages=[WEB, second], mapping=by_id).word == "major_outage"


def test_an_item_of_two_sources_counts_once() -> None:
    """Patterns that overlap do not give an item a second voice in a share."""
    backup = Heartbeat(provider="p", account="shop", id="1", name="backup", state=UP)
    both = (Source(account="shop", name="API"), Source(account="shop", name="*"))
    mapping = ComponentMapping(account="page", component="Web", sources=both, rule=Rule.SHARE)
    assert decided([API, backup], mapping=mapping).reading is DEGRADED  # a half, and not a third
