"""Arguments and addresses before the generated client takes over."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from uptimekit import ConfigurationError, DecodingError, InputError
from uptimekit.healthchecks import Badges, Check
from uptimekit.healthchecks._setup import (
    API_URL,
    PING_OPTIONS,
    PING_URL,
    addresses,
    badge_address,
    check_badge_uuid,
    flip_window,
    tag_filter,
)


@pytest.mark.parametrize(
    ("api_url", "site", "ping"),
    [
        (API_URL, "https://healthchecks.io", PING_URL),
        ("https://healthchecks.io/api", "https://healthchecks.io", PING_URL),
        ("HTTPS://Healthchecks.IO/api/", "HTTPS://Healthchecks.IO", PING_URL),
        ("https://hc.example.org/api/", "https://hc.example.org", "https://hc.example.org/ping/"),
        ("http://10.0.0.1:8000/hc/api", "http://10.0.0.1:8000/hc", "http://10.0.0.1:8000/hc/ping/"),
    ],
)
def test_addresses(api_url: str, site: str, ping: str) -> None:
    """The site and, unless it was given, the ping address follow from the API's address."""
    found = addresses(api_url, PING_URL, 3)
    assert (found["site_url"], found["ping_url"], found["version"]) == (site, ping, "v3")
    assert found["base_url"].endswith("/api/{version}")
    assert addresses(api_url, "https://p.example.org", 1)["ping_url"] == "https://p.example.org"


@pytest.mark.parametrize("ending", ["v1", "v2/", "v3"])
def test_an_address_with_a_version_is_refused(ending: str) -> None:
    """The usual slip of passing the version in the address is told."""
    with pytest.raises(ConfigurationError, match="before the version"):
        addresses(f"https://hc.example.org/api/{ending}", PING_URL, 3)


@pytest.mark.parametrize(
    "given", ["hc.example.org/api/", "ftp://hc.example.org/", "https://u:p@hc.example.org/", "", None]
)
def test_a_broken_address_is_told_by_the_argument_it_came_in(given: Any) -> None:
    """The text names `api_url`, which is what the caller wrote, and not the generated client's `base_url`."""
    with pytest.raises(ConfigurationError, match=r"^api_url "):
        addresses(given, PING_URL, 3)


def test_ping_options() -> None:
    """Pings have time-outs of ten seconds, five retries and a minute in all."""
    assert PING_OPTIONS == {"timeout": 10.0, "retries": 5, "deadline": 60.0}


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (0, 0),
        (datetime(2026, 1, 12, 9, tzinfo=UTC), 1_768_208_400),
        (datetime(2026, 1, 12, 11, tzinfo=timezone(timedelta(hours=2))), 1_768_208_400),
        (datetime(2026, 1, 12, 9, 0, 0, 1, tzinfo=UTC), 1_768_208_401),
    ],
)
@pytest.mark.parametrize("field", ["start", "end"])
def test_flip_window(field: str, moment: Any, expected: int) -> None:
    """Datetimes become whole timestamps, rounded up: flips have whole seconds, and a window begins inclusive."""
    window = {"start": None, "end": None, field: moment}
    assert flip_window(None, **window) == {field: expected}
    assert flip_window(5, None, None) == {"seconds": 5}
    assert flip_window(0, 0, 0) == {"seconds": 0, "start": 0, "end": 0}


@pytest.mark.parametrize("moment", [datetime(2026, 1, 12), date(2026, 1, 12), 1.5, "now"])
@pytest.mark.parametrize("field", ["start", "end"])
def test_flip_window_refuses(field: str, moment: Any) -> None:
    """A datetime without a zone, and what is no moment at all, is refused under the argument's name."""
    window = {"start": None, "end": None, field: moment}
    with pytest.raises(InputError, match=f"^{field} must be") as caught:
        flip_window(None, **window)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("tags", "expected"),
    [(None, []), ("a", ["a"]), (["a", "b"], ["a", "b"]), (("a",), ["a"]), ([], []), ("", [""])],
)
def test_tag_filter(tags: Any, expected: list[str]) -> None:
    """A string is one tag, not its letters."""
    assert tag_filter(tags) == expected


def _badges(path: str) -> Badges:
    return Badges(
        svg="",
        svg3="",
        shields="",
        shields3="",
        json_url=f"http://internal{path}-2/tag.json",
        json3_url=f"http://internal{path}",
    )


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/badge/key/sig/prod.json", ("key", "sig", "prod")),
        ("/badge/key/sig/db%2540dc1.json", ("key", "sig", "db@dc1")),
        ("/monitoring/badge/key/sig/a%252Fb.json", ("key", "sig", "a/b")),
        ("/badge/key/sig.json", ("key", "sig", None)),
    ],
)
def test_badge_address(path: str, expected: tuple[str, str, str | None]) -> None:
    """The parts of a badge's address come from its path, decoded twice; its host does not matter."""
    assert badge_address({"t": _badges(path)}, "t", True) == expected


@pytest.mark.parametrize("address", [None, 5, True, ["x"], {}, "http://["])
def test_badge_address_that_is_none(address: Any) -> None:
    """What is no address at all is a DecodingError, of a tag and of a check."""
    badges = _badges("/badge/key/sig.json")
    badges.json3_url = address
    with pytest.raises(DecodingError, match="badge"):
        badge_address({"t": badges}, "t", True)
    check = _check(None)
    check.badge_url = address
    with pytest.raises(DecodingError if address else InputError, match="badge"):
        check_badge_uuid(check)


@pytest.mark.parametrize("path", ["", "/badge/key.json", "/badge/a/b/c/d.json"])
def test_odd_badge_address(path: str) -> None:
    """An address of another form is a DecodingError."""
    with pytest.raises(DecodingError, match="badge"):
        badge_address({"t": _badges(path)}, "t", True)


def _check(badge_url: str | None) -> Check:
    return Check.from_api_result({"badge_url": badge_url})


def test_check_badge() -> None:
    """A check's badge is known by the id in its address; a server before 3.10 sends none."""
    assert check_badge_uuid(_check("https://hc.example.org/b/2/some-id.svg")) == "some-id"
    with pytest.raises(InputError, match=r"3\.10"):
        check_badge_uuid(_check(None))
