"""Hostile answers on a raw socket, to every provider: only typed errors get out, and what they say is short and clean."""

from __future__ import annotations

import copy
import logging
import pickle
import random
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.runtime._kit import GET, KEY, POST, Driver, request

from uptimekit import Unknown, UptimeKitError, betterstack, healthchecks, statuspage, uptimehunt

from ._facades import CHECK, PING_KEY
from ._hostile import ODD_TEXT, hostile_answers
from ._server import FaultServer, Wire, answer, answer_json

Serve = Callable[..., FaultServer]
Calls = Callable[[Driver, str, dict[str, Any]], list[Callable[[], Any]]]


def _healthchecks(driver: Driver, url: str, options: dict[str, Any]) -> list[Callable[[], Any]]:
    kind: Any = healthchecks.AsyncClient if driver.asynchronous else healthchecks.Client
    client = driver.keep(kind(api_key=KEY, ping_key=PING_KEY, api_url=url, ping_url=url, **options))
    return [
        client.get_checks,
        lambda: client.get_check(CHECK),
        lambda: client.get_check_flips(CHECK),
        lambda: client.success_ping(CHECK),
        lambda: client.fail_ping(slug="job", data="x"),
        lambda: client.pause_check(CHECK),
    ]


def _statuspage(driver: Driver, url: str, options: dict[str, Any]) -> list[Callable[[], Any]]:
    kind: Any = statuspage.AsyncClient if driver.asynchronous else statuspage.Client
    client = kind(api_key=KEY, page_id="page1", organization_id="org1", base_url=url, **options)
    driver.keep(client.api)
    return [
        lambda: client.components.list(),
        lambda: client.components.iter(),
        lambda: client.incidents.get("inc1"),
        lambda: client.components.create(name="x"),
    ]


def _betterstack(driver: Driver, url: str, options: dict[str, Any]) -> list[Callable[[], Any]]:
    kind: Any = betterstack.AsyncUptimeAPI if driver.asynchronous else betterstack.UptimeAPI
    client = driver.keep(kind(KEY, base_url=f"{url}/api/v2/", **options))
    if driver.asynchronous:
        return [
            lambda: client.api.monitors.list(),
            lambda: client.api.monitors.iter(),
            lambda: client.api.monitors.delete("1"),
        ]
    return [
        lambda: list(betterstack.Monitor.get_all_instances(client)),
        lambda: list(betterstack.Incident.get_all_instances(client)),
        lambda: client.post("monitors", {"url": "x"}),
    ]


def _uptimehunt(driver: Driver, url: str, options: dict[str, Any]) -> list[Callable[[], Any]]:
    kind: Any = uptimehunt.AsyncClient if driver.asynchronous else uptimehunt.Client
    client = driver.keep(kind(access_token="t" * 30, base_url=url, **options))
    return [
        lambda: client.auth.me(),
        lambda: client.probes.iter(),
        lambda: client.probes.list(),
        lambda: client.metrics.uptime(1),
        lambda: client.service_types.list(),
    ]


def _core(driver: Driver, url: str, options: dict[str, Any]) -> list[Callable[[], Any]]:
    client = driver.client(urls={"base": url}, **options)
    return [lambda: client.send(request(GET)), lambda: client.send(request(POST))]


PROVIDERS: dict[str, Calls] = {
    "core": _core,
    "healthchecks": _healthchecks,
    "statuspage": _statuspage,
    "betterstack": _betterstack,
    "uptimehunt": _uptimehunt,
}


def _carry_out(driver: Driver, call: Callable[[], Any]) -> None:
    """Make a call, and read its listing to the end if it is one."""
    found = call()
    if hasattr(found, "__aiter__") or hasattr(found, "pages"):
        driver.take(found, 50)
    elif hasattr(found, "__await__"):
        driver.run(found)


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    """Collect what events and the log of the package say in a test."""
    texts: list[str] = []
    with caplog.at_level(logging.DEBUG, logger="uptimekit"):
        yield texts
        texts += [record.getMessage() for record in caplog.records if record.name.startswith("uptimekit")]


