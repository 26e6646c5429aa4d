"""Badges."""

from __future__ import annotations

from xml.etree import ElementTree

import httpx
import pytest

from uptimekit.sandbox import ManualClock

from .._calls import Caller


@pytest.fixture
def job(call: Caller) -> str:
    """A check with two tags that has been pinged."""
    made = call.create(name="Job <1>", tags="prod db@dc1", timeout=60, grace=60)
    call.ping(made)
    return made


def _badges(call: Caller) -> dict[str, dict[str, str]]:
    shown: dict[str, dict[str, str]] = call("GET", "badges/", key="ro").json()["badges"]
    return shown


def _fetch(call: Caller, url: str) -> httpx.Response:
    return call("GET", url.removeprefix("http://sandbox.test"), key=None)


def test_list_has_every_tag_and_the_project(call: Caller, job: str) -> None:
    """One entry for each tag and one for "*", with six URLs each that all work."""
    badges = _badges(call)
    assert set(badges) == {"*", "prod", "db@dc1"}
    assert set(badges["*"]) == {"svg", "svg3", "json", "json3", "shields", "shields3"}
    assert all(_fetch(call, url).status_code == 200 for urls in badges.values() for url in urls.values())


def test_special_characters_are_doubly_encoded(call: Caller, job: str) -> None:
    """A tag with an @ appears as %2540 and its badge is about its checks."""
    url = _badges(call)["db@dc1"]["shields"]
    assert url.endswith("/db%2540dc1.shields")
    assert _fetch(call, url).json()["label"] == "db@dc1"


@pytest.mark.parametrize(
    ("age", "two_state", "three_state", "grace", "down"),
    [(0, "up", "up", 0, 0), (60, "up", "late", 1, 0), (120, "down", "down", 0, 1)],
)
def test_words(
    call: Caller,
    job: str,
    clock: ManualClock,
    age: int,
    two_state: str,
    three_state: str,
    grace: int,
    down: int,
) -> None:
    """Only a three-state badge tells lateness; new checks count as up."""
    call.create(tags="prod")
    clock.advance(age)
    urls = _badges(call)["prod"]
    counts = {"total": 2, "grace": grace, "down": down}
    assert _fetch(call, urls["json"]).json() == {"status": two_state, **counts}
    assert _fetch(call, urls["json3"]).json() == {"status": three_state, **counts}


@pytest.mark.parametrize(
    ("age", "message", "color"), [(0, "up", "success"), (60, "late", "important"), (120, "down", "critical")]
)
def test_shields(call: Caller, job: str, clock: ManualClock, age: int, message: str, color: str) -> None:
    """The shields format carries label, message and colour."""
    clock.advance(age)
    shown = _fetch(call, _badges(call)["*"]["shields3"]).json()
    assert shown == {"schemaVersion": 1, "label": "main", "message": message, "color": color}


@pytest.mark.parametrize("states", [2, 3])
def test_check_badge(call: Caller, job: str, clock: ManualClock, states: int) -> None:
    """A check's badge is well-formed SVG about that check, and JSON with another ending."""
    url = str(call.get(job)["badge_url"])
    assert "/b/2/" in url
    url = url.replace("/b/2/", f"/b/{states}/")
    clock.advance(60)
    image = _fetch(call, url)
    assert image.headers["content-type"].startswith("image/svg+xml")
    assert "no-cache" in image.headers["cache-control"]
    word = "late" if states == 3 else "up"
    assert f"Job <1>: {word}" in "".join(ElementTree.fromstring(image.text).itertext())
    assert _fetch(call, url.replace(".svg", ".json")).json()["status"] == word


def test_wrong_signature_and_format(call: Caller, job: str) -> None:
    """A changed signature, an unknown format and an unknown badge are empty 404s."""
    url = _badges(call)["prod"]["json"]
    check_badge = str(call.get(job)["badge_url"])
    wrong = [
        url.replace("/prod.", "/other."),
        url.replace(".json", ".gif"),
        url.replace("-2/", "-3/"),
        check_badge.replace(".svg", ".gif"),
        "/b/2/00000000-0000-4000-8000-000000000000.svg",
    ]
    assert [(reply.status_code, reply.text) for reply in (_fetch(call, item) for item in wrong)] == [
        (404, "")
    ] * 5


def test_badges_are_read_only(call: Caller, job: str) -> None:
    """HEAD is not offered, and POST fails the framework's forgery check."""
    path = _badges(call)["*"]["json"].removeprefix("http://sandbox.test")
    assert call("HEAD", path, key=None).status_code == 405
    posted = call("POST", path, key=None)
    assert posted.status_code == 403
    assert "<html" in posted.text
