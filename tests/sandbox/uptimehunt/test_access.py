"""Who may call what."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import UptimeHuntSandbox

from ._calls import Caller, details

_PUBLIC = ("health", "status")
_OF_PROBES = ("probes", "probes/map", "probes/1")
_OF_USERS = ("auth/me", "projects", "services", "service-types", "users/profile")


@pytest.mark.parametrize("path", _PUBLIC)
def test_health_needs_no_token(call: Caller, path: str) -> None:
    """How the service is doing is told to anybody, also to somebody with a token that is no good."""
    assert call("GET", path, token=None).status_code == 200
    assert call("GET", path, token="nonsense").status_code == 200


@pytest.mark.parametrize("path", [*_OF_USERS, *_OF_PROBES])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer x.y.z"},
        {"Authorization": "Bearer \xe9"},
        {"Authorization": "Basic b3BzOm9wcw=="},
        {"X-Auth": "wrong"},
        {"X-Auth": "\xe9"},
        {"X-Auth": ""},
    ],
)
def test_nothing_without_good_credentials(call: Caller, path: str, headers: dict[str, str]) -> None:
    """Missing and wrong credentials are 401 with the documented code."""
    sent = {name: value.encode("latin-1") for name, value in headers.items()}
    refused = call("GET", path, token=None, headers=sent)
    assert refused.status_code == 401
    assert refused.json()["error"]["code"] == "UNAUTHORIZED"


def test_refresh_token_is_no_access_token(call: Caller) -> None:
    """A refresh token opens nothing."""
    assert call("GET", "auth/me", token=call.tokens.refresh).status_code == 401


def test_scheme_is_not_case_sensitive(call: Caller) -> None:
    """The word before the token may be written in any case."""
    headers = {"Authorization": f"bearer {call.tokens.access}"}
    assert call("GET", "auth/me", token=None, headers=headers).status_code == 200


@pytest.mark.parametrize("path", _OF_PROBES)
def test_prober_may_ask_for_probes(call: Caller, sandbox: UptimeHuntSandbox, path: str) -> None:
    """The token of a prober opens what is about probes."""
    assert call("GET", path, token=None, headers={"X-Auth": sandbox.prober_token}).status_code == 200


@pytest.mark.parametrize("path", _OF_USERS)
def test_prober_may_do_nothing_else(call: Caller, sandbox: UptimeHuntSandbox, path: str) -> None:
    """Elsewhere the token of a prober is known, but forbidden."""
    refused = call("GET", path, token=None, headers={"X-Auth": sandbox.prober_token})
    assert details(refused, 403) == {}
    assert refused.json()["error"]["code"] == "FORBIDDEN"


def test_bearer_counts_where_both_are_sent(call: Caller, sandbox: UptimeHuntSandbox) -> None:
    """With both headers the prober's is not looked at."""
    assert call("GET", "auth/me", headers={"X-Auth": sandbox.prober_token}).status_code == 200
    assert call("GET", "probes", token="x", headers={"X-Auth": sandbox.prober_token}).status_code == 401
