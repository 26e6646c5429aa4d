"""Pages and the links between them."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from uptimekit.sandbox import BetterStackSandbox, ManualClock

from ._calls import Caller


@pytest.fixture
def many(clock: ManualClock) -> Caller:
    """520 monitors and 60 incidents in one team."""
    return Caller(BetterStackSandbox(clock=clock, teams=["main"], monitors=520, incidents=60))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("v2/monitors", 50),
        ("v2/monitors?per_page=250", 250),
        ("v2/monitors?per_page=251", 250),
        ("v2/monitors?per_page=3", 3),
        ("v2/monitors?per_page=0", 50),
        ("v2/monitors?per_page=many", 50),
        ("v2/monitors?page=-1", 50),
        ("v2/monitors?page=11", 20),
        ("v2/monitors?page=12", 0),
        ("v3/incidents", 10),
        ("v3/incidents?per_page=250", 50),
        ("v2/incidents?per_page=50", 50),
    ],
)
def test_sizes(many: Caller, path: str, expected: int) -> None:
    """Defaults and largest sizes are those of the endpoint; what is no number is as if not sent."""
    assert len(many.ids(path)) == expected


def _page(link: str | None) -> int | None:
    return None if link is None else int(parse_qs(urlsplit(link).query)["page"][0])


@pytest.mark.parametrize(
    ("page", "prev", "next_page"), [(1, None, 2), (2, 1, 3), (3, 2, None), (4, 3, None), (9, 3, None)]
)
def test_links(many: Caller, page: int, prev: int | None, next_page: int | None) -> None:
    """First and last are always there, prev and next where there is something to go to."""
    links = many("GET", f"v2/monitors?per_page=200&page={page}").json()["pagination"]
    assert {name: _page(link) for name, link in links.items()} == {
        "first": 1,
        "last": 3,
        "prev": prev,
        "next": next_page,
    }


def test_following_next_gives_everything_once(many: Caller) -> None:
    """The links lead through the whole list, with the other parameters kept."""
    url, seen = "/api/v2/monitors?per_page=200&team_name=main", list[str]()
    while url:
        reply = many("GET", url).json()
        seen += [one["id"] for one in reply["data"]]
        url = (reply["pagination"]["next"] or "").removeprefix("http://sandbox.test")
    assert len(seen) == len(set(seen)) == 520


def test_empty_list(call: Caller) -> None:
    """An empty list has one page, without neighbours."""
    links = call("GET", "v2/monitors").json()["pagination"]
    assert _page(links["first"]) == _page(links["last"]) == 1
    assert links["prev"] is links["next"] is None


def test_links_may_name_another_host(clock: ManualClock) -> None:
    """On request the links name the host that the service names."""
    call = Caller(BetterStackSandbox(clock=clock, monitors=3, link_host="incidents.betterstack.com"))
    links = call("GET", "v2/monitors?per_page=1").json()["pagination"]
    assert links["next"] == "https://incidents.betterstack.com/api/v2/monitors?per_page=1&page=2"
