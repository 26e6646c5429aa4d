"""Credentials, the rate limit, and what is asked before anything else."""

from __future__ import annotations

import asyncio

import pytest

from uptimekit.sandbox import ManualClock, StatuspageSandbox

from ._calls import Caller


@pytest.mark.parametrize("header", [None, "", "OAuth", "OAuth wrong", "Bearer {key}", "oauth {key}", "{key}"])
def test_wrong_credentials(call: Caller, header: str | None) -> None:
    """Without the key behind the word OAuth the answer is 401 with one sentence."""
    headers = {} if header is None else {"Authorization": header.format(key=call.sandbox.api_key)}
    reply = call("GET", "/v1/pages", key=None, headers=headers)
    assert (reply.status_code, reply.json()) == (401, {"error": "Could not authenticate"})


def test_key_in_the_query(call: Caller) -> None:
    """The key is taken as a query parameter, too."""
    assert call("GET", f"/v1/pages?api_key={call.sandbox.api_key}", key=None).status_code == 200
    assert call("GET", "/v1/pages?api_key=wrong", key=None).status_code == 401


def test_pages_of_others(call: Caller) -> None:
    """A page that the key does not reach is 403, one that does not exist 404."""
    assert call("GET", f"/v1/pages/{call.sandbox.foreign_page_id}").status_code == 403
    assert call("GET", "/v1/pages/000000000000").status_code == 404


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_unknown_paths(call: Caller, method: str) -> None:
    """A path that nothing answers is 404, whatever the key."""
    assert call(method, "/v1/nothing", key=None).status_code == 404


def test_refused_requests_count(call: Caller) -> None:
    """Every request that reaches an operation is counted under its name."""
    call("GET", "components")
    call("GET", "components.json", key=None)
    call("GET", "/v1/nothing")
    assert call.sandbox.requests == {"list_components": 2}


def _limited(clock: ManualClock, **options: object) -> Caller:
    return Caller(StatuspageSandbox(clock=clock, rate_limit=True, **options))  # type: ignore[arg-type]


def test_sixty_requests_in_a_minute(clock: ManualClock) -> None:
    """The 61st request is refused, and Retry-After counts the whole seconds until the first is a minute old."""
    call = _limited(clock)
    call("GET", "/v1/pages")
    clock.advance(10.5)
    statuses = {call("GET", "/v1/pages").status_code for _ in range(59)}
    refused = call("GET", "/v1/pages")
    assert (statuses, refused.status_code, refused.headers["retry-after"]) == ({200}, 420, "50")
    clock.advance(50)
    assert [call("GET", "/v1/pages").status_code for _ in range(2)] == [200, 420]


def test_the_limit_can_be_429(clock: ManualClock) -> None:
    """Which of the two documented statuses it is can be chosen."""
    call = _limited(clock, rate_limit_status=429)
    assert [call("GET", "/v1/pages").status_code for _ in range(61)][-1] == 429


def test_what_the_limit_leaves_alone(clock: ManualClock) -> None:
    """The public API and requests without the key neither count nor are refused."""
    call = _limited(clock)
    for _ in range(61):
        call("GET", "/v1/pages", key="wrong")
        call.public("status")
    assert [call("GET", "/v1/pages").status_code for _ in range(61)] == [200] * 60 + [420]
    call.public("status")


def test_no_limit_unless_asked_for(call: Caller) -> None:
    """A sandbox of its own accord limits nothing."""
    assert {call("GET", "/v1/pages").status_code for _ in range(61)} == {200}


def test_only_http_is_spoken(sandbox: StatuspageSandbox) -> None:
    """Another protocol is a mistake of the caller."""
    with pytest.raises(RuntimeError, match="does not speak websocket"):
        asyncio.run(sandbox.app({"type": "websocket"}, None, None))  # type: ignore[arg-type]


_SHAPES = {
    "components": (
        {"component": {"status": "bad"}},
        ["Name can't be blank", "Status is not included in the list"],
    ),
    "subscribers": ({"subscriber": {"email": "nobody"}}, {"email": ["is invalid"]}),
    "metrics_providers": ({"metrics_provider": {}}, "Type can't be blank"),
}


@pytest.mark.parametrize("path", _SHAPES)
def test_errors_of_three_shapes(call: Caller, path: str) -> None:
    """A refused value is told as a list, as a map or as a string, depending on the operation."""
    body, error = _SHAPES[path]
    assert call.refused("POST", path, body) == error


@pytest.mark.parametrize(
    ("shape", "error"),
    [
        ("string", "Name can't be blank, Status is not included in the list"),
        ("list", ["Name can't be blank", "Status is not included in the list"]),
        ("map", {"name": ["can't be blank"], "status": ["is not included in the list"]}),
    ],
)
def test_the_shape_can_be_chosen(clock: ManualClock, shape: str, error: object) -> None:
    """A sandbox can be told to use one shape everywhere."""
    call = Caller(StatuspageSandbox(clock=clock, error_shape=shape))  # type: ignore[arg-type]
    assert call.refused("POST", "components", {"component": {"status": "bad"}}) == error
