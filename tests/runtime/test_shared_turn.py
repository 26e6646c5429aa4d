"""A call's turn under a shared limit, without a store."""

from __future__ import annotations

import asyncio

import pytest

from uptimekit._runtime.operation import RateLimit
from uptimekit._runtime.shared_limit import Answer, Reservation
from uptimekit._runtime.shared_turn import ASK, SharedTurn


class Limiter:
    """Answers with what it is given, and keeps what it is asked and told."""

    limit: RateLimit | None = None

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.asked: list[Reservation | None] = []
        self.given_back: list[str] = []
        self.refused: list[tuple[float | None, float]] = []

    @property
    def owes(self) -> bool:
        return bool(self.given_back or self.refused)

    def carry(self, reservation: Reservation | None, left: float) -> Answer | None:
        self.asked.append(reservation)
        return self.answers.pop(0) if reservation else None

    async def acarry(self, reservation: Reservation | None, left: float) -> Answer | None:
        return self.carry(reservation, left)

    def give_back(self, turn: str) -> None:
        self.given_back.append(turn)

    def throttled(self, asked: float | None, ceiling: float) -> None:
        self.refused.append((asked, ceiling))

    def forecast(self, now: float, requests: int) -> float:
        raise AssertionError("a turn knows the answer")


def test_a_turn_that_is_now_is_asked_for_once() -> None:
    """The answer is fetched, then used; a further attempt asks for another turn."""
    limiter = Limiter(Answer(0), Answer(0))
    turn = SharedTurn(limiter, 60)
    for _ in range(2):
        assert turn.reserve(100, 20) == ASK
        turn.carry(20)
        assert turn.reserve(100, 20) == 0
        assert turn.use() == 0
    first, second = limiter.asked
    assert first
    assert second
    assert (first.longest, first.patience) == (20, 60)
    assert first.turn != second.turn


def test_who_waited_asks_again() -> None:
    """After a wait the same turn is asked about, with what is left of the time and the patience."""
    limiter = Limiter(Answer(5), Answer(2, paused=True), Answer(3, paused=True), Answer(0))
    turn = SharedTurn(limiter, 60)
    waits = list[float | None]()
    for now in (100, 105, 107, 110):
        assert turn.reserve(now, 200 - now) == ASK
        asyncio.run(turn.acarry(1))
        waits.append(turn.reserve(now, 200 - now))
    assert waits == [5, 2, 3, 0]
    assert turn.use() == 10
    asked = [each for each in limiter.asked if each]
    assert len({each.turn for each in asked}) == 1
    assert [(each.longest, each.patience) for each in asked] == [(100, 60), (95, 60), (93, 58), (90, 55)]


def test_a_turn_that_comes_too_late_is_none() -> None:
    """It is not given back, since nothing was reserved, and the wait that it would have taken is told."""
    limiter = Limiter(Answer(77, granted=False))
    turn = SharedTurn(limiter, 60)
    turn.reserve(100, 20)
    turn.carry(20)
    assert turn.reserve(100, 20) is None
    assert turn.forecast(100) == 77
    turn.give_back_reserved()
    assert limiter.given_back == []


def test_turns_are_given_back() -> None:
    """One that is waited for, and one whose attempt sent nothing, each once."""
    limiter = Limiter(Answer(0), Answer(9))
    turn = SharedTurn(limiter, 60)
    for _ in range(2):
        turn.reserve(100, 20)
        turn.carry(20)
        if turn.reserve(100, 20) == 0:
            turn.use()
            turn.give_back_used()
    turn.give_back_reserved()
    turn.give_back_reserved()
    assert limiter.given_back == [each.turn for each in limiter.asked if each]
    assert turn.owes


@pytest.mark.parametrize("asked", [None, 7.0])
def test_a_429_is_told(asked: float | None) -> None:
    """With what it asks for and the ceiling; the store has a clock."""
    limiter = Limiter()
    SharedTurn(limiter, 60).throttled(100, asked)
    assert limiter.refused == [(asked, 60)]
