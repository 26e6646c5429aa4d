"""Checks through the Management API."""

from __future__ import annotations

import pytest

from .._calls import Caller


@pytest.mark.parametrize("key", ["rw", "ro"])
def test_get_by_unique_key(call: Caller, key: str) -> None:
    """Both kinds of key find a check by its unique key, in lower case only."""
    job = call.create(name="x")
    unique_key = call("GET", f"checks/{job}", key="ro").json()["unique_key"]
    assert call("GET", f"checks/{unique_key}", key=key).json()["name"] == "x"
    missed = call("GET", f"checks/{unique_key.upper()}", key=key)
    assert (missed.status_code, missed.text) == (404, "")


def test_list_filters(call: Caller) -> None:
    """Tags are ANDed and exact, the last slug counts, an empty slug filters nothing."""
    call.create(name="a", slug="a", tags="prod db")
    call.create(name="b", slug="b", tags="prod")

    def listed(query: str) -> list[str]:
        return [check["name"] for check in call("GET", f"checks/?{query}").json()["checks"]]

    assert listed("tag=prod") == ["a", "b"]
    assert listed("tag=prod&tag=db") == ["a"]
    assert listed("tag=Prod") == listed("tag=prod%20db") == listed("tag=prod,db") == listed("tag=") == []
    assert listed("slug=a&slug=b") == ["b"]
    assert listed("slug=") == ["a", "b"]
    assert listed("slug=c") == []


def test_resume_forgets_the_last_ping(call: Caller) -> None:
    """Resuming brings a paused check back to new, without a last ping."""
    job = call.create()
    call.ping(job)
    paused = call("POST", f"checks/{job}/pause").json()
    assert (paused["status"], paused["last_ping"]) == ("paused", "2026-01-12T09:00:00+00:00")
    resumed = call("POST", f"checks/{job}/resume").json()
    assert (resumed["status"], resumed["last_ping"], resumed["n_pings"]) == ("new", None, 1)


def test_update_judges_unique_and_ignores_it(call: Caller) -> None:
    """In an update `unique` must be well formed but has no effect."""
    job = call.create(name="x")
    assert call("POST", f"checks/{job}", {"name": "y", "unique": ["name"]}).json()["name"] == "y"
    assert call("POST", f"checks/{job}", {"unique": ["desc"]}).status_code == 400


def test_channels(call: Caller) -> None:
    """The channels of the project are listed with id, name and kind."""
    listed = call("GET", "channels/").json()["channels"]
    assert [(channel["name"], channel["kind"]) for channel in listed] == [
        ("Ops mail", "email"),
        ("Hook", "webhook"),
    ]
    assert [channel["id"] for channel in listed] == [str(channel.id) for channel in call.project.channels]
