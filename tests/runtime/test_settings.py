"""Tests of the options of clients and calls."""

from __future__ import annotations

import math
from typing import Any

import httpx
import pytest

from uptimekit._runtime import RateLimit
from uptimekit._runtime.constants import CONNECT_TIMEOUT, DEADLINE, RETRIES, TIMEOUT
from uptimekit._runtime.errors import ConfigurationError
from uptimekit._runtime.settings import CallOptions, ClientOptions, Settings

from ._kit import Driver

pytestmark = pytest.mark.usefixtures("library")

NO_SECONDS = [0, -1, -0.5, math.nan, math.inf, 10**400, True, "5", None, [1]]
NO_NUMBER = [-1, 1.5, True, "2", None, math.nan]
BAD = [
    *(("timeout", value) for value in NO_SECONDS),
    *(("deadline", value) for value in NO_SECONDS if value is not None),
    *(("retry_after_ceiling", value) for value in NO_SECONDS if value != 0 or value is False),
    *(("backoff", value) for value in NO_SECONDS if value != 0 or value is False),
    *(("retries", value) for value in NO_NUMBER),
    *(("max_response_bytes", value) for value in [0, *NO_NUMBER]),
    *(("headers", value) for value in [None, 5, "a: b", [("a", "b")], {"a": 1}, {1: "a"}, {"a b": "c"}, {"": "x"}]),
    *(("headers", value) for value in [{"a": "b\n"}, {"a\r\nb": "c"}, {"a": "ü"}, {"a": " b"}, {"a": b"c"}]),
    *(("user_agent", value) for value in ["a\nb", "ü", " a", 5, None]),
    *(("hooks", value) for value in [None, print, "abc", [1], [print, None]]),
    *(("on_unknown", value) for value in ["abc", [print], 1]),
    *(("rate_limit", value) for value in [5, "1/s", (1, 60), False]),
    *(("error_classes", value) for value in [None, {404: ValueError}, {404: "x"}, [404]]),
    *(("rng", value) for value in [None, 7, math]),
    *(("close_http_client", value) for value in [None, 1, "yes"]),
    ("transport", object()),
    ("http_client", object()),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), BAD)
def test_an_option_that_makes_no_sense_is_named(driver: Driver, name: str, value: Any) -> None:
    """Each bad value raises ConfigurationError, a ValueError, that names its option, when the client is built."""
    with pytest.raises(ConfigurationError, match=f"\\b{name}\\b") as caught:
        driver.client(**{name: value})
    assert isinstance(caught.value, ValueError)
    assert caught.value.__cause__ is None


def test_an_unknown_option_is_named_with_the_known_ones(driver: Driver) -> None:
    """A misspelt option raises ConfigurationError that lists what there is."""
    with pytest.raises(ConfigurationError, match=r"no option retry; did you mean retries\?"):
        driver.client(retry=3)
    client = driver.client()
    with pytest.raises(ConfigurationError, match="no option rate_limit"):
        client.with_options(rate_limit=None)
    with pytest.raises(ConfigurationError, match="retries"):
        client.with_options(retries=-1)


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_the_transport_of_the_other_kind_is_refused(kind: str) -> None:
    """A transport or httpx client of the other kind raises ConfigurationError when the client is built."""
    driver, other = Driver(kind), Driver("sync" if kind == "async" else "async")
    wrong = httpx.HTTPTransport() if kind == "async" else httpx.AsyncHTTPTransport()
    with pytest.raises(ConfigurationError, match="transport must be an httpx"):
        driver.client(transport=wrong)
    with pytest.raises(ConfigurationError, match="http_client must be an httpx"):
        driver.client(http_client=other.http(lambda _: httpx.Response(200)))


def test_transport_and_http_client_exclude_each_other(driver: Driver) -> None:
    """A transport beside an http_client would be ignored, so it is refused."""
    with pytest.raises(ConfigurationError, match="transport is not used with http_client"):
        driver.client(lambda _: httpx.Response(200), http_client=driver.http(lambda _: httpx.Response(200)))


def test_the_defaults() -> None:
    """The defaults are the documented constants."""
    settings = Settings()
    assert (settings.timeout, settings.deadline, settings.retries) == (TIMEOUT, DEADLINE, RETRIES)
    assert settings.phases == {"connect": CONNECT_TIMEOUT, "read": TIMEOUT, "write": TIMEOUT, "pool": TIMEOUT}
    assert settings.rng is not Settings().rng


@pytest.mark.parametrize(
    ("timeout", "connect", "read"),
    [(1, 1, 1), (20, 5, 20), (httpx.Timeout(3), 3, 3), (httpx.Timeout(None, connect=9), 9, TIMEOUT)],
)
def test_phases(timeout: Any, connect: float, read: float) -> None:
    """A number bounds each phase, connecting at most 5 s; an httpx.Timeout says each, and never "for ever"."""
    phases = Settings(timeout=timeout).phases
    assert (phases["connect"], phases["read"]) == (connect, read)


@pytest.mark.parametrize("seconds", [0, -1, math.nan, math.inf, 1e10, "5"])
@pytest.mark.parametrize("phase", ["connect", "read", "write", "pool"])
def test_a_phase_that_no_socket_can_wait_for(phase: str, seconds: Any) -> None:
    """Each phase of an httpx.Timeout has to be seconds as a number has, which a socket refuses only when it waits."""
    timeout = httpx.Timeout(5, **{phase: seconds})
    with pytest.raises(ConfigurationError, match=f"timeout: {phase} must be .* above 0 and below ten years"):
        Settings(timeout=timeout)


def test_good_values_are_taken() -> None:
    """Every documented option takes its values, zero and None where they have a meaning."""
    Settings(
        deadline=None,
        retries=0,
        backoff=0,
        retry_after_ceiling=0,
        timeout=0.5,
        rate_limit=RateLimit(1),
        hooks=(print,),
        on_unknown=print,
    )
    changed = Settings(retries=5).replaced({"timeout": 3, "headers": {"X-Team": "a"}})
    assert (changed.retries, changed.timeout, changed.headers) == (5, 3, {"X-Team": "a"})


def test_options_are_the_fields() -> None:
    """What the option types offer is what Settings has, no more and no less."""
    assert ClientOptions.__optional_keys__ == Settings.__dataclass_fields__.keys()
    assert CallOptions.__optional_keys__ < ClientOptions.__optional_keys__
