"""Lists of incidents, what they show, and comments."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import ManualClock

from ._calls import BODIES, Caller


@pytest.fixture
def names(call: Caller, clock: ManualClock) -> dict[str, str]:
    """Incidents by name: two of a monitor and one of a heartbeat on the 12th, one by hand on the 14th."""
    monitor = call.monitor()
    beat = call.make("v2/heartbeats", BODIES["heartbeat"])
    for status in ("down", "up", "down"):
        call.sandbox.set_monitor_status(monitor, status)
    call("POST", call.attributes(f"v2/heartbeats/{beat}")["url"] + "/fail", token=None)
    ended, ongoing, missed = call.ids("v3/incidents")
    call("POST", f"v3/incidents/{missed}/acknowledge")
    clock.advance(2 * 86_400)
    tagged = {
        "Region": [{"type": "String", "value": "eu"}, "us"],
        "Owner": [{"type": "User", "email": "a@b.example"}],
    }
    by_hand = call.make("v3/incidents", {**BODIES["incident"], "metadata": tagged})
    known = {"monitor": monitor, "beat": beat}
    return known | {"ended": ended, "ongoing": ongoing, "missed": missed, "by_hand": by_hand}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "ended ongoing missed by_hand"),
        ("resolved=true", "ended"),
        ("resolved=false", "ongoing missed by_hand"),
        ("acknowledged=true", "missed"),
        ("acknowledged=false&resolved=false", "ongoing by_hand"),
        ("monitor_id={monitor}", "ended ongoing"),
        ("heartbeat_id={beat}", "missed"),
        ("monitor_id={beat}", ""),
        ("from=2026-01-13", "by_hand"),
        ("to=2026-01-13", "ended ongoing missed"),
        ("from=2026-01-12&to=2026-01-12", "ended ongoing missed"),
        ("from=2026-01-14&to=2026-01-14", "by_hand"),
        ("metadata[Region][][value]=eu", "by_hand"),
        ("metadata[Region][][value]=us", "by_hand"),
        ("metadata[Region][][value]=as", ""),
        ("metadata[Region][][value]=as&metadata[Region][][value]=us", "by_hand"),
        ("metadata[Owner][][type]=User&metadata[Owner][][email]=a@b.example", "by_hand"),
        ("metadata[Owner][][type]=Team&metadata[Owner][][email]=a@b.example", ""),
        ("metadata[Region][][value]=eu&metadata[Owner][][type]=Team", ""),
        ("team_name=other", ""),
    ],
)
@pytest.mark.parametrize("version", ["v2", "v3"])
def test_filters(call: Caller, names: dict[str, str], version: str, query: str, found: str) -> None:
    """Each documented filter narrows the list, and several do so together."""
    listed = call.ids(f"{version}/incidents?{query.format(**names)}")
    assert listed == [names[name] for name in found.split()]


def test_days_that_are_none(call: Caller) -> None:
    """A date that is none is refused rather than overlooked."""
    assert call("GET", "v3/incidents?from=yesterday").status_code == 400


@pytest.mark.parametrize(
    ("cause", "kind"), [("ongoing", "monitor"), ("missed", "heartbeat"), ("by_hand", None)]
)
def test_owner(call: Caller, names: dict[str, str], cause: str, kind: str | None) -> None:
    """One incident comes with what triggered it, and relates to it under its kind; a list only relates."""
    reply = call("GET", f"v3/incidents/{names[cause]}").json()
    related = reply["data"]["relationships"]
    assert [one["type"] for one in reply["included"]] == list(related) == ([kind] if kind else [])
    assert [one["id"] for one in reply["included"]] == [one["data"]["id"] for one in related.values()]
    assert "included" not in call("GET", "v3/incidents").json()


def test_an_incident_outlives_its_monitor(call: Caller, names: dict[str, str]) -> None:
    """Deleting the monitor leaves the incident readable."""
    call("DELETE", f"v2/monitors/{names['monitor']}")
    assert call("GET", f"v3/incidents/{names['ongoing']}").status_code == 200


def test_metadata_by_version(call: Caller, names: dict[str, str]) -> None:
    """v3 shows arrays of typed values, v2 one string for each key."""
    new = call.attributes(f"v3/incidents/{names['by_hand']}")["metadata"]
    assert new["Region"] == [{"type": "String", "value": "eu"}, {"type": "String", "value": "us"}]
    old = call.attributes(f"v2/incidents/{names['by_hand']}")["metadata"]
    assert old == {"Region": "eu", "Owner": "a@b.example"}


def test_comments(call: Caller) -> None:
    """A comment repeats its id as a number, and can be changed."""
    incident = call.make("v3/incidents", BODIES["incident"])
    comments = f"v2/incidents/{incident}/comments"
    made = call.make(comments, {"content": "One", "user_email": "admin@main.example"})
    attributes = call.attributes(f"{comments}/{made}")
    assert set(attributes) == {"id", "content", "created_at", "updated_at"}
    assert attributes["id"] == int(made)
    assert call.patch(f"{comments}/{made}", content="Two")["content"] == "Two"
    assert call("POST", comments, {"content": ""}).status_code == 422
