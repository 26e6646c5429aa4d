"""The page itself."""

from __future__ import annotations

from typing import Any

import pytest

from ._support import Driver, Server, act

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


def test_a_page_against_a_real_server(driver: Driver, server: Server) -> None:
    """Against a real server: the page is read and changed, and the pages of the key are listed."""
    page = driver.client(**server.options).page
    assert driver.run(page.get()).name == "Example"
    changed = driver.run(page.update(name="Shop", notifications_from_email="status@example.org"))
    assert (changed.id, changed.name) == (server.sandbox.page_id, "Shop")
    assert driver.run(page.replace(hidden_from_search=True)).hidden_from_search is True
    assert [each.name for each in driver.run(page.list())] == ["Shop", "Second"]


def test_another_s_page_and_a_wrong_key(driver: Driver, server: Server) -> None:
    """Against a real server: a page that the key does not reach is a 403, a wrong key a 401."""
    foreign = driver.client(**{**server.options, "page_id": server.sandbox.foreign_page_id})
    refused = driver.error(foreign.page.get)
    assert (type(refused).__name__, refused.http_status) == ("PermissionDeniedError", 403)
    unknown = driver.error(driver.client(**{**server.options, "api_key": "wrong"}).page.get)
    assert (type(unknown).__name__, unknown.http_status) == ("AuthenticationError", 401)
    assert "Could not authenticate" in unknown.errors[0].message
