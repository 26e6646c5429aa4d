"""The sandbox as an object."""

from __future__ import annotations

import asyncio

import jwt
import pytest

from uptimekit.sandbox import Fault, ManualClock, SystemClock, UptimeHuntSandbox

from ._calls import Caller, details


def test_default_clock_is_the_machines() -> None:
    """Without a clock a sandbox lives in real time."""
    assert isinstance(UptimeHuntSandbox().clock, SystemClock)


def test_reset_goes_back_to_the_beginning(call: Caller) -> None:
    """After a reset there is nothing, no fault, notice, count or session; secrets and ids begin again."""
    sandbox = call.sandbox
    password, prober, first = sandbox.password, sandbox.prober_token, call.project()
    call("POST", "users/password", {"current_password": password, "new_password": "another one"})
    sandbox.faults.add(Fault(status=500))
    sandbox.deprecate("list_projects", sunset="soon")
    sandbox.reset()
    assert (sandbox.password, sandbox.prober_token) == (password, prober)
    assert not sandbox.requests
    assert call("GET", "auth/me").status_code == 401
    again = Caller(sandbox)
    assert again.tokens == call.tokens
    assert "x-api-sunset" not in again("GET", "projects").headers
    assert again.data("projects") == []
    assert again.project() == first


def test_seed(clock: ManualClock) -> None:
    """The seed fixes every secret and id; another one has others."""

    def made(seed: int) -> tuple[object, ...]:
        sandbox = UptimeHuntSandbox(clock=clock, seed=seed)
        failed = Caller(sandbox)("GET", "services/1")
        return (*sandbox.issued_secrets, failed.json()["request_id"])

    assert made(1) == made(1)
    assert not set(made(1)) & set(made(2))


def test_requests_is_a_copy(call: Caller) -> None:
    """Changing the returned counts changes nothing."""
    call.sandbox.requests["login"] += 1
    assert not call.sandbox.requests


def test_users_and_prober(sandbox: UptimeHuntSandbox) -> None:
    """There are two users with different passwords, and a prober's token of 32 characters."""
    main, other = sandbox.users["main"], sandbox.users["other"]
    assert (sandbox.email, sandbox.password) == (main.email, main.password)
    assert (main.email, other.email) == ("ops@example.com", "other@example.com")
    assert main.password != other.password
    assert len(sandbox.prober_token) == 32
    assert sandbox.prober_token.isalnum()


def test_base_path(call: Caller, sandbox: UptimeHuntSandbox) -> None:
    """The API is below the base path."""
    assert call("GET", f"{sandbox.base_path}/health", token=None).status_code == 200


def test_every_secret_is_known(call: Caller) -> None:
    """Whatever token or password comes up in an answer or a request is among the secrets, after a reset too."""
    sandbox = call.sandbox
    registered = call("POST", "auth/register", {"email": "n@example.com", "password": "a new one"}).json()
    login = {"email": sandbox.email, "password": sandbox.password}
    logged_in = call("POST", "auth/login", login, token=None).json()["data"]
    refreshed = call("POST", "auth/refresh", {"refresh": logged_in["refresh"]}, token=None).json()["data"]
    sandbox.reset()
    assert {
        *(sandbox.prober_token, *(user.password for user in sandbox.users.values()), *call.tokens),
        *("a new one", registered["access_token"], registered["refresh_token"]),
        *(logged_in["access"], logged_in["refresh"], refreshed["access"]),
    } <= set(sandbox.issued_secrets)


def test_token_pair(call: Caller, sandbox: UptimeHuntSandbox) -> None:
    """Sessions can be opened for either user without a request."""
    pair = sandbox.token_pair("other")
    assert call.data("auth/me", token=pair.access)["email"] == "other@example.com"
    assert call("POST", "auth/refresh", {"refresh": pair.refresh}, token=None).status_code == 200
    with pytest.raises(KeyError):
        sandbox.token_pair("nobody")


def test_revoked_access_tokens(call: Caller, sandbox: UptimeHuntSandbox) -> None:
    """An access token can end before its time; the session goes on with a refresh."""
    sandbox.revoke_access_tokens()
    assert call("GET", "auth/me").status_code == 401
    renewed = call("POST", "auth/refresh", {"refresh": call.tokens.refresh}, token=None).json()["data"]
    assert call("GET", "auth/me", token=renewed["access"]).status_code == 200


