"""Postmortems, from the draft to the page and back."""

from __future__ import annotations

from typing import Any

import pytest

from ._support import Driver, act

P = "/v1/pages/page00000001"

CASES: list[tuple[str, tuple[Any, ...], dict[str, Any], Any, Any, str]] = [
    # action, arguments, attributes, what is sent, what is answered, class of the result
    (
        "postmortems.get",
        ("i1",),
        {},
        ("GET", f"{P}/incidents/i1/postmortem", {}, None),
        {"body": "b"},
        "Postmortem",
    ),
    (
        "postmortems.draft",
        ("i1", "What happened"),
        {},
        ("PUT", f"{P}/incidents/i1/postmortem", {}, {"postmortem": {"body_draft": "What happened"}}),
        {"body_draft": "What happened"},
        "Postmortem",
    ),
    (
        "postmortems.publish",
        ("i1",),
        {},
        ("PUT", f"{P}/incidents/i1/postmortem/publish", {}, {"postmortem": {}}),
        {"id": "x"},
        "Postmortem",
    ),
    (
        "postmortems.publish",
        ("i1",),
        {"notify_subscribers": True},
        ("PUT", f"{P}/incidents/i1/postmortem/publish", {}, {"postmortem": {"notify_subscribers": True}}),
        {"id": "x"},
        "Postmortem",
    ),
    (
        "postmortems.revert",
        ("i1",),
        {},
        ("PUT", f"{P}/incidents/i1/postmortem/revert", {}, None),
        {"id": "x"},
        "Postmortem",
    ),
]


@pytest.mark.parametrize(
    ("action", "args", "kwargs", "sent", "answer", "kind"), CASES, ids=[case[0] for case in CASES]
)
def test_actions(
    driver: Driver, action: str, args: Any, kwargs: Any, sent: Any, answer: Any, kind: str
) -> None:
    """Each action sends exactly one request, this one, and returns what the server answers, typed."""
    result, all_sent = act(driver, action, *args, answer=answer, **kwargs)
    assert all_sent == [sent]
    one = result[0] if isinstance(result, list) else result
    assert type(one).__name__ == kind
    wanted = answer[0] if isinstance(answer, list) else answer
    assert one == (200 if kind == "int" else wanted)


def test_deleting_one(driver: Driver) -> None:
    """Deleting a postmortem returns the status code."""
    result, sent = act(driver, "postmortems.delete", "i1", answer=204)
    assert sent == [("DELETE", f"{P}/incidents/i1/postmortem", {}, None)]
    assert result == 204
