"""The page itself."""

from __future__ import annotations

from typing import Any

import pytest

from ._support import Driver, act

P = "/v1/pages/page00000001"

CASES: list[tuple[str, tuple[Any, ...], dict[str, Any], Any, Any, str]] = [
    # action, arguments, attributes, what is sent, what is answered, class of the result
    ("page.get", (), {}, ("GET", f"{P}", {}, None), {"id": "x"}, "Page"),
    (
        "page.update",
        (),
        {"time_zone": "UTC"},
        ("PATCH", f"{P}", {}, {"page": {"time_zone": "UTC"}}),
        {"id": "x"},
        "Page",
    ),
    (
        "page.replace",
        (),
        {"time_zone": "UTC"},
        ("PUT", f"{P}", {}, {"page": {"time_zone": "UTC"}}),
        {"id": "x"},
        "Page",
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


def test_pages_that_the_key_reaches(driver: Driver) -> None:
    """list() returns the pages that the key reaches, whichever page the client is for."""
    result, sent = act(driver, "page.list", answer=[{"id": "p1"}, {"id": "p2", "favicon_logo": {"url": "u"}}])
    assert sent == [("GET", "/v1/pages", {}, None)]
    assert [each.id for each in result] == ["p1", "p2"]
    assert result[1].favicon_logo.url == "u"
