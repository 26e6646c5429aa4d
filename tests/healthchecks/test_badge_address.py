"""The address of a badge."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit import DecodingError, InputError
from uptimekit.healthchecks import Badges, Check
from uptimekit.healthchecks.badge_address import badge_address, check_badge_uuid


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
