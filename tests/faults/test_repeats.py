"""The fault cases of Healthchecks calls that look safe to repeat, and of bodies that a server cuts."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from tests.runtime._kit import Driver, ok

from uptimekit import NetworkError
from uptimekit.healthchecks import CheckCreate

from ._facades import CHECK, healthchecks_client
from ._network import Play, Played
from ._server import Seen, reset_after_request

LOST = Played(httpx.ReadError("reset"), reset_after_request)
MADE = {
    "name": "job",
    "slug": "job",
    "tags": "",
    "status": "new",
    "grace": 60,
    "n_pings": 0,
    "manual_resume": False,
}


@pytest.mark.parametrize(
    "fields",
    [
        {"tags": "x", "unique": ["name"]},
        {"name": "x", "timeout": 600, "schedule": "* * * * *", "unique": ["name", "timeout"]},
    ],
    ids=["not given", "dropped by the server"],
)
@pytest.mark.fault(90)
def test_case_90_an_upsert_without_its_field(fields: dict[str, Any], driver: Driver, play: Play) -> None:
    """A create whose unique field is not given, or dropped, makes a second check: it is not sent again."""
    peer = play(LOST, ok(MADE))
    client = healthchecks_client(driver, peer)
    with pytest.raises(NetworkError) as caught:
        driver.run(client.api.checks.create(**fields))
    assert (caught.value.maybe_sent, len(peer.requests)) == (True, 1)
    peer = play(LOST, ok(MADE))
    made = driver.run(
        healthchecks_client(driver, peer).create_check(CheckCreate(name="job", unique=["name"]))
    )
    assert (made.name, len(peer.requests)) == ("job", 2)


@pytest.mark.parametrize("letter", ["x", "ü", "€", "\U0001f600"])
@pytest.mark.fault(91)
def test_case_91_the_first_long_ping(letter: str, driver: Driver, play: Play) -> None:
    """Until the server's limit is known, 10,000 bytes are sent, cut between two characters."""

    def answer(sent: Seen) -> httpx.Response:
        return httpx.Response(200, text="OK", headers={"Ping-Body-Limit": "50000"})

    peer = play(answer)
    client = healthchecks_client(driver, peer)
    for data in ("a" + letter * 60_000, ("a" + letter * 60_000).encode()):
        driver.run(client.success_ping(uuid=CHECK, data=data))
    first, second = (sent.body for sent in peer.requests)
    assert 10_000 - len(letter.encode()) < len(first) <= 10_000
    assert 50_000 - len(letter.encode()) < len(second) <= 50_000
    bodies: list[Any] = [first.decode(), second.decode()]  # valid to the last character
    assert [set(body[1:]) for body in bodies] == [{letter}] * 2
