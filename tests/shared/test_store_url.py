"""Addresses of stores: what they may say, and how they are shown."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit import ConfigurationError
from uptimekit.shared.store_url import StoreURL


@pytest.mark.parametrize(
    ("url", "text", "name"),
    [
        ("redis://store", "redis://store", "redis://store:6379/0"),
        ("valkey://store:7000/3", "redis://store:7000/3", "valkey://store:7000/3"),
        ("valkeys://u:p@store?db=4", "rediss://u:p@store?db=4", "valkeys://store:6379/4"),
        ("rediss://[::1]:7000", "rediss://[::1]:7000", "rediss://[::1]:7000/0"),
        ("unix:///run/redis.sock?db=2", "unix:///run/redis.sock?db=2", "unix:///run/redis.sock"),
        (" redis://store\n", "redis://store", "redis://store:6379/0"),
    ],
)
def test_an_address(url: str, text: str, name: str) -> None:
    """Each kind of address becomes one of redis-py's, and is shown without user, password and options."""
    found = StoreURL(url)
    assert (found.text, found.name, repr(found)) == (text, name, name)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (None, "must be a text"),
        (b"redis://store", "must be a text"),
        ("store:6379", "begins with none of"),
        ("", "begins with none of"),
        ("redsi://store", "; did you mean redis?"),
        ("redis://", "has no host"),
        ("redis:///0", "has no host"),
        ("redis://store:port", "no valid host and port"),
        ("redis://store:70000", "no valid host and port"),
        ("redis://[::1", "no valid host and port"),
        ("redis://store/one", "a database that is no number"),
        ("redis://store?db=x", "a database that is no number"),
        ("redis://store?ssl_ca_cert=x", "option 'ssl_ca_cert'; did you mean ssl_ca_certs?"),
        ("redis://store?retry_on_timeout=1", "option 'retry_on_timeout'; it may have"),
        ("unix://", "has no path"),
        ("unix:///", "has no path"),
        ("unix://run/redis.sock", "has no path"),
    ],
)
def test_what_is_none(url: Any, said: str) -> None:
    """What cannot be an address is refused, with the reason."""
    with pytest.raises(ConfigurationError) as caught:
        StoreURL(url)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "url", ["redis://u:correct-horse@", "rediss://:correct-horse@store/x", "http://:correct-horse@x"]
)
def test_an_error_shows_no_password(url: str) -> None:
    """Neither does the chain of the error."""
    with pytest.raises(ConfigurationError) as caught:
        StoreURL(url)
    shown = f"{caught.value!r} {caught.value.__cause__!r} {caught.value.__context__!r}"
    assert "horse" not in shown


def test_its_secrets() -> None:
    """Passwords are known in the spelling that a server repeats."""
    assert StoreURL("redis://me:correct%20horse@store").secrets == ("correct horse",)
    assert StoreURL("unix:///run/x?password=battery").secrets == ("battery",)
