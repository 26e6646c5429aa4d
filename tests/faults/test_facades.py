"""The fault cases that need a real provider's client, in process and over a socket."""

from __future__ import annotations

import asyncio
import logging
import threading
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from tests.runtime._kit import Driver, ok, status

from uptimekit import DecodingError, Unknown
from uptimekit.healthchecks import CheckTrap
from uptimekit.uptimehunt import AuthenticationError

from ._facades import CHECK, healthchecks_client, trapped, uptimehunt_client
from ._network import Play
from ._server import Seen

OLD, NEW = "old-access-token", "new-access-token"
USER = {"data": {"id": 1, "email": "user@example.test"}}


class Session:
    """A server whose access tokens end, and what it was asked for."""

    def __init__(self, *good: str) -> None:
        self.good = set(good)
        self.refreshes = 0
        self._lock = threading.Lock()

    def __call__(self, sent: Seen) -> httpx.Response:
        if sent.target.endswith("/auth/refresh"):
            with self._lock:
                self.refreshes += 1
            return ok({"data": {"access": NEW}})
        known = sent.headers["authorization"].removeprefix("Bearer ") in self.good
        return ok(USER) if known else status(401, {"detail": "token expired"})


def _together(driver: Driver, call: Any, count: int) -> list[Any]:
    if driver.asynchronous:

        async def gather() -> list[Any]:
            return await asyncio.gather(*(call() for _ in range(count)))

        return list(driver.run(gather()))
    found: list[Any] = []
    threads = [threading.Thread(target=lambda: found.append(call())) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return found


@pytest.mark.fault(32)
def test_case_32_one_refresh_for_all_who_wait(driver: Driver, play: Play) -> None:
    """20 callers whose access token is refused cause one refresh, and each goes again once."""
    session = Session(NEW)
    peer = play(session)
    client = uptimehunt_client(driver, peer, access_token=OLD, refresh_token="r" * 20)
    users = _together(driver, client.auth.me, 20)
    assert {user.email for user in users} == {"user@example.test"}
    assert len(users) == 20
    assert session.refreshes == 1
    assert len(peer.requests) <= 41  # a caller that comes late has the new token at once


@pytest.mark.fault(32)
def test_case_32_a_second_401_is_raised(driver: Driver, play: Play) -> None:
    """A fresh token that is refused as well ends the call: no third attempt, no second refresh."""
    session = Session()
    peer = play(session)
    client = uptimehunt_client(driver, peer, access_token=OLD, refresh_token="r" * 20)
    with pytest.raises(AuthenticationError) as caught:
        driver.run(client.auth.me())
    assert (caught.value.attempts, session.refreshes, len(peer.requests)) == (2, 1, 3)
    assert set(driver.clock.waits) == {0.0}


@pytest.mark.fault(44)
def test_case_44_an_answer_that_is_not_as_documented(driver: Driver, play: Play) -> None:
    """Unknown values and fields, missing fields, null and a number as text: the model is built, on_unknown is told."""
    odd = {
        "name": "job", "slug": None, "status": "melting", "grace": "60", "n_pings": 3, "colour": "red",
        "schedule": None, "tz": 7,
    }  # fmt: skip
    told: list[Unknown] = []
    client = healthchecks_client(driver, play(ok({"checks": [odd]})), on_unknown=told.append)
    (check,) = driver.run(client.api.checks.list())
    assert (check.name, check.status, check.slug, check.grace) == ("job", "melting", None, "60")
    assert check.extra["colour"] == "red"
    assert {(each.field, each.kind) for each in told} >= {
        ("status", "value"),
        ("colour", "field"),
        ("slug", "missing"),
    }


@pytest.mark.fault(83)
def test_case_83_one_odd_value_in_a_page(
    driver: Driver, play: Play, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of 250 checks 247 are read as ever, and each of the others as far as it can be; no value is told."""
    monkeypatch.setattr("uptimekit._runtime.reading._told", set())
    job = {"name": "job", "slug": "job", "status": "up", "grace": 60, "n_pings": 3, "last_ping": None}
    odd = [{**job, "last_ping": "hidden"}, {**job, "status": 5}, "hidden"]
    told: list[Unknown] = []
    client = healthchecks_client(driver, play(ok({"checks": [job] * 247 + odd})), on_unknown=told.append)
    checks = driver.run(client.api.checks.list())
    assert ([check.name for check in checks], checks[-2].status) == (["job"] * 249 + [None], "5")
    assert [check.to_dict() for check in checks[:-1]] == [job] * 247 + odd[:-1]
    facts = {("last_ping", "misfit", ""), ("status", "value", "5"), ("", "misfit", "")}
    assert {(each.field, each.kind, each.value) for each in told} >= facts
    assert caplog.text.count("the rest of the answer is read") == 3
    assert "hidden" not in caplog.text + repr(told)


@pytest.mark.fault(84)
@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_case_84_a_word_that_is_no_number(word: str, driver: Driver, play: Play) -> None:
    """What no reader of JSON in another language takes is no JSON here either; the error names the word."""
    body = '{"checks": [{"name": "job", "last_duration": ' + word + "}]}"
    answer = httpx.Response(200, text=body, headers={"content-type": "application/json"})
    with pytest.raises(DecodingError, match=f"it has {word}, which JSON does not know"):
        driver.run(healthchecks_client(driver, play(answer)).api.checks.list())


@pytest.mark.fault(59)
@pytest.mark.parametrize("fault", [status(500), status(404), status(429), httpx.Response(200, text="portal")])
def test_case_59_pings_that_fail_while_a_job_runs(
    fault: httpx.Response, driver: Driver, play: Play, caplog: pytest.LogCaptureFixture
) -> None:
    """The job runs and returns what it returns; a warning is logged; all attempts carry one run id."""
    peer = play(fault)
    trap = CheckTrap(healthchecks_client(driver, peer), CHECK, ignore_ping_errors=True)
    with caplog.at_level(logging.WARNING, "uptimekit"):
        assert trapped(driver, trap, lambda: 7) == 7
    assert {(record.name, record.levelname) for record in caplog.records} == {("uptimekit", "WARNING")}
    assert CHECK not in caplog.text
    targets = [urlsplit(sent.target) for sent in peer.requests]
    assert {target.path for target in targets} == {f"/ping/{CHECK}/start", f"/ping/{CHECK}"}
    assert len({parse_qs(target.query)["rid"][0] for target in targets}) == 1


class Broken:
    """A token store whose disk is full, or whose folder is gone."""

    def load(self) -> None:
        raise PermissionError("no way to read s3cret-tokens")

    def save(self, tokens: object) -> None:
        raise OSError(28, f"no space left for {tokens!r} s3cret-tokens")


@pytest.mark.fault(92)
def test_case_92_a_token_store_that_fails(
    driver: Driver, play: Play, caplog: pytest.LogCaptureFixture
) -> None:
    """Tokens that cannot be kept cost no session: the calls of this process go on, and a warning says so."""
    session = Session(NEW)
    client = uptimehunt_client(
        driver, play(session), access_token=OLD, refresh_token="r" * 20, token_store=Broken()
    )
    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            assert driver.run(client.auth.me()).email == "user@example.test"
    assert session.refreshes == 1
    assert {(record.name, record.levelname) for record in caplog.records} == {("uptimekit", "WARNING")}
    assert not [secret for secret in (OLD, NEW, "r" * 20, "s3cret") if secret in caplog.text]
