"""Postmortems of incidents."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import ManualClock

from ._calls import Caller


@pytest.fixture
def path(call: Caller) -> str:
    """The path of the postmortem of a resolved incident."""
    return f"incidents/{call.incident(status='resolved')['id']}/postmortem"


def _save(call: Caller, path: str, text: str = "The disk was full.") -> dict[str, object]:
    saved: dict[str, object] = call.ok("PUT", path, {"postmortem": {"body_draft": text}})
    return saved


def test_there_is_none_at_first(call: Caller, path: str) -> None:
    """Without a draft there is nothing to get, publish, take back or delete."""
    assert call("GET", path).status_code == 404
    assert call("PUT", f"{path}/publish", {"postmortem": {}}).status_code == 404
    assert call("PUT", f"{path}/revert").status_code == 404
    assert call("DELETE", path).status_code == 404


def test_a_draft(call: Caller, path: str, clock: ManualClock) -> None:
    """A draft is written, and written anew, under the same preview key."""
    saved = _save(call, path)
    assert (saved["body_draft"], saved["body"], saved["published_at"]) == ("The disk was full.", None, None)
    assert (saved["notify_subscribers"], saved["notify_twitter"], saved["custom_tweet"]) == (
        False,
        False,
        None,
    )
    clock.advance(60)
    again = _save(call, path, "Two disks were full.")
    assert again["preview_key"] == saved["preview_key"]
    assert (again["body_draft"], again["body_draft_updated_at"]) == (
        "Two disks were full.",
        "2026-01-12T09:01:00Z",
    )
    assert again["created_at"] == "2026-01-12T09:00:00Z"
    assert call.get(path) == again


def test_publishing_and_taking_back(call: Caller, path: str) -> None:
    """The draft becomes the text, and the text is gone when it is taken back; the draft stays."""
    _save(call, path)
    body = {"postmortem": {"notify_subscribers": True, "custom_tweet": "Solved"}}
    published = call.ok("PUT", f"{path}/publish", body)
    assert (published["body"], published["published_at"]) == ("The disk was full.", "2026-01-12T09:00:00Z")
    assert (published["notify_subscribers"], published["custom_tweet"]) == (True, "Solved")
    incident = path.removesuffix("/postmortem")
    assert call.get(incident)["status"] == "postmortem"
    back = call.ok("PUT", f"{path}/revert")
    assert (back["body"], back["published_at"], back["body_draft"]) == (None, None, "The disk was full.")
    assert call.get(incident)["status"] == "resolved"
    assert call("PUT", f"{path}/revert").status_code == 400


def test_the_envelope_is_needed_to_publish(call: Caller, path: str) -> None:
    """Publishing takes an object without members, but not no body."""
    _save(call, path)
    assert call("PUT", f"{path}/publish").status_code == 400
    assert call("PUT", f"{path}/publish", {"postmortem": {}}).status_code == 200


def test_a_new_draft_changes_nothing_that_is_published(call: Caller, path: str) -> None:
    """What is published stays as it is until the draft is published again."""
    _save(call, path)
    call.ok("PUT", f"{path}/publish", {"postmortem": {}})
    assert _save(call, path, "News.")["body"] == "The disk was full."
    assert call.ok("PUT", f"{path}/publish", {"postmortem": {}})["body"] == "News."


@pytest.mark.parametrize("inner", [{}, {"body_draft": ""}, {"body_draft": None}])
def test_unfit_drafts(call: Caller, path: str, inner: dict[str, object]) -> None:
    """A draft needs text."""
    call.refused("PUT", path, {"postmortem": inner})
    assert call("GET", path).status_code == 404


def test_deleting(call: Caller, path: str) -> None:
    """A deleted postmortem is answered with 204, and the incident is as it was before it."""
    _save(call, path)
    call.ok("PUT", f"{path}/publish", {"postmortem": {}})
    assert call("DELETE", path).status_code == 204
    assert call("GET", path).status_code == 404
    assert call.get(path.removesuffix("/postmortem"))["status"] == "resolved"
