"""Where a ping goes, and what a ping URL stands for."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit import InputError
from uptimekit.healthchecks import BadAPIRequestError
from uptimekit.healthchecks.ping_address import PingAddress, ping_address, read_ping_url

UUID = "0a0a0a0a-1111-4222-8333-bbbbbbbb1eaf"
KEY = "fqOOd6-F4MMNuCEnzTU01w"


@pytest.mark.parametrize(
    ("url", "server", "made"),
    [
        (f"https://hc-ping.com/{UUID}", "https://hc-ping.com", PingAddress(UUID)),
        (f" https://hc-ping.com/{UUID.upper()}/\n", "https://hc-ping.com", PingAddress(UUID)),
        (f"https://hc-ping.com/{KEY}/job", "https://hc-ping.com", PingAddress("", "job", KEY)),
        (f"https://hc-ping.com/{KEY}/job?create=1", "https://hc-ping.com", PingAddress("", "job", KEY, True)),
        (f"https://hc-ping.com/{KEY}/fail", "https://hc-ping.com", PingAddress("", "fail", KEY)),
        (f"https://hc-ping.com/{KEY}/ping", "https://hc-ping.com", PingAddress("", "ping", KEY)),
        (f"http://10.0.0.1:8000/ping/{UUID}", "http://10.0.0.1:8000/ping", PingAddress(UUID)),
        (f"http://[::1]:8000/ping/{KEY}/7", "http://[::1]:8000/ping", PingAddress("", "7", KEY)),
        (f"https://x.org/ping/ping/{KEY}/job", "https://x.org/ping/ping", PingAddress("", "job", KEY)),
        (f"https://x.example.org/hc/ping/{UUID}", "https://x.example.org/hc/ping", PingAddress(UUID)),
        (
            f"https://x.example.org/hc/ping/{KEY}/job",
            "https://x.example.org/hc/ping",
            PingAddress("", "job", KEY),
        ),
        (f"https://x.example.org/p/{KEY}/job", "https://x.example.org/p", PingAddress("", "job", KEY)),
    ],
)
def test_ping_urls(url: str, server: str, made: PingAddress) -> None:
    """Hosted, self-hosted, below a path, at an endpoint of its own: each URL is split into server and check."""
    address = read_ping_url(url)
    assert (address.uuid, address.slug, address.ping_key, address.create) == (
        made.uuid,
        made.slug,
        made.ping_key,
        made.create,
    )
    assert address.server == server
    assert UUID not in repr(address)
    assert KEY not in repr(address)


@pytest.mark.parametrize("behind", ["start", "fail", "log", "0", "7", "255"])
@pytest.mark.parametrize(
    "check",
    [f"https://hc-ping.com/{UUID}", f"https://hc-ping.com/{KEY}/job", f"https://x.org/ping/{KEY}/job"],
)
def test_an_action_in_a_ping_url(check: str, behind: str) -> None:
    """An URL that has an action already would fail each run, or start it twice: it is refused by that action."""
    with pytest.raises(
        InputError, match=f"^url must end with the check: leave out /{behind}, which the ping methods"
    ):
        read_ping_url(f"{check}/{behind}")


@pytest.mark.parametrize(
    ("url", "says"),
    [
        (None, "must be a string, not NoneType"),
        (UUID, "this is a UUID: pass it as uuid="),
        ("nightly-backup", "is not a ping URL"),
        ("", "is not a ping URL"),
        ("https://hc-ping.com", "is not a ping URL"),
        ("https://hc-ping.com/", "is not a ping URL"),
        (f"https://hc-ping.com/{KEY}", "is not a ping URL"),
        (f"hc-ping.com/{UUID}", "needs http:// or https://"),
        (f"ftp://hc-ping.com/{UUID}", "needs http:// or https://"),
        (f"https://user:{KEY}@hc-ping.com/{UUID}", "must not carry a user name"),
        (f"https://hc-ping.com/{UUID}#x", "must not carry a fragment"),
        (f"https://[hc-ping.com/{UUID}", "is not a URL"),
        (f"https://hc-ping.com/{UUID}/details", "leave out what follows it"),
        (f"https://hc-ping.com/{UUID}/start/fail", "leave out what follows it"),
        (f"https://hc-ping.com/{UUID}?rid={UUID}", "may have no query"),
        (f"https://hc-ping.com/{UUID}?create=1", "may have no query, except for create=1 behind a slug"),
        (f"https://hc-ping.com/{KEY}/job?create=yes", "may have no query"),
        (f"https://hc-ping.com/{KEY}/Job", "must end with a slug of a-z"),
        (f"https://hc-ping.com/{KEY}/a.b", "must end with a slug of a-z"),
        ("https://hc-ping.com/hcw_0123456789/job", "has no ping key"),
        (f"https://healthchecks.io/api/v3/checks/{UUID}", "is not a ping URL"),
        (f"https://healthchecks.io/checks/{UUID}", "is not a ping URL"),
        (f"https://healthchecks.io/checks/{UUID}/details/", "leave out what follows it"),
        (f"https://{{x}}.org/{UUID}", "is not a URL|needs http"),
    ],
)
def test_what_is_no_ping_url(url: Any, says: str) -> None:
    """Anything else is refused in one line that does not repeat it."""
    with pytest.raises(InputError, match=f"^url .*({says})") as caught:
        read_ping_url(url)
    assert caught.value.field == "url"
    assert "\n" not in str(caught.value)
    for secret in (UUID, KEY):
        assert secret not in str(caught.value)


def test_one_of_three() -> None:
    """A ping has one address: its UUID, its slug with the client's key, its URL, or the default of its client."""
    default = PingAddress(uuid=UUID)
    assert ping_address(UUID, "", "", False, "").uuid == UUID
    assert ping_address("", "job", "", True, KEY) == PingAddress("", "job", KEY, True)
    assert ping_address("", "", f"https://hc-ping.com/{UUID}", False, "").uuid == UUID
    assert ping_address("", "", "", False, "", default) == default
    assert ping_address("", "job", "", False, KEY, default).slug == "job"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ((UUID, "job", "", False, KEY), "give one of uuid, slug and url, not several"),
        (("", "job", "https://hc-ping.com/x", False, KEY), "give one of uuid, slug and url, not several"),
        (("", "", "", False, KEY), "give the uuid, the slug or the url"),
        (("", "job", "", False, ""), "needs the project's ping key"),
        (("", "job", "", False, "hcr_" + "k" * 28), "ping_key is an API key, since it begins with hcr_"),
        ((UUID, "", "", True, KEY), "create=True works with a slug only"),
        (("", "", f"https://hc-ping.com/{UUID}", True, KEY), "create=True works with a slug only"),
    ],
)
def test_what_does_not_go_together(given: Any, says: str) -> None:
    """Arguments that contradict each other raise the documented class, and nothing is sent."""
    with pytest.raises(BadAPIRequestError, match=f"{says}.*nothing was sent"):
        ping_address(*given)