def _fit_to_be_shown(error: UptimeKitError) -> None:
    """Check that an error is short and clean wherever it is shown, and can be pickled and copied."""
    lists = [text for messages in error.details.values() for text in messages]
    texts = [str(error), error.message, error.code or "", error.request_id or "", *error.details, *lists]
    shown = "".join(traceback.TracebackException.from_exception(error).format_exception_only())
    for text in (*texts, shown.rstrip("\n")):
        assert text.isprintable(), ascii(text[:500])
        assert len(text) < 900
    assert len(repr(error)) < 900
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
    assert str(copy.deepcopy(error)) == str(error)


@pytest.mark.filterwarnings("ignore::uptimekit.uptimehunt.APIDeprecationWarning")
@pytest.mark.parametrize("provider", PROVIDERS)
def test_only_typed_errors_get_out(driver: Driver, serve: Serve, told: list[str], provider: str) -> None:
    """Whatever a server answers, a call returns or raises an error of ours that is short, clean and whole."""
    answers = hostile_answers(seed=len(provider), count=110)

    def step(wire: Wire) -> None:
        wire.read()
        wire.write(next(answers))
        wire.close()

    server = serve(step)
    options: dict[str, Any] = {
        "retries": 0,
        "clock": driver.clock,
        "rate_limit": None,
        "max_response_bytes": 100_000,
    }
    options |= {"timeout": 5.0, "hooks": [lambda event: told.append(repr(event))]}
    calls = PROVIDERS[provider](driver, server.url, options)
    draw, seen = random.Random(1), set[str]()
    while len(server.requests) < 100:
        try:
            _carry_out(driver, draw.choice(calls))
        except UptimeKitError as error:
            seen.add(type(error).__mro__[0].__name__)
            _fit_to_be_shown(error)
    assert len(seen) >= 5, seen
    assert all(text.isprintable() and len(text) < 1500 for text in told)


@pytest.mark.filterwarnings("ignore::uptimekit.uptimehunt.APIDeprecationWarning")
@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("code", [400, 401, 404, 422, 429, 503])
def test_texts_of_error_answers(
    driver: Driver, serve: Serve, told: list[str], provider: str, code: int
) -> None:
    """Error texts of every provider's shape are cut and cleaned in errors, events and log lines; the body is whole."""
    odd = ODD_TEXT.replace("\ud800", "")[:700]
    body = {
        "error": {"code": odd, "message": odd, "details": {odd: [odd] * 99}}, "message": odd, "detail": odd,
        "errors": {odd: [odd] * 60, **{f"{number}{odd}": [odd] for number in range(60)}}, "request_id": odd, "code": odd,
    }  # fmt: skip
    head = {"X_Request_Id": "r" * 3000, "X_API_Deprecation": "d" * 3000, "Retry_After": "0"}
    server = serve(
        answer_json(body, code, **head),
        answer_json(
            {"errors": [{"message": odd, "field": odd, "code": odd}] * 99, "meta": {"logref": odd}}, code
        ),
        answer(code, odd.encode(), "text/plain"),
    )
    options: dict[str, Any] = {"retries": 1, "clock": driver.clock, "rate_limit": None}
    options["hooks"] = [lambda event: told.append(repr(event))]
    for call in PROVIDERS[provider](driver, server.url, options):
        with pytest.raises(UptimeKitError) as caught:
            _carry_out(driver, call)
        _fit_to_be_shown(caught.value)
        if not isinstance(
            caught.value, uptimehunt.SessionEndedError
        ):  # that is about a call that was not sent
            assert caught.value.status_code == code
            assert caught.value.body is not None
    assert told
    assert all(text.isprintable() and len(text) < 1500 for text in told), max(told, key=len)[:2000]


def test_names_and_values_that_are_not_documented(driver: Driver, serve: Serve) -> None:
    """What on_unknown is told of a server's names and enum values is cut and cleaned; the model has them as they came."""
    odd = ODD_TEXT.replace("\ud800", "")
    server = serve(answer_json({"checks": [{"name": "a", "status": odd, odd: 1}]}))
    seen: list[Unknown] = []
    kind: Any = healthchecks.AsyncClient if driver.asynchronous else healthchecks.Client
    client = driver.keep(kind(api_key=KEY, api_url=server.url, clock=driver.clock, on_unknown=seen.append))
    found = driver.run(client.api.checks.list())
    (check,) = found
    assert check.extra[odd] == 1
    assert str(check.status) == odd
    told = [text for unknown in seen for text in (unknown.field, unknown.value)]
    assert any(text.startswith("two lines") for text in told)
    assert all((text.isprintable() or not text) and len(text) <= 100 for text in told)
