"""What can be done to many subscribers at once."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import ManualClock, StatuspageSandbox

from ._calls import Caller

_ACTIONS = ("resend_confirmation", "reactivate", "unsubscribe")


def _post(call: Caller, action: str, **body: object) -> None:
    reply = call("POST", f"subscribers/{action}", body)
    assert (reply.status_code, reply.content) == (201, b"")


@pytest.mark.parametrize("action", _ACTIONS)
@pytest.mark.parametrize("subscribers", [None, "some", {}, [1]])
def test_who_must_be_said(call: Caller, action: str, subscribers: object) -> None:
    """It takes ids or the word all."""
    body = {} if subscribers is None else {"subscribers": subscribers}
    assert list(call.refused("POST", f"subscribers/{action}", body)) == ["subscribers"]


def test_resending(call: Caller) -> None:
    """Asking once more changes nobody."""
    call.subscriber(skip_confirmation_notification=False)
    before = call.get("subscribers?state=all")
    for who in ("all", [before[0]["id"]], ["nobody"]):
        _post(call, "resend_confirmation", subscribers=who)
    assert call.get("subscribers?state=all") == before


def test_reactivating(call: Caller) -> None:
    """Those who are quarantined become active, and only those."""
    lost, other = call.subscriber("lost@example.com"), call.subscriber("other@example.com")
    waiting = call.subscriber("waiting@example.com", skip_confirmation_notification=False)
    for one in (lost, other):
        call.sandbox.quarantine_subscriber(one["id"])
    _post(call, "reactivate", subscribers=[lost["id"], waiting["id"]])
    assert call.ids("subscribers") == [lost["id"]]
    assert call.ids("subscribers?state=quarantined") == [other["id"]]
    assert call.get(f"subscribers/{lost['id']}")["purge_at"] is None
    _post(call, "reactivate", subscribers="all", type="sms")
    assert call.ids("subscribers?state=quarantined") == [other["id"]]
    _post(call, "reactivate", subscribers="all")
    assert call.ids("subscribers?state=quarantined") == []


def test_unsubscribing(call: Caller) -> None:
    """Those that are named leave, of the active ones unless another state is said."""
    first, second = call.subscriber("first@example.com")["id"], call.subscriber("second@example.com")["id"]
    waiting = call.subscriber("waiting@example.com", skip_confirmation_notification=False)["id"]
    _post(call, "unsubscribe", subscribers=[first, waiting, "nobody"], skip_unsubscription_notification=True)
    assert call.ids("subscribers/unsubscribed") == [first]
    assert call.ids("subscribers?state=all") == [second, waiting]
    _post(call, "unsubscribe", subscribers=[waiting], state="all")
    assert call.ids("subscribers?state=all") == [second]


def test_unsubscribing_all(call: Caller) -> None:
    """All of one type or state leave."""
    call.sandbox.add_subscriber("slack")
    call.subscriber()
    _post(call, "unsubscribe", subscribers="all", type="slack")
    assert [one["mode"] for one in call.get("subscribers")] == ["email"]
    _post(call, "unsubscribe", subscribers="all")
    assert call.ids("subscribers?state=all") == []


@pytest.mark.parametrize(
    ("number", "who", "status"),
    [(99, "all", 201), (100, "all", 422), (1, ["x"] * 100, 201), (1, ["x"] * 101, 422)],
)
def test_how_many(clock: ManualClock, number: int, who: object, status: int) -> None:
    """All can leave where there are less than a hundred, and a hundred at most can be named."""
    call = Caller(StatuspageSandbox(clock=clock, subscribers=number))
    assert call("POST", "subscribers/unsubscribe", {"subscribers": who}).status_code == status


@pytest.mark.parametrize("field", ["type", "state"])
def test_unknown_words(call: Caller, field: str) -> None:
    """A type or state that is not known is refused."""
    body = {"subscribers": "all", field: "pigeon"}
    assert list(call.refused("POST", "subscribers/unsubscribe", body)) == [field]
