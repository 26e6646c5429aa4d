"""A page of 250 with a few odd values in it, read by the clients of every provider."""

from __future__ import annotations

import asyncio
import copy
import importlib
from collections.abc import Callable
from operator import attrgetter
from typing import Any

import httpx
import pytest

from uptimekit import DecodingError, Unknown
from uptimekit._runtime.lenient_reader import fields_of
from uptimekit.betterstack import Monitor, UptimeAPI
from uptimekit.healthchecks import Client as HealthchecksClient
from uptimekit.statuspage import Client as StatuspageClient

from ._samples import sample

SIZE = 250
BAD_DATE, BAD_ENUM, NO_OBJECT = 17, 99, 200  # where in the page something is odd

LISTINGS: dict[str, tuple[str, tuple[Any, ...], str, str, str, str, Callable[[list[Any]], Any]]] = {
    # provider: method, arguments, model, way from an item to its fields, a date, an enum, and the page around items
    "betterstack": (
        "monitors.iter",
        (),
        "Monitor",
        "attributes",
        "last_checked_at",
        "status",
        lambda items: {"data": items, "pagination": {"next": None}},
    ),
    "healthchecks": ("checks.list", (), "Check", "", "last_ping", "status", lambda items: {"checks": items}),
    "statuspage": (
        "components.iter",
        ("page1",),
        "Component",
        "",
        "created_at",
        "status",
        lambda items: items,
    ),
    "uptimehunt": (
        "services.iter",
        (),
        "Service",
        "",
        "created_at",
        "type",
        lambda items: {"data": items, "meta": {"total": len(items), "total_pages": 1}},
    ),
}
CREDENTIALS = {
    "betterstack": {"bearer_token": "t" * 24},
    "healthchecks": {"api_key": "k" * 32},
    "statuspage": {"api_key": "k" * 32},
    "uptimehunt": {"access_token": "a" * 24},
}


@pytest.fixture(autouse=True)
def _nothing_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other tests were told once is told again."""
    monkeypatch.setattr("uptimekit._runtime.reading._told", set())


def _page(provider: str) -> list[Any]:
    _, _, name, inner, date, enum, _ = LISTINGS[provider]
    model = getattr(importlib.import_module(f"uptimekit_clients.{provider}.models"), name)
    items = [copy.deepcopy(sample(model)) for _ in range(SIZE)]
    for item in items:
        _drop_unions(model, item)
    for place, field, odd in ((BAD_DATE, date, "soon, s3cret"), (BAD_ENUM, enum, 5)):
        fields = items[place][inner] if inner else items[place]
        assert field in fields
        fields[field] = odd
    items[NO_OBJECT] = "s3cret"
    return items


def _transport(body: Any, after: Any) -> httpx.MockTransport:
    """Answer with *body*, then with *after* for ever."""
    bodies = iter([body])
    return httpx.MockTransport(lambda _: httpx.Response(200, json=next(bodies, after)))


def _drop_unions(model: Any, item: dict[str, Any]) -> None:
    """Leave out what a sample cannot show exactly: an object of any kind."""
    for wire, hint in fields_of(model).values():
        if hint is Any:
            del item[wire]


def _listed(provider: str, kind: str, body: Any, **options: Any) -> list[Any]:
    """Return what a client makes of *body*."""
    method, arguments, *_ = LISTINGS[provider]
    module = importlib.import_module(f"uptimekit_clients.{provider}")
    transport = _transport(body, LISTINGS[provider][-1]([]))
    options = {**CREDENTIALS[provider], "transport": transport, "rate_limit": None, **options}
    if kind == "sync":
        with module.Client(**options) as client:
            return list(attrgetter(method)(client)(*arguments))

    async def main() -> list[Any]:
        async with module.AsyncClient(**options) as client:
            found = attrgetter(method)(client)(*arguments)
            return [item async for item in found] if hasattr(found, "__aiter__") else list(await found)

    return asyncio.run(main())


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("provider", LISTINGS)
def test_a_page_is_read_with_its_odd_values(
    provider: str, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A date that is none is None, an enum that is a number its text, an item that is no object has no fields.

    The function that listens hears of each, and so does the log, once; nobody hears the values.
    """
    _, _, name, inner, date, enum, around = LISTINGS[provider]
    items, seen = _page(provider), list[Unknown]()
    found = _listed(provider, kind, around(items), on_unknown=seen.append)

    assert len(found) == SIZE
    fields = [getattr(each, inner) if inner else each for each in found]
    assert getattr(fields[BAD_DATE], date) is None
    assert getattr(fields[BAD_ENUM], enum) == "5"
    assert getattr(fields[NO_OBJECT], date) is None
    assert all(
        getattr(each, date) is not None for n, each in enumerate(fields) if n not in (BAD_DATE, NO_OBJECT)
    )
    assert [each.to_dict() for n, each in enumerate(found) if n != NO_OBJECT] == [
        item for n, item in enumerate(items) if n != NO_OBJECT
    ]

    model = type(fields[0]).__name__
    facts = {(each.model, each.field, each.kind, each.value) for each in seen}
    assert facts == {(model, date, "misfit", ""), (model, enum, "value", "5"), (name, "", "misfit", "")}
    told = sorted(record.getMessage() for record in caplog.records if record.levelname == "WARNING")
    assert told == sorted(
        f"{what}; the rest of the answer is read"
        for what in (
            f"{model}.{date} is text, not a date-time",
            f"{model}.{enum} is a number, not text",
            f"{name} is text, not an object",
        )
    )
    assert "s3cret" not in repr(seen) + caplog.text


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("provider", LISTINGS)
def test_a_page_of_something_else_is_refused(provider: str, kind: str) -> None:
    """Where no item is an object, or no list is there, the answer is another one; the place is named."""
    around = LISTINGS[provider][-1]
    with pytest.raises(DecodingError, match=r"\[0\] is text, not an object$") as caught:
        _listed(provider, kind, around(["s3cret", "s3cret"]))
    assert "s3cret" not in str(caught.value)
    with pytest.raises(DecodingError, match=r"is (text|an object), not (a list|an object)$"):
        _listed(provider, kind, "s3cret")


