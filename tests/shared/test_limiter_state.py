"""What a process knows and owes of a shared limit, without a store: its answers are made up here."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.runtime._kit import FakeClock

from uptimekit import RateLimit
from uptimekit._runtime.shared_limit import Answer, Reservation
from uptimekit.shared.connection import Connection
from uptimekit.shared.exchange import Exchange
from uptimekit.shared.limiter_state import LimiterState
from uptimekit.shared.store_health import StoreHealth

FOREVER = float("inf")


class State(LimiterState):
    """A state whose store is never asked."""

    def __init__(self, limit: RateLimit | None = None) -> None:
        self.clock = FakeClock()
        store = Connection("redis://store.example")
        super().__init__(limit, self.clock, "key", store, StoreHealth("nothing"), strict=False)

    def asked(self, turn: str | None = None) -> Exchange:
        return self.begin(Reservation(turn, FOREVER, 60) if turn else None, 20)

    def text(self, outcome: str = "done", *, turns: str = "", paused: float = 0) -> str:
        now = self.clock.now * 1_000_000
        return f"{outcome} {now} {now} {paused} 0 0 first {turns}"


def facts(exchange: Exchange) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(exchange.question)
    return found


def test_a_first_question_tells_nothing() -> None:
    """Who knows nothing names no state; the key, and nothing else, names the limit."""
    state = State(RateLimit(3, 10))
    asked = facts(state.asked("a"))
    assert not {"born", "since", "told", "given_back", "refusals", "longest"} & asked.keys()
    assert (asked["id"], asked["requests"], asked["period"]) == ("a", 3, 10_100_000)
    assert state.keys == [f"uptimekit:limit:{{key}}:{part}" for part in ("turns", "waiting", "state")]


def test_what_is_owed_is_told_once() -> None:
    """A turn that is given back and a 429 go with the next question, and with no further one."""
    state = State()
    state.give_back("a")
    state.throttled(300, 60)
    state.throttled(None, 60)
    assert state.owes
    exchange = state.asked()
    told = facts(exchange)
    assert told["given_back"] == ["a"]
    assert told["refusals"] == [{"asked": 60e6, "ceiling": 60e6}, {"ceiling": 60e6}]
    assert not state.owes
    state.answered(exchange, state.text())
    state.end(exchange)
    assert not state.owes
    assert state.asked().question == ""


def test_what_is_owed_survives_an_interruption() -> None:
    """A caller that is interrupted before the answer leaves it to the next."""
    state = State()
    state.give_back("a")
    state.throttled(7, 60)
    state.end(state.asked())
    assert state.owes
    assert facts(state.asked("b"))["given_back"] == ["a"]


def test_a_state_that_was_lost_is_told_all() -> None:
    """The answer "unknown" leads to a second question with every turn, and asks for all turns of the others."""
    state = State()
    exchange = state.asked("a")
    state.answered(exchange, state.text(turns="a 1000000000 other 999000000"))
    exchange = state.asked("b")
    assert facts(exchange)["since"] == 1_000_000_000
    state.answered(exchange, "unknown")
    asked = facts(exchange)
    assert "since" not in asked
    assert asked["told"] == {"sent": {}, "seen": {"a": 0, "other": pytest.approx(1_000_000)}}
    assert exchange.answer is None
    state.answered(exchange, state.text())
    assert exchange.answer == Answer(0)


def test_what_went_alone_is_told_until_it_is_known() -> None:
    """Turns that are used while the store is away are told as sent, once."""
    state = State()
    exchange = state.asked("a")
    state.failed(exchange, "away")
    assert (exchange.question, exchange.result()) == ("", Answer(0))
    state._health.answered()
    exchange = state.asked("b")
    assert facts(exchange)["told"] == {"sent": {"a": 0}, "seen": {}}
    state.answered(exchange, state.text())
    assert "told" not in facts(state.asked("c"))


def test_a_pause_that_begins_while_the_store_comes_back_is_told_next() -> None:
    """A 429 between the question that tells all and its answer is not lost."""
    state = State()
    state.failed(state.asked("a"), "away")
    state._health.answered()
    exchange = state.asked("b")
    state.throttled(30, 60)
    state.answered(exchange, state.text())
    exchange = state.asked("c")
    assert facts(exchange)["told"]["paused"] == pytest.approx(30e6)
    state.answered(exchange, state.text())
    assert "told" not in facts(state.asked("d"))


def test_a_429_that_was_not_told_counts_alone() -> None:
    """If the store goes away, this process pauses for what it owed."""
    state = State()
    state.throttled(30, 60)
    exchange = state.asked("a")
    state.failed(exchange, "away")
    assert exchange.result() == Answer(30, paused=True)
    assert state.forecast(1000, 1) == pytest.approx(31.5)


def test_turns_too_old_to_matter_are_forgotten() -> None:
    """After the window nothing is left that a store which lost it would have to be told."""
    state = State(RateLimit(3, 20))
    exchange = state.asked("a")
    state.answered(exchange, state.text(turns="a 1000000000"))
    state.clock.advance(20.1)
    assert "born" in facts(state.asked("b"))
    state.clock.advance(3)
    assert "born" not in facts(state.asked("c"))


@pytest.mark.parametrize("text", [b"\xff", "", "done", "done 1 2 3", "done a b c d e f", None, 5, [b"done"]])
def test_an_answer_that_is_none(text: Any) -> None:
    """Whatever arrives instead of an answer is a store that is away."""
    state = State()
    exchange = state.asked("a")
    state.answered(exchange, text)
    assert exchange.result() == Answer(0)
    assert "the answer is not the script's" in (state._health.problem() or "")
