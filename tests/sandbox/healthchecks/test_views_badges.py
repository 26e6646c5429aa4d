"""Badges."""

from __future__ import annotations

import re
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
    """The shields format carries label, message and colour; the label of a project is the name of the site."""
    clock.advance(age)
    shown = _fetch(call, _badges(call)["*"]["shields3"]).json()
    assert shown == {"schemaVersion": 1, "label": "Mychecks", "message": message, "color": color}


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
    """A changed signature and an unknown format are empty 404s, and an unknown badge is the 404 page."""
    url = _badges(call)["prod"]["json"]
    check_badge = str(call.get(job)["badge_url"])
    wrong = [
        url.replace("/prod.", "/other."),
        url.replace(".json", ".gif"),
        re.sub(r"[^/]{10}/prod", "xxxxxxxx/prod", url),
        check_badge.replace(".svg", ".gif"),
        "/b/2/00000000-0000-4000-8000-000000000000.gif",
    ]
    assert [(reply.status_code, reply.text) for reply in (_fetch(call, item) for item in wrong)] == [
        (404, "")
    ] * 5
    unknown = _fetch(call, "/b/2/00000000-0000-4000-8000-000000000000.svg")
    assert (unknown.status_code, len(unknown.content)) == (404, 179)
    assert "access-control-allow-origin" not in unknown.headers


@pytest.mark.parametrize(
    ("tail", "word"), [("", "late"), ("-2", "up"), ("-3", "late"), ("x", "late"), ("-2x", "late")]
)
def test_eight_characters_of_a_signature_count(
    call: Caller, job: str, clock: ManualClock, tail: str, word: str
) -> None:
    """Whatever follows them is ignored, but exactly "-2" asks for two states."""
    url = _badges(call)["prod"]["json3"].replace("/prod.", f"{tail}/prod.")
    clock.advance(60)
    assert _fetch(call, url).json()["status"] == word


@pytest.mark.parametrize(("states", "word"), [("0", "up"), ("1", "up"), ("003", "late"), ("12", "up")])
def test_any_digits_are_states(call: Caller, job: str, clock: ManualClock, states: str, word: str) -> None:
    """The badge of a check is served for every number of states, and three of them tell lateness."""
    url = str(call.get(job)["badge_url"]).replace("/b/2/", f"/b/{states}/").replace(".svg", ".json")
    clock.advance(60)
    assert _fetch(call, url).json()["status"] == word


def test_the_label_of_a_check_without_a_name_is_its_uuid(call: Caller) -> None:
    """As on the pages of the server."""
    made = call.create()
    url = str(call.get(made)["badge_url"]).replace(".svg", ".shields")
    assert _fetch(call, url).json()["label"] == made


def test_a_badge_with_a_star_for_a_tag_is_no_badge(call: Caller, job: str) -> None:
    """A tag in the path is made of letters, digits and a few signs, which "*" is not."""
    url = _badges(call)["*"]["json"].replace(".json", "/*.json")
    assert len(_fetch(call, url).content) == 179


@pytest.mark.parametrize("method", ["GET", "OPTIONS", "HEAD"])
@pytest.mark.parametrize("ending", ["json", "gif"])
def test_badges_are_open_to_web_pages_and_not_cached(
    call: Caller, job: str, method: str, ending: str
) -> None:
    """Found or not, a badge has CORS headers, and headers that forbid to keep it; OPTIONS is an empty 204."""
    url = _badges(call)["*"]["json"].removeprefix("http://sandbox.test").replace("json", ending)
    reply = call(method, url, key=None)
    wanted = {"OPTIONS": 204, "HEAD": 405, "GET": 200 if ending == "json" else 404}
    assert reply.status_code == wanted[method]
    assert reply.headers["access-control-allow-origin"] == "*"
    assert reply.headers["access-control-allow-methods"] == "GET, OPTIONS"
    assert reply.headers["cache-control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert reply.headers["expires"] == "Mon, 12 Jan 2026 09:00:00 GMT"


def test_badges_are_read_only(call: Caller, job: str) -> None:
    """POST fails the framework's forgery check."""
    path = _badges(call)["*"]["json"].removeprefix("http://sandbox.test")
    posted = call("POST", path, key=None)
    assert posted.status_code == 403
    assert "<html" in posted.text
    assert "access-control-allow-origin" not in posted.headers


def test_tags_are_split_at_spaces(call: Caller) -> None:
    """Tabs, line feeds and other white space within a tag belong to it."""
    call.create(tags="\ta  b\tc d,e\u00a0f ")
    assert set(_badges(call)) == {"*", "a", "b\tc", "d,e\u00a0f"}
    assert len(call("GET", "checks/?tag=b%09c").json()["checks"]) == 1
    assert call("GET", "checks/?tag=b").json()["checks"] == []
