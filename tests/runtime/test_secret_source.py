"""Tests of secrets that change while a client lives."""

from __future__ import annotations

import json
import math
import traceback
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import httpx
import pytest

from uptimekit._runtime import RateLimit
from uptimekit._runtime.errors import AuthenticationError, ConfigurationError, UptimeKitError
from uptimekit._runtime.events import RetryScheduled

from ._kit import GET, KEY, POST, Driver, Script, ok, operation, request, status

OPEN = operation(security=())


class Source:
    """Gives one secret after the other, going on when one was refused; awaitable for the asynchronous client."""

    account = "someone"

    def __init__(self, driver: Driver, secrets: Sequence[str]) -> None:
        self.driver = driver
        self.secrets = list(secrets)
        self.asked: list[tuple[str | None, float]] = []
        self.failure: UptimeKitError | None = None

    def get(self, refused: str | None, left: float) -> Any:
        return self._aget(refused, left) if self.driver.asynchronous else self._get(refused, left)

    async def _aget(self, refused: str | None, left: float) -> str:
        return self._get(refused, left)

    def _get(self, refused: str | None, left: float) -> str:
        self.asked.append((refused, left))
        if self.failure is not None:
            raise self.failure
        if refused == self.secrets[0]:
            self.secrets.pop(0)
        return self.secrets[0]


def _client(driver: Driver, script: Script, source: Source, **options: Any) -> Any:
    return driver.client(script, secrets={"api_key": None}, secret_sources={"api_key": source}, **options)


def _sent(script: Script) -> list[str]:
    return [each.headers.get("x-api-key", "") for each in script.requests]


def test_each_attempt_asks_for_the_secret(driver: Driver) -> None:
    """A retry after a wait goes out with the secret of that moment, and the source learns what time is left."""
    source = Source(driver, ["first-secret"])
    clock = driver.clock

    def fail(_: httpx.Request) -> httpx.Response:
        source.secrets = ["second-secret"]
        return status(503, retry_after="7")

    script = Script(fail, ok())
    driver.send(_client(driver, script, source, deadline=60.0), request())
    assert _sent(script) == ["first-secret", "second-secret"]
    assert [refused for refused, _ in source.asked] == [None, None]
    assert source.asked[0][1] == 60.0
    assert source.asked[1][1] == pytest.approx(60.0 - sum(clock.waits))


def test_without_a_deadline_any_time_is_left(driver: Driver) -> None:
    """A call that may take forever says so to the source."""
    source = Source(driver, ["a-secret"])
    driver.send(_client(driver, Script(ok()), source, deadline=None), request())
    assert source.asked == [(None, math.inf)]


@pytest.mark.parametrize("op", [GET, POST])
def test_a_refused_secret_is_replaced_once(driver: Driver, op: Any) -> None:
    """After a 401 the source is asked for another secret and the request goes again, whatever its method."""
    source = Source(driver, ["old-secret", "new-secret"])
    script = Script(status(401), ok())
    events: list[Any] = []
    driver.send(_client(driver, script, source, retries=0, hooks=[events.append]), request(op, json={"a": 1}))
    assert _sent(script) == ["old-secret", "new-secret"]
    assert [refused for refused, _ in source.asked] == [None, "old-secret"]
    assert sum(driver.clock.waits) == 0
    (retry,) = (each for each in events if isinstance(each, RetryScheduled))
    assert (retry.delay, retry.reason) == (0.0, "the secret was refused; its source is asked for another")


def test_a_401_that_cannot_be_tried_again_is_raised(driver: Driver) -> None:
    """If the rate limit leaves no room for the other secret, the refusal of the first one is what the caller sees."""
    source = Source(driver, ["old-secret", "new-secret"])
    script = Script(status(401, {"error": "no"}), ok())
    client = _client(driver, script, source, rate_limit=RateLimit(1, 100), deadline=20.0)
    error = driver.error(client, request())
    assert isinstance(error, AuthenticationError)
    assert (error.message, error.attempts, len(script.requests)) == ("no", 1, 1)