def test_revoked_sessions(call: Caller, sandbox: UptimeHuntSandbox) -> None:
    """All sessions can be ended at once, and a login begins a new one."""
    sandbox.revoke_sessions()
    assert call("GET", "auth/me").status_code == 401
    assert call("POST", "auth/refresh", {"refresh": call.tokens.refresh}, token=None).status_code == 401
    login = {"email": sandbox.email, "password": sandbox.password}
    assert call("POST", "auth/login", login, token=None).status_code == 200


def test_access_tokens_end_by_the_clock(call: Caller, clock: ManualClock) -> None:
    """An access token is good for fifteen minutes of the injected clock."""
    clock.advance(899.5)
    assert call("GET", "auth/me").status_code == 200
    clock.advance(0.5)
    assert call("GET", "auth/me").status_code == 401


@pytest.mark.parametrize("skew", [-3600.0, 3600.0])
def test_clock_skew(clock: ManualClock, skew: float) -> None:
    """A server whose clock is wrong dates everything by it, and its tokens still last as long."""
    call = Caller(UptimeHuntSandbox(clock=clock, clock_skew=skew))
    claims = jwt.decode(call.tokens.access, options={"verify_signature": False})
    assert claims["iat"] == clock.now().timestamp() + skew
    hour = "08" if skew < 0 else "10"
    assert call.data(f"services/{call.service()}")["created_at"] == f"2026-01-12T{hour}:00:00Z"
    assert call("GET", "services/9").json()["timestamp"] == f"2026-01-12T{hour}:00:00Z"
    clock.advance(899)
    assert call("GET", "auth/me").status_code == 200
    clock.advance(1)
    assert call("GET", "auth/me").status_code == 401


def test_lifetimes_can_be_set(clock: ManualClock) -> None:
    """How long tokens last is an argument."""
    call = Caller(UptimeHuntSandbox(clock=clock, access_lifetime=10, refresh_lifetime=20))
    clock.advance(10)
    body = {"refresh": call.tokens.refresh}
    assert call("GET", "auth/me").status_code == 401
    assert call("POST", "auth/refresh", body, token=None).status_code == 200
    clock.advance(10)
    assert call("POST", "auth/refresh", body, token=None).status_code == 401


def test_service_status(call: Caller, clock: ManualClock) -> None:
    """A state that is set before the first check shows after it, and can be anything but pending."""
    service = call.service()
    call.sandbox.set_service_status(service, "degraded")
    assert call.data(f"services/{service}")["status"] == "pending"
    clock.advance(60)
    assert call.data(f"services/{service}")["status"] == "degraded"
    with pytest.raises(ValueError, match="pending"):
        call.sandbox.set_service_status(service, "pending")
    with pytest.raises(LookupError, match="9"):
        call.sandbox.set_service_status(9, "down")


def test_deprecating_what_is_not_there(sandbox: UptimeHuntSandbox) -> None:
    """Only operations can be deprecated."""
    with pytest.raises(LookupError, match="list_everything"):
        sandbox.deprecate("list_everything", sunset="soon")
    assert "list_services" in sandbox.operations


def test_faults_come_first(call: Caller) -> None:
    """A fault answers in the server's place, for as often as it was asked for."""
    call.sandbox.faults.add(Fault(status=503, times=1, match="POST /api/v1/projects"))
    assert call("POST", "projects", {"name": "Shop"}).status_code == 503
    assert details(call("POST", "projects", {})) == {"name": ["Is required"]}
    assert call.sandbox.requests == {"create_project": 1}


def test_latency_is_waited_for(clock: ManualClock) -> None:
    """Latency waits with the sleep that the sandbox was given."""
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)
        await asyncio.sleep(0)

    sandbox = UptimeHuntSandbox(clock=clock, sleep=sleep)
    sandbox.faults.add(Fault(latency=7.5))
    assert Caller(sandbox)("GET", "health", token=None).status_code == 200
    assert waited == [7.5]
