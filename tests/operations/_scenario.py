"""Scenarios of calls that are written once and played with the synchronous and the asynchronous client."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, get_args, get_origin

import pytest

from uptimekit._runtime import AsyncPager, Pager
from uptimekit._runtime.errors import NotFoundError, UptimeKitError
from uptimekit._runtime.events import Event, RequestSent

from ._decoded import misfits, promised

__all__ = [
    "MODES",
    "Connect",
    "Made",
    "Mode",
    "Outcome",
    "Step",
    "call",
    "collection",
    "documented",
    "gone",
    "play",
]

Mode = Literal["sync", "async"]
MODES: tuple[Mode, ...] = get_args(Mode)


@dataclass(frozen=True)
class Step:
    """One call: the method's place in the client ("monitors.get") and its arguments."""

    method: str
    arguments: tuple[Any, ...]
    named: dict[str, Any]

    def on(self, client: Any) -> tuple[Any, Any]:
        """Call the method; return what it returned (a list for a synchronous pager) and its promised type."""
        method = attrgetter(self.method)(client)
        found, expected = method(*self.arguments, **self.named), promised(method)
        if get_origin(expected) in (Pager, AsyncPager):
            expected = list[get_args(expected)[0]]  # type: ignore[misc]  # a type made at run time
        return (list(found) if isinstance(found, Pager) else found), expected


Made = Generator[Step, Any, Any]
"""A scenario, or a part of one that returns what it made.

It yields steps and is sent what each returned (all items, for a pager), or thrown what it raised.
"""


def call(method: str, *arguments: Any, **named: Any) -> Step:
    """Return the step that calls *method*."""
    return Step(method, arguments, named)


@dataclass
class Outcome:
    """The operations and methods that a scenario has called, and what was wrong with their answers."""

    operations: set[str] = field(default_factory=set)
    methods: set[str] = field(default_factory=set)
    misfits: list[str] = field(default_factory=list)

    def hook(self, event: Event) -> None:
        """Note the operation of a request."""
        if isinstance(event, RequestSent):
            self.operations.add(event.operation)

    def check(self, step: Step, result: Any, expected: Any) -> None:
        """Note the method, and where *result* is not what was expected."""
        self.methods.add(step.method)
        self.misfits += misfits(result, expected, step.method)


Connect = Callable[[Mode, Outcome], Any]
"""Makes a client whose hook is the outcome's."""


def play(mode: Mode, scenario: Made, connect: Connect) -> Outcome:
    """Play a scenario to its end."""
    outcome = Outcome()
    if mode == "sync":
        with connect(mode, outcome) as client:
            _play(client, scenario, outcome)
    else:
        asyncio.run(_play_async(connect(mode, outcome), scenario, outcome))
    return outcome


def _play(client: Any, scenario: Made, outcome: Outcome) -> None:
    step: Step | None = next(scenario)
    while step is not None:
        try:
            result, expected = step.on(client)
        except UptimeKitError as error:
            step = _thrown(scenario, error)
        else:
            outcome.check(step, result, expected)
            step = _sent(scenario, result)


async def _play_async(connected: Any, scenario: Made, outcome: Outcome) -> None:
    async with connected as client:
        step: Step | None = next(scenario)
        while step is not None:
            try:
                found, expected = step.on(client)
                result = [item async for item in found] if isinstance(found, AsyncPager) else await found
            except UptimeKitError as error:
                step = _thrown(scenario, error)
            else:
                outcome.check(step, result, expected)
                step = _sent(scenario, result)


def _sent(scenario: Made, result: Any) -> Step | None:
    """Go on with a result; None at the end."""
    try:
        return scenario.send(result)
    except StopIteration:
        return None


def _thrown(scenario: Made, error: UptimeKitError) -> Step | None:
    """Go on with an error, which comes out again if the scenario did not expect it; None at the end."""
    try:
        return scenario.throw(error)
    except StopIteration:
        return None


def documented(package: ModuleType) -> tuple[set[str], set[str]]:
    """Return the operations of a generated package and the public methods of its resources, as steps name them."""
    manifest = json.loads((Path(package.__file__ or "").parent / "manifest.json").read_text("utf-8"))
    resources = {operation["call"].partition(".")[0] for operation in manifest["operations"]}
    with package.Client() as client:
        methods = {
            f"{name}.{method}"
            for name in resources
            for method in vars(type(getattr(client, name)))
            if not method.startswith("_")
        }
    return {operation["id"] for operation in manifest["operations"]}, methods


def gone(method: str, *arguments: Any) -> Made:
    """The call must find nothing."""
    with pytest.raises(NotFoundError):
        yield call(method, *arguments)


def collection(
    resource: str,
    *above: str,
    create: dict[str, Any],
    update: dict[str, Any],
    second: dict[str, Any] | None = None,
    paged: bool = True,
) -> Made:
    """Create two, get, list and iterate over pages of one, update and delete the first; return the second.

    *second* is what the second one has to have otherwise, *above* the ids of what they are below.
    """
    made = yield call(f"{resource}.create", *above, **create)
    kept = yield call(f"{resource}.create", *above, **{**create, **(second or {})})
    got = yield call(f"{resource}.get", *above, made.id)
    assert getattr(got, "data", got) == made
    if paged:
        page = yield call(f"{resource}.list", *above, per_page=250)
        items = yield call(f"{resource}.iter", *above, per_page=1)
        assert [one.id for one in items] == [one.id for one in page.data]
        assert {made.id, kept.id} <= {one.id for one in items}
    changed = yield call(f"{resource}.update", *above, made.id, **update)
    for name, value in update.items():
        assert getattr(changed.attributes, name) == value
    yield call(f"{resource}.delete", *above, made.id)
    yield from gone(f"{resource}.get", *above, made.id)
    return kept
