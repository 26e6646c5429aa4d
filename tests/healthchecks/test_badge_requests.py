"""Requests of badges, from the addresses that a server names."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit import DecodingError, InputError
from uptimekit.healthchecks import Badges, Check
from uptimekit.healthchecks.badge_requests import check_badge, tag_badge
from uptimekit_clients.healthchecks import requests


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
    badge_key, signature, tag = expected
    made = tag_badge({"t": _badges(path)}, "t", True)
    if tag is None:
        wanted = requests.badges.get_project_json(badge_key, signature)
    else:
        wanted = requests.badges.get_tag_json(badge_key, signature, tag)
    assert (made.operation, made.path) == (wanted.operation, wanted.path)


@pytest.mark.parametrize("address", [None, 5, True, ["x"], {}, "http://["])
def test_badge_address_that_is_none(address: Any) -> None:
    """What is no address at all is a DecodingError, of a tag and of a check."""
    badges = _badges("/badge/key/sig.json")
    badges.json3_url = address
    with pytest.raises(DecodingError, match="badge"):
        tag_badge({"t": badges}, "t", True)
    check = _check(None)
    check.badge_url = address
    with pytest.raises(DecodingError if address else InputError, match="badge"):
        check_badge(check, True)


@pytest.mark.parametrize("path", ["", "/badge/key.json", "/badge/a/b/c/d.json"])
def test_odd_badge_address(path: str) -> None:
    """An address of another form is a DecodingError."""
    with pytest.raises(DecodingError, match="badge"):
        tag_badge({"t": _badges(path)}, "t", True)


def _check(badge_url: str | None) -> Check:
    return Check.from_api_result({"badge_url": badge_url})


def test_check_badge() -> None:
    """A check's badge is known by the id in its address; a server before 3.10 sends none."""
    check = _check("https://hc.example.org/b/2/11111111-2222-4333-8444-555555555555.svg")
    for three_states, states in ((True, 3), (False, 2)):
        wanted = requests.badges.get_check_json(states, "11111111-2222-4333-8444-555555555555")
        assert check_badge(check, three_states).path == wanted.path
    with pytest.raises(InputError, match=r"3\.10"):
        check_badge(_check(None), True)
