"""Tests of what the tracebacks of errors leave out."""

from __future__ import annotations

import asyncio
import inspect
import traceback
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest

from uptimekit._runtime import tracebacks
from uptimekit._runtime.tracebacks import forget_locals, hides_locals

SECRET = "a-long-secret"


@pytest.fixture(autouse=True)
def _of_this_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """The frames of this module count as ours."""
    monkeypatch.setattr(tracebacks, "_OURS", frozenset({__name__.partition(".")[0], "uptimekit"}))


def _shown(error: BaseException) -> str:
    """The traceback as an error tracker sees it, without the frames of the test itself."""
    told = traceback.TracebackException.from_exception(error, capture_locals=True)
    del told.stack[0]
    return "".join(told.format())


@hides_locals
class Things:
    """What the decorator is tried on."""

    def __init__(self, secret: str = "") -> None:
        if secret:
            raise LookupError(len(secret))

    def plain(self, secret: str) -> None:
        """Fail in a function below."""
        self._below(secret)

    def _below(self, secret: str) -> None:
        raise LookupError(len(secret))

    async def awaited(self, secret: str) -> None:
        """Fail in a task."""
        await asyncio.sleep(0)
        self._below(secret)

    def generated(self, secret: str) -> Iterator[str]:
        """Fail after the first item."""
        yield secret
        self._below(secret)

    async def asked_for(self, secret: str) -> AsyncIterator[str]:
        """Fail after the first item."""
        yield secret
        self._below(secret)

    @classmethod
    def of_class(cls, secret: str) -> None:
        """Fail without an instance."""
        raise LookupError(len(secret))

    @staticmethod
    def static(secret: str) -> None:
        """Fail without a class."""
        raise LookupError(len(secret))


async def _all(things: Any) -> list[Any]:
    return [each async for each in things]


@pytest.mark.parametrize(
    "act",
    [
        Things,
        Things().plain,
        lambda secret: asyncio.run(Things().awaited(secret)),
        lambda secret: list(Things().generated(secret)),
        lambda secret: asyncio.run(_all(Things().asked_for(secret))),
        Things.of_class,
        Things.static,
        lambda secret: Things().plain(secret, nonsense=secret),  # type: ignore[call-arg]
    ],
)
def test_no_local_variable_is_left(act: Callable[[str], Any]) -> None:
    """Whatever kind of method raises, neither it nor what it called has local variables any more."""
    with pytest.raises((LookupError, TypeError)) as caught:
        act(SECRET)
    frames = traceback.extract_tb(caught.value.__traceback__)
    assert len(frames) > 2
    shown = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    ours = [
        frame
        for frame in shown.stack
        if frame.name
        not in ("test_no_local_variable_is_left", "<lambda>", "<listcomp>", "_all", "main", "run")
    ]
    assert ours
    assert SECRET not in repr([frame.locals for frame in ours])


def test_results_and_items_come_through() -> None:
    """The decorator changes nothing for calls that work."""

    @hides_locals
    def counted(start: int) -> Any:
        yield start
        return start + 1

    iterator = counted(1)
    assert next(iterator) == 1
    with pytest.raises(StopIteration) as end:
        next(iterator)
    assert end.value.value == 2
    assert hides_locals(len)("abc") == 3


def test_methods_keep_their_looks() -> None:
    """Name, text, signature and kind of a method stay: help(), editors and frameworks go by them."""
    assert str(inspect.signature(Things.plain)) == "(self, secret: 'str') -> 'None'"
    assert Things.plain.__doc__ == "Fail in a function below."
    assert Things.plain.__qualname__ == "Things.plain"
    assert inspect.iscoroutinefunction(Things.awaited)
    assert inspect.isgeneratorfunction(Things.generated)
    assert inspect.isasyncgenfunction(Things.asked_for)
    assert not hasattr(Things._below, "__wrapped__")


def test_causes_and_groups_are_followed() -> None:
    """What an error was raised from, and the members of a group, lose their local variables too."""

    def fail(secret: str) -> None:
        try:
            raise LookupError(len(secret))
        except LookupError as error:
            raise ExceptionGroup("several", [error]) from error

    with pytest.raises(ExceptionGroup) as caught:
        fail(SECRET)
    error: Any = caught.value
    forget_locals(error)
    for each in (error, error.__cause__, error.exceptions[0]):
        assert SECRET not in _shown(each) or each is error.__cause__
    assert error.__cause__.__traceback__.tb_frame.f_locals == {}


def test_a_circle_of_causes_ends() -> None:
    """Errors that caused each other are looked at once."""
    one, other = ValueError(1), ValueError(2)
    one.__cause__, other.__cause__ = other, one
    forget_locals(one)


def test_strangers_keep_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Frames of other packages stay as they are, and so does what these call."""
    monkeypatch.setattr(tracebacks, "_OURS", frozenset({"uptimekit"}))
    with pytest.raises(LookupError) as caught:
        Things().plain(SECRET)
    last = traceback.TracebackException.from_exception(caught.value, capture_locals=True).stack[-1]
    assert last.locals is not None
    assert last.locals["secret"] == repr(SECRET)


def test_a_coroutine_that_goes_on_is_left_alone() -> None:
    """Who caught the error may have to wait before it ends, to close something: it is not ended instead."""
    errors: list[BaseException] = []

    async def caught() -> str:
        await asyncio.sleep(0)
        try:
            Things().plain(SECRET)
        except LookupError as error:
            errors.append(error)
            await asyncio.sleep(0)
        return "closed"

    async def both() -> str:
        task = asyncio.create_task(caught())
        while not errors:
            await asyncio.sleep(0)
        forget_locals(errors[0])
        return await task

    assert asyncio.run(both()) == "closed"
    assert SECRET not in _shown(errors[0])
