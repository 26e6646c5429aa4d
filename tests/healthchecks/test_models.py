"""What is read from the server's JSON, and from odd JSON."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, datetime
from typing import Any

import pytest

from uptimekit import DecodingError
from uptimekit.healthchecks import Badges, Check, CheckPings, CheckStatuses, Integration, Upsert

from ._support import UUID

CHECK = {
    "name": "Job",
    "slug": "job",
    "tags": "a b",
    "grace": 60,
    "n_pings": 3,
    "status": "up",
    "manual_resume": False,
    "last_ping": "2026-11-20T21:36:53+00:00",
    "next_ping": None,
    "ping_url": f"https://hc-ping.com/{UUID}",
    "channels": "id-1,id-2",
}
PING = {
    "type": "success",
    "date": "2026-11-20T21:36:53.168839+00:00",
    "n": 4,
    "scheme": "https",
    "remote_addr": "2001:db8::1",
    "method": "POST",
    "ua": "curl/8.0",
    "rid": None,
    "duration": 2.75,
    "body_url": f"https://healthchecks.io/api/v3/checks/{UUID}/pings/4/body",
}
BADGES = {
    name: f"https://example.org/{name}" for name in ("svg", "svg3", "json", "json3", "shields", "shields3")
}


def test_check() -> None:
    """A check from JSON has typed fields, its tags and channels one by one, and None for what was not sent."""
    check = Check.from_api_result(CHECK)
    assert (check.name, check.status, check.n_pings, check.timeout) == ("Job", "up", 3, None)
    assert check.last_ping == datetime(2026, 11, 20, 21, 36, 53, tzinfo=UTC)
    assert check.next_ping is None
    assert (check.tag_list, check.channel_ids) == (["a", "b"], ["id-1", "id-2"])
    assert type(check) is Check


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"uuid": "as-sent"}, "as-sent"),
        ({}, UUID),
        ({"ping_url": f"https://ping.example.org{UUID}"}, UUID),  # PING_ENDPOINT without its final slash
        ({"ping_url": f"{UUID}"}, UUID),
        ({"ping_url": "https://example.org/ping/something-that-is-long-but-no-uuid"}, None),
        ({"ping_url": ""}, None),
        ({"ping_url": None}, None),
    ],
)
def test_uuid_from_ping_url(sent: dict[str, Any], expected: str | None) -> None:
    """The UUID is what the server sent, else what ends the ping URL; None if there is none."""
    assert Check.from_api_result({**CHECK, **sent}).uuid == expected


def test_validate_uuid() -> None:
    """The documented class method returns the value it got, or looks into the other values."""
    assert Check.validate_uuid("x", {}) == "x"
    assert Check.validate_uuid(None, {"ping_url": f"https://hc-ping.com/{UUID}"}) == UUID
    assert Check.validate_uuid(None, {}) is None


def test_unknown_values_and_fields_survive() -> None:
    """A status that we do not know reads as its text, and a new field is kept aside."""
    check = Check.from_api_result({**CHECK, "status": "hibernating", "mood": "good"})
    assert check.status == "hibernating"
    assert check.extra["mood"] == "good"


@pytest.mark.parametrize("twin", [copy.copy, copy.deepcopy, lambda model: pickle.loads(pickle.dumps(model))])
def test_models_copy_and_pickle(twin: Any) -> None:
    """Every model survives copy and pickle."""
    for model in (
        Check.from_api_result({**CHECK, "mood": "good"}),
        CheckPings.from_api_result(PING),
        CheckStatuses(timestamp=datetime(2026, 1, 1, tzinfo=UTC), up=1),
        Integration(id="1", name="Ops mail", kind="email"),
        Badges.from_api_result(BADGES),
    ):
        again = twin(model)
        assert (type(again), again) == (type(model), model)


def test_ping() -> None:
    """A ping from JSON has the documented names for its number and user agent."""
    ping = CheckPings.from_api_result(PING)
    assert (ping.type, ping.number_of_pings, ping.user_agent, ping.duration) == (
        "success",
        4,
        "curl/8.0",
        2.75,
    )
    assert ping.date == datetime(2026, 11, 20, 21, 36, 53, 168839, tzinfo=UTC)
    assert (ping.rid, ping.body_url) == (None, PING["body_url"])


def test_mail_ping_without_duration() -> None:
    """A ping by e-mail, without address, duration, run id or body, reads as such."""
    short = {name: PING[name] for name in ("type", "date", "n", "ua")}
    ping = CheckPings.from_api_result({**short, "scheme": "email", "remote_addr": None, "method": ""})
    assert (ping.scheme, ping.remote_addr, ping.method) == ("email", None, "")
    assert (ping.duration, ping.rid, ping.body_url) == (None, None, None)


def test_flip_integration_and_badges() -> None:
    """The other models read their documented fields."""
    flip = CheckStatuses.from_api_result({"timestamp": "2026-11-20T21:36:53+00:00", "up": 0})
    assert flip == CheckStatuses(timestamp=datetime(2026, 11, 20, 21, 36, 53, tzinfo=UTC), up=0)
    channel = Integration.from_api_result({"id": "1", "name": "", "kind": "brand-new"})
    assert (channel.id, channel.name, channel.kind) == ("1", "", "brand-new")
    badges = Badges.from_api_result(BADGES)
    assert (badges.json_url, badges.json3_url) == (BADGES["json"], BADGES["json3"])


@pytest.mark.parametrize(
    ("model", "data"),
    [
        (Check, []),
        (Check, None),
        (CheckPings, "secret"),
        (CheckStatuses, "secret"),
        (Integration, 5),
        (Badges, ["secret"]),
    ],
)
def test_other_shapes(model: Any, data: Any) -> None:
    """What is no such object raises DecodingError, which does not repeat it."""
    with pytest.raises(DecodingError, match=model.__name__) as caught:
        model.from_api_result(data)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("model", "data", "attribute", "reading"),
    [
        (Check, {**CHECK, "last_ping": "yesterday"}, "last_ping", None),
        (Check, {**CHECK, "status": 5}, "status", "5"),
        (Check, {**CHECK, "tags": ["a"]}, "tag_list", []),
        (Check, {**CHECK, "channels": 5}, "channel_ids", []),
        (CheckPings, {**PING, "date": "yesterday"}, "date", None),
        (CheckStatuses, {"timestamp": "yesterday", "up": 1}, "timestamp", None),
    ],
)
def test_one_odd_value(model: Any, data: Any, attribute: str, reading: Any) -> None:
    """One value of another type fails no object: it reads as what it is, or as None."""
    assert getattr(model.from_api_result(data), attribute) == reading


def test_upsert_unpacks() -> None:
    """The result of an upsert is a pair with names."""
    check = Check.from_api_result(CHECK)
    result = Upsert(check, created=True)
    assert tuple(result) == (result.check, result.created) == (check, True)