def test_a_second_401_is_raised(driver: Driver) -> None:
    """Two secrets refused are enough; the error has the server's words and names no secret."""
    source = Source(driver, ["old-secret", "new-secret", "third-secret"])
    refusal = status(401, {"error": "no: new-secret"})
    script = Script(status(401), refusal)
    error = driver.error(_client(driver, script, source), request())
    assert isinstance(error, AuthenticationError)
    assert error.message == "no: ***"
    assert len(script.requests) == 2
    assert "new-secret" not in "".join(traceback.format_exception(error))


@pytest.mark.parametrize("secret", ["plain-secret", r'päss "w\ord" ☃'])
@pytest.mark.parametrize("ascii_only", [False, True])
def test_secrets_of_the_body_are_not_repeated(driver: Driver, secret: str, ascii_only: bool) -> None:
    """What the spec marks as secret is taken out of the error, however the server's JSON spells it."""
    text = json.dumps({"error": f"no: {secret}"}, ensure_ascii=ascii_only).encode()
    script = Script(lambda _: httpx.Response(400, content=text))
    sent = request(replace(POST, secrets=("password",)), json={"password": secret})
    error = driver.error(driver.client(script), sent)
    assert error.message == "no: ***"
    assert error.body == {"error": "no: ***"}


def test_what_the_source_raises_ends_the_call(driver: Driver) -> None:
    """Without a secret nothing is sent, and the source's own error comes out; its place in line is free again."""
    source = Source(driver, ["a-secret"])
    source.failure = AuthenticationError("the session is over")
    script = Script(ok())
    assert driver.error(_client(driver, script, source), request()) is source.failure
    assert script.requests == []


def test_operations_without_that_credential_do_not_ask(driver: Driver) -> None:
    """A call that needs no secret gets none and asks for none: a refresh would wait for itself otherwise."""
    source = Source(driver, ["a-secret"])
    script = Script(status(401))
    assert isinstance(driver.error(_client(driver, script, source), request(OPEN)), AuthenticationError)
    assert (source.asked, _sent(script)) == ([], [""])


def test_a_source_of_the_other_kind_is_told(driver: Driver) -> None:
    """A source that does not return text is a clear error and not a header."""
    source = Source(driver, ["a-secret"])
    source.secrets = [42]  # type: ignore[list-item]
    error = driver.error(_client(driver, Script(ok()), source), request())
    assert isinstance(error, ConfigurationError)
    assert "the source of api_key must return text" in str(error)


def test_a_secret_that_no_header_can_carry_is_told(driver: Driver) -> None:
    """A line break in what the source gives is refused with the credential's name, and without the secret."""
    script = Script(ok())
    source = Source(driver, ["a-secret\nwith a second line"])
    error = driver.error(_client(driver, script, source), request())
    assert "the value of api_key has a line break" in str(error)
    assert "a-secret" not in str(error)
    assert script.requests == []


def test_a_source_needs_a_credential(driver: Driver) -> None:
    """A source for a credential that the provider does not have, or that is no source, is refused at once."""
    with pytest.raises(ConfigurationError, match="secret_sources names 'token'; the credentials are api_key"):
        driver.client(Script(ok()), secret_sources={"token": Source(driver, ["a"])})
    with pytest.raises(ConfigurationError, match=r"an object with account and get\(\)"):
        driver.client(Script(ok()), secret_sources={"api_key": KEY})


def test_clients_of_one_account_share_a_limiter(driver: Driver) -> None:
    """A 429 to one client of an account makes its others wait; those of another account go on."""
    first, same, other = (Source(driver, ["a-secret"]) for _ in range(3))
    other.account = "other"
    limited = _client(driver, Script(status(429, retry_after="30")), first, retries=0)
    driver.error(limited, request())
    driver.send(_client(driver, Script(ok()), other), request())
    assert driver.clock.waits == []
    driver.send(_client(driver, Script(ok()), same), request())
    assert sum(driver.clock.waits) == 30


def test_repr_shows_that_there_is_one(driver: Driver) -> None:
    """A client's repr says that a credential is set, and neither its value nor the account."""
    shown = repr(_client(driver, Script(ok()), Source(driver, ["a-secret"])))
    assert "api_key=***" in shown
    assert "a-secret" not in shown
    assert "someone" not in shown
