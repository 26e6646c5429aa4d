"""A program can be told what answers hold and the spec does not document; one that does not ask pays nothing."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from typing import Any, ClassVar

import httpx
import pytest
from attrs import define

from uptimekit import DecodingError, Unknown
from uptimekit._runtime import Model, undocumented
from uptimekit._runtime.masking import Secrets
from uptimekit._runtime.undocumented import report
from uptimekit_clients import betterstack, healthchecks

CHECK = {"name": "", "slug": "", "grace": 60, "n_pings": 0, "status": "new", "manual_resume": False}
ODD = {**CHECK, "status": "melting", "slug": None, "colour": "s3cret"}
EXPECTED = [
    Unknown("listChecks", "Check", "colour", "field"),
    Unknown("listChecks", "Check", "slug", "missing"),
    Unknown("listChecks", "Check", "status", "value", "melting"),
]


def answering(body: Any) -> httpx.MockTransport:
    return httpx.MockTransport(lambda request: httpx.Response(200, json=body))


def client(body: Any, **options: Any) -> healthchecks.Client:
    return healthchecks.Client(api_key="k" * 32, transport=answering(body), **options)


def monitors(*attributes: dict[str, Any]) -> httpx.MockTransport:
    data = [{"id": str(n), "type": "monitor", "attributes": each} for n, each in enumerate(attributes)]
    return answering({"data": data, "pagination": {"next": None}})


def test_an_undocumented_field_value_and_gap_are_told() -> None:
    """Unknown fields, unknown enum values and required fields that are not there are told with their model."""
    seen: list[Unknown] = []
    with client({"checks": [ODD]}, on_unknown=seen.append) as api:
        (check,) = api.checks.list()

    assert seen == EXPECTED
    assert check.status == "melting"
    assert "s3cret" not in repr(seen)


def test_the_asynchronous_client_tells_the_same() -> None:
    """Both clients report alike."""
    seen: list[Unknown] = []

    async def main() -> None:
        transport = answering({"checks": [ODD]})
        async with healthchecks.AsyncClient(
            api_key="k" * 32, transport=transport, on_unknown=seen.append
        ) as api:
            await api.checks.list()

    asyncio.run(main())
    assert seen == EXPECTED


def test_a_documented_answer_tells_nothing() -> None:
    """Known values, documented nulls and fields that may be missing are no news."""
    seen: list[Unknown] = []
    with client({"checks": [{**CHECK, "last_ping": None}]}, on_unknown=seen.append) as api:
        api.checks.list()

    assert seen == []


SHAPE_ERRORS: list[tuple[dict[str, Any], list[tuple[str, str, str]]]] = [
    # what is odd in the answer -> field, kind and value of what is told
    ({"last_ping": "s3cret"}, [("last_ping", "misfit", "")]),
    ({"last_ping": 0}, [("last_ping", "misfit", "")]),
    ({"name": 5}, [("name", "misfit", "")]),
    ({"grace": "s3cret"}, [("grace", "misfit", "")]),
    ({"grace": True}, [("grace", "misfit", "")]),
    ({"grace": 60.0}, []),
    ({"manual_resume": 1}, [("manual_resume", "misfit", "")]),
    ({"status": 5}, [("status", "value", "5")]),
    ({"status": ["s3cret"]}, [("status", "misfit", "")]),
    ({"name": None, "grace": None}, [("name", "missing", ""), ("grace", "missing", "")]),
    ({"last_ping": None}, []),
]


@pytest.mark.parametrize(("odd", "told"), SHAPE_ERRORS)
def test_a_value_of_another_type_is_told(odd: dict[str, Any], told: list[tuple[str, str, str]]) -> None:
    """A misfit is told by its field, whether the reader took it as it is or could not; only enums show a value."""
    seen: list[Unknown] = []
    with client({"checks": [{**CHECK, **odd}]}, on_unknown=seen.append) as api:
        api.checks.list()

    assert [(unknown.field, unknown.kind, unknown.value) for unknown in seen] == told
    assert {unknown.model for unknown in seen} <= {"Check"}


def test_an_item_that_is_no_object_is_told_once() -> None:
    """It is one fact of its model, and not one for each field that it lacks; so is one inside of another object."""
    seen: list[Unknown] = []
    with client({"checks": [CHECK, "s3cret"]}, on_unknown=seen.append) as api:
        api.checks.list()
    assert seen == [Unknown("listChecks", "Check", "", "misfit")]

    seen.clear()
    tell = seen.append
    transport = answering(
        {"data": [{"id": "1", "type": "monitor", "attributes": None}, {"id": "2", "type": "x"}, 5]}
    )
    with (
        betterstack.Client(bearer_token="t" * 24, transport=transport, on_unknown=tell) as api,
        pytest.raises(DecodingError),
    ):
        list(api.monitors.iter())
    assert [(unknown.model, unknown.field, unknown.kind) for unknown in seen] == [
        ("Monitor", "attributes", "missing"),
        ("Monitor", "attributes", "missing"),
        ("Monitor", "", "misfit"),
    ]


@define(slots=True, kw_only=True)
class Lamp(Model):
    """A model whose fields are all required, and one of them nullable."""

    name: str
    room: str | None

    __fields__: ClassVar[Mapping[str, str]] = {"name": "name", "room": "roomName"}
    __nullable__: ClassVar[frozenset[str]] = frozenset({"room"})


def test_a_documented_null_is_no_news_in_a_required_field() -> None:
    """A required field that may be null is not missing when it is None."""
    seen: list[Unknown] = []
    lamp: Any = Lamp
    report([lamp(name=None, room=None)], "getLamp", seen.append, Secrets(()))

    assert seen == [Unknown("getLamp", "Lamp", "name", "missing")]


def test_one_answer_tells_a_fact_once() -> None:
    """A hundred items with the same unknown field are one call."""
    seen: list[Unknown] = []
    with client({"checks": [ODD] * 100}, on_unknown=seen.append) as api:
        api.checks.list()

    assert seen == EXPECTED


def test_a_counter_counts() -> None:
    """Facts are equal by what they say, so a Counter tells how many answers showed each."""
    counted: Counter[Unknown] = Counter()
    with client({"checks": [ODD]}, on_unknown=lambda unknown: counted.update([unknown])) as api:
        api.checks.list()
        api.checks.list()

    assert counted == dict.fromkeys(EXPECTED, 2)


def test_what_is_nested_is_told_with_its_own_model() -> None:
    """Models inside of models, lists and maps are looked into."""
    seen: list[Unknown] = []
    with client({"badges": {"*": {"svg": "x", "blink": "y"}}}, on_unknown=seen.append) as api:
        api.badges.list()

    assert [(unknown.model, unknown.field, unknown.kind) for unknown in seen] == [
        ("BadgeUrls", "blink", "field")
    ]


@pytest.mark.parametrize("asynchronous", [False, True])
def test_a_listing_tells_as_it_is_read(asynchronous: bool) -> None:
    """Items of a paged listing are looked at when their page is read."""
    seen: list[Unknown] = []
    options: Any = {"bearer_token": "t" * 24, "transport": monitors({"colour": 1}), "on_unknown": seen.append}

    def read() -> None:
        with betterstack.Client(**options) as api:
            pager = api.monitors.iter()
            assert seen == []
            list(pager)

    async def read_async() -> None:
        async with betterstack.AsyncClient(**options) as api:
            assert [item async for item in api.monitors.iter()]

    if asynchronous:
        asyncio.run(read_async())
    else:
        read()
    assert {(unknown.model, unknown.field) for unknown in seen} >= {("MonitorAttributes", "colour")}


def test_with_options_turns_it_on_and_off() -> None:
    """A copy of a client may listen while the client itself does not."""
    seen: list[Unknown] = []
    with client({"checks": [ODD]}) as api:
        api.with_options(on_unknown=seen.append).checks.list()
        api.checks.list()

    assert seen == EXPECTED


def test_what_the_function_raises_ends_the_call() -> None:
    """A program that wants to fail on the first unknown fact can."""

    def refuse(unknown: Unknown) -> None:
        raise RuntimeError(unknown.field)

    with client({"checks": [ODD]}, on_unknown=refuse) as api, pytest.raises(RuntimeError, match="colour"):
        api.checks.list()


def test_nothing_is_looked_at_unless_someone_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the option no result is looked into, and a listing's reader stays the model's own."""

    def never(*arguments: object) -> None:
        raise AssertionError("looked into a result")

    monkeypatch.setattr(undocumented, "report", never)
    monkeypatch.setattr(undocumented, "watched", never)
    with client({"checks": [ODD]}) as api:
        api.checks.list()
    with betterstack.Client(bearer_token="t" * 24, transport=monitors(ODD)) as listed:
        assert len(list(listed.monitors.iter())) == 1


def test_a_client_loads_nothing_for_it() -> None:
    """Importing a client does not load what only the looking needs."""
    code = "import sys; from uptimekit_clients.healthchecks import Client; print('attrs' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
