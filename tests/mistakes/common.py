"""Mistakes that are the same in all four: addresses, connections, options. Nothing is given."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from tests.mistakes._row import Given, Mistake

from uptimekit import ConfigurationError
from uptimekit.healthchecks import Client
from uptimekit.sandbox import Fault, HealthchecksSandbox


def given() -> AbstractContextManager[Given]:
    """Give nothing: each row makes what it needs."""
    return nullcontext({})


ROWS: list[Mistake] = [
    Mistake(
        "a misspelt option of a sandbox",
        lambda given: HealthchecksSandbox(alert_demon=False),
        TypeError,
        "HealthchecksSandbox has no option alert_demon; did you mean alert_daemon?",
    ),
    Mistake(
        "a misspelt option of a fault",
        lambda given: Fault(stauts=503),
        TypeError,
        "Fault has no option stauts; did you mean status?",
    ),
    Mistake(
        "a way to drop connections that does not exist",
        lambda given: Fault(drop="befor"),
        ValueError,
        "drop must be one of 'before', 'after', 'mid-body'; did you mean 'before'?",
    ),
    Mistake(
        "a misspelt option",
        lambda _: Client("k" * 32, retires=3),
        ConfigurationError,
        "a client has no option retires; did you mean retries?",
    ),
    Mistake(
        "an option of the constructor later",
        lambda _: Client("k" * 32).with_options(rate_limit=None),
        ConfigurationError,
        "with_options() has no option rate_limit; it takes backoff, deadline, headers, hooks, max_response_bytes, on_unknown, retries, retry_after_ceiling, timeout",
    ),
    Mistake(
        "a time-out in milliseconds as text",
        lambda _: Client("k" * 32, timeout="5000"),
        ConfigurationError,
        "timeout must be a number of seconds above 0 and below ten years, not '5000'",
    ),
    Mistake(
        "a negative number of retries",
        lambda _: Client("k" * 32, retries=-1),
        ConfigurationError,
        "retries must be a whole number of at least 0, not -1",
    ),
    Mistake(
        "an address without its scheme",
        lambda _: Client("k" * 32, api_url="hc.example.org/api/"),
        ConfigurationError,
        "api_url needs http:// or https:// and a host name, such as https://hc.example.org/api/",
    ),
    Mistake(
        "a password in an address",
        lambda _: Client("k" * 32, api_url="https://u:p@hc.example.org/api/"),
        ConfigurationError,
        "api_url must not carry a user name, password, query or fragment",
    ),
    Mistake(
        "the address of pings as that of the API",
        lambda _: Client("k" * 32, api_url="https://hc.example.org/ping/"),
        ConfigurationError,
        "api_url is an address of pings; give that of the Management API, such as https://example.org/api/",
    ),
    Mistake(
        "an address with another version",
        lambda _: Client("k" * 32, api_url="https://hc.example.org/api/v1/"),
        ConfigurationError,
        "api_url ends with v1, and api_version is 3; give https://hc.example.org/api/, or pass api_version=1",
    ),
    Mistake(
        "an address with an unknown version",
        lambda _: Client("k" * 32, api_url="https://hc.example.org/api/v9/"),
        ConfigurationError,
        "api_url ends with v9, and this client speaks v1 or v2 or v3; give https://hc.example.org/api/",
    ),
]
