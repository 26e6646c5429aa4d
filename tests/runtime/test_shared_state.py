"""Tests of what the copies of a client share: addresses, secrets, limits."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit._runtime import Credential, Provider, Server
from uptimekit._runtime.errors import AuthenticationError, ConfigurationError, InputError
from uptimekit._runtime.rate_limiter import RateLimiter

from ._kit import GET, KEY, URL, Driver, Script, ok, operation, request, status

TWO_KEYS = Provider(
    name="two",
    servers={"base": Server(URL)},
    credentials={
        "write_key": Credential("Authorization", "Bearer ", "TWO_WRITE_KEY"),
        "read_key": Credential("X-Read", env=None),
    },
)
EITHER = operation(security=(("write_key",), ("read_key",)), anonymous=False)


def _sent(driver: Driver, op: Any, secrets: dict[str, str | None]) -> Any:
    script = Script(ok())
    driver.send(driver.client(script, provider=TWO_KEYS, secrets=secrets), request(op))
    return script.requests[0].headers


def test_the_first_secret_that_is_set_is_sent(driver: Driver) -> None:
    """Of an operation's alternatives the first one with a secret goes out, alone, behind its prefix."""
    both = _sent(driver, EITHER, {"write_key": "wwwwwwww", "read_key": "rrrrrrrr"})
    assert (both["authorization"], "x-read" in both) == ("Bearer wwwwwwww", False)
    one = _sent(driver, EITHER, {"write_key": None, "read_key": "rrrrrrrr"})
    assert (one["x-read"], "authorization" in one) == ("rrrrrrrr", False)
    none = _sent(driver, operation(security=()), {"write_key": "wwwwwwww", "read_key": None})
    assert not {"authorization", "x-read"} & none.keys()


def test_a_missing_secret_is_an_authentication_error_before_any_request(driver: Driver) -> None:
    """Without a secret nothing is sent, and the error says how to pass one."""
    script = Script(ok())
    client = driver.client(script, provider=TWO_KEYS, secrets={"write_key": None, "read_key": None})
    error = driver.error(client, request(EITHER))
    assert isinstance(error, AuthenticationError)
    assert (script.requests, error.operation, error.attempts) == ([], "getThings", 0)
    assert error.message == (
        "no credential was given, nothing was sent; pass write_key= or pass read_key= or set TWO_WRITE_KEY"
    )
    driver.send(client, request(operation(security=(("write_key",),), anonymous=True)))


def test_the_environment_is_the_fallback(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    """A secret that is not given is read from its variable; an empty one switches that off."""
    monkeypatch.setenv("TWO_WRITE_KEY", "from-environment")
    assert (
        _sent(driver, EITHER, {"write_key": None, "read_key": None})["authorization"]
        == "Bearer from-environment"
    )
    assert _sent(driver, EITHER, {"write_key": "given", "read_key": None})["authorization"] == "Bearer given"
    client = driver.client(Script(ok()), provider=TWO_KEYS, secrets={"write_key": "", "read_key": None})
    assert isinstance(driver.error(client, request(EITHER)), AuthenticationError)


@pytest.mark.parametrize("bad", [KEY + "\n", KEY + "ü", " " + KEY, KEY + " ", 5, b"bytes"])
def test_a_secret_that_no_header_can_carry_is_refused(driver: Driver, bad: Any) -> None:
    """A secret with a line break, space around it or non-ASCII text raises without being repeated."""
    with pytest.raises(ConfigurationError, match="api_key") as caught:
        driver.client(secrets={"api_key": bad})
    assert KEY not in str(caught.value)


def test_the_server_s_words_lose_our_secret(driver: Driver) -> None:
    """An error answer that repeats the key shows *** in message, details and body; short words stay."""
    answer = status(400, {"error": f"bad key {KEY}", "errors": {"key": [KEY]}})
    error = driver.error(driver.client(Script(answer)), request())
    assert (error.message, error.details) == ("bad key ***", {"key": ["***"]})
    assert KEY not in repr(error.body)
    client = driver.client(Script(status(400, {"error": "bad key"})), secrets={"api_key": "key"})
    assert driver.error(client, request()).message == "bad key"


def test_limits_and_budgets_belong_to_a_server(driver: Driver) -> None:
    """Each server of a client has its own limiter and its own budget."""
    shared = driver.client()._shared
    ping = operation(server="ping")
    assert isinstance(shared.limiter(request()), RateLimiter)
    assert shared.limiter(request()) is not shared.limiter(request(ping))
    assert shared.budget(GET) is not shared.budget(ping)


def test_a_server_at_another_address(driver: Driver) -> None:
    """A copy with another address sends there; it leaves the original as it was, and knows the server's names."""
    script = Script(ok())
    client = driver.client(script)
    driver.send(client.with_servers(base="https://other.example.org/api/"), request(GET))
    driver.send(client, request(GET))
    assert [str(sent.url) for sent in script.requests] == [
        "https://other.example.org/api/things",
        f"{URL}/things",
    ]
    with pytest.raises(ConfigurationError, match="has no server nowhere; it has base"):
        client.with_servers(nowhere=URL)
    with pytest.raises(ConfigurationError, match=r"^base_url needs http"):
        client.with_servers(base="other.example.org")


@pytest.mark.parametrize("path", ["@evil.test/things", ".evil.test/things", ":1/things", "things"])
@pytest.mark.parametrize("way", ["direct", "transport"])
def test_a_path_cannot_lead_to_another_host(driver: Driver, path: str, way: str) -> None:
    """A path without a slash, which would lengthen the host's name or make it a user name, is refused unsent."""
    script = Script(ok())
    client = driver.client(*([script] if way == "transport" else []))
    error = driver.error(client, request(GET, path=path))
    assert isinstance(error, InputError)
    assert (error.message, error.field) == ("the path of a request begins with /", "path")
    assert script.requests == []
