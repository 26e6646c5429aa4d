"""The state of every word that a provider has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from uptimekit._runtime import OpenStrEnum
from uptimekit.fleet import State
from uptimekit.fleet.states import STATES, state_of
from uptimekit_clients.betterstack import models as betterstack
from uptimekit_clients.healthchecks import models as healthchecks
from uptimekit_clients.statuspage import models as statuspage

WORDS: dict[str, type[OpenStrEnum]] = {
    "Better Stack monitors": betterstack.MonitorStatus,
    "Better Stack heartbeats": betterstack.HeartbeatStatus,
    "Better Stack incidents": betterstack.IncidentStatus,
    "Better Stack components": betterstack.StatusPageResourceStatus,
    "Healthchecks checks": healthchecks.CheckStatus,
    "Statuspage components": statuspage.ComponentStatus,
    "Statuspage incidents": statuspage.IncidentStatus,
    "Statuspage impacts": statuspage.IncidentImpactLevel,
}


@pytest.mark.parametrize("what", WORDS)
def test_every_word_of_a_spec_has_a_state(what: str) -> None:
    """Each value that a spec lists is in the table, and nothing else is."""
    assert {each.value.lower() for each in WORDS[what]} == {*STATES[what]}


def test_the_other_words_of_uptimehunt_are_the_names_of_states() -> None:
    """The vendor lists no words: beside the two of its examples, the table reads those that states have."""
    others = STATES["UptimeHunt services"].keys() - {"operational", "pending"}
    assert {word: STATES["UptimeHunt services"][word] for word in others} == {word: word for word in others}


@pytest.mark.parametrize("word", [None, "", "melting", 7, ["up"]])
def test_an_unknown_word_is_an_unknown_state(word: object) -> None:
    """A word that a provider adds, or no word at all, is no error."""
    assert state_of("Better Stack monitors", word) is State.UNKNOWN


def test_the_letter_case_of_a_word_does_not_matter() -> None:
    """Better Stack begins the words of incidents with a capital letter."""
    assert state_of("Better Stack incidents", "Started") is State.DOWN


def test_the_documentation_shows_the_same_table() -> None:
    """Each word stands in the column of its state, and the row of what has it."""
    text = (Path(__file__).resolve().parents[2] / "docs/fleet.md").read_text(encoding="utf-8")
    rows = [
        line.strip("|").split("|") for line in text.partition("## States")[2].splitlines() if line[:1] == "|"
    ]
    head = [cell.strip() for cell in rows[0]]
    assert {*head[1:]} == {*State}
    shown = dict[str, dict[str, str]]()
    for what, *cells in rows[2 : 2 + len(STATES)]:
        words = zip(head[1:], (re.findall("`(.*?)`", cell) for cell in cells), strict=True)
        shown[what.strip()] = {word.lower(): state for state, listed in words for word in listed}
    assert shown == {
        what: {word: state for word, state in words.items() if word} for what, words in STATES.items()
    }