# ---------------------------------------------------------------------- facades that read on their own


def _answering(body: Any, after: Any = None) -> httpx.Client:
    return httpx.Client(transport=_transport(body, body if after is None else after))


def test_objects_of_better_stack() -> None:
    """Attributes are as the server sends them; an item that is no object has none, and the others are read."""
    items = _page("betterstack")
    items[5]["attributes"] = "s3cret"
    body = {"data": items, "pagination": {"next": None}}
    with _answering(body) as http, UptimeAPI("t" * 24, http_client=http) as api:
        found = list(Monitor.get_all_instances(api))
    assert len(found) == SIZE
    assert (found[BAD_DATE].last_checked_at, found[BAD_ENUM].status) == ("soon, s3cret", 5)
    assert (found[NO_OBJECT].id, found[NO_OBJECT].url) == ("", None)
    assert (found[5].id, found[5].url) == ("text", None)


@pytest.mark.parametrize("body", [{"data": ["s3cret", 5]}, {"data": None}])
def test_a_list_of_better_stack_without_any_object(body: Any) -> None:
    """A list no item of which is an object is refused with its place: it is not one of empty monitors."""
    with (
        _answering(body) as http,
        UptimeAPI("t" * 24, http_client=http) as api,
        pytest.raises(DecodingError, match=r"data(\[0\])? is (text, not an object|null)") as caught,
    ):
        list(Monitor.get_all_instances(api))
    assert (caught.value.status_code, "s3cret" in str(caught.value)) == (200, False)


@pytest.mark.parametrize("body", ["s3cret", {"data": ["s3cret"]}, {"data": 5}])
def test_an_object_of_better_stack_that_is_none(body: Any) -> None:
    """Where one object is asked for and something else comes, DecodingError says so."""
    with _answering(body) as http, UptimeAPI("t" * 24, http_client=http) as api:
        with pytest.raises(DecodingError, match="not an object") as caught:
            Monitor.new(api, url="https://service.example.org")
        assert "s3cret" not in str(caught.value)
        with pytest.raises(DecodingError, match="not an object"):
            Monitor("1", api).fetch_data()


def test_results_of_statuspage() -> None:
    """Values are as the server sends them; an item that is no object is an empty result."""
    items = _page("statuspage")
    with (
        _answering(items, []) as http,
        StatuspageClient(api_key="k" * 32, page_id="page1", http_client=http, rate_limit=None) as client,
    ):
        found = list(client.components.iter())
    assert len(found) == SIZE
    assert (found[BAD_DATE].created_at, found[BAD_ENUM].status, found[NO_OBJECT].name) == (
        "soon, s3cret",
        5,
        None,
    )


def test_checks_of_healthchecks() -> None:
    """The facade's checks are the generated ones: as tolerant, and as exact in their JSON form."""
    items = _page("healthchecks")
    with (
        _answering({"checks": items}) as http,
        HealthchecksClient("k" * 32, client=http, rate_limit=None) as client,
    ):
        found = client.get_checks()
    assert [each.last_ping is None for each in found] == [n in (BAD_DATE, NO_OBJECT) for n in range(SIZE)]
    assert found[BAD_ENUM].status == "5"
    assert found[BAD_DATE].to_dict() == items[BAD_DATE]
