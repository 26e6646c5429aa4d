"""How tokens live and die: every case over a socket, with a clock that the test moves."""

from __future__ import annotations

import os
import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from uptimekit import RetryScheduled
from uptimekit.sandbox import Fault, ManualClock, UptimeHuntSandbox, serve
from uptimekit.uptimehunt import (
    AuthenticationError,
    Client,
    FileTokenStore,
    MemoryTokenStore,
    ServerError,
    SessionEndedError,
    Tokens,
)

from ._support import KINDS, Server, SharedClock, User

LIFETIME = 15 * 60
WEEK = 7 * 86_400


def _pair(server: Server) -> dict[str, str]:
    """The tokens of a session that began elsewhere."""
    access, refresh = server.sandbox.token_pair()
    return {"access_token": access, "refresh_token": refresh}


def test_it_logs_in_with_the_first_call(user: User) -> None:
    """Building a client sends nothing; the first call that needs a token logs in, the next ones use it."""
    assert user.server.count("login") == 0
    user("system.health")
    assert user.server.count("login") == 0
    for _ in range(3):
        user("auth.me")
    assert (user.server.count("login"), user.server.count("refresh")) == (1, 0)


def test_expiry_in_the_middle_of_a_listing(user: User) -> None:
    """A token that ends on the tenth of twenty pages is renewed on the way; nothing is lost or doubled."""
    for number in range(20):
        user("projects.create", name=f"P{number:02}")
    listed: list[str] = []
    if user.kind == "sync":
        for project in user.client.projects.iter(limit=1):
            listed.append(project.name)
            if len(listed) == 10:
                user.server.manual.advance(LIFETIME)
    else:

        async def read() -> None:
            async for project in user.client.projects.iter(limit=1):
                listed.append(project.name)
                if len(listed) == 10:
                    user.server.manual.advance(LIFETIME)

        user.run(read())
    assert sorted(listed)[-20:] == [f"P{number:02}" for number in range(20)]
    assert len(listed) == len(set(listed))
    assert user.server.count("refresh") == 1


@pytest.mark.parametrize("refused", [False, True])
def test_fifty_at_once_renew_once(user: User, refused: bool) -> None:
    """Fifty threads or tasks that meet the end of the token, known beforehand or by a 401, cause one refresh."""
    user("auth.me")
    if refused:
        user.server.sandbox.revoke_access_tokens()
    else:
        user.server.manual.advance(LIFETIME)
    answers = user.together("auth.me", 50)
    assert {answer.email for answer in answers} == {user.server.sandbox.email}
    assert (user.server.count("refresh"), user.server.count("login")) == (1, 1)


def test_a_refused_refresh_logs_in_again_with_credentials(user: User) -> None:
    """When the refresh token has ended as well, the password gets a new session."""
    user("auth.me")
    user.server.manual.advance(WEEK)
    assert user("auth.me").email == user.server.sandbox.email
    assert (user.server.count("refresh"), user.server.count("login")) == (0, 2)


def test_a_refused_refresh_without_credentials_is_an_error(user: User) -> None:
    """A session that began elsewhere ends with its refresh token; the next calls send nothing."""
    with user.another(**_pair(user.server)) as other:
        assert other("auth.me").email == user.server.sandbox.email
        user.server.manual.advance(WEEK)
        for _ in range(2):
            with pytest.raises(SessionEndedError, match=r"call auth\.login\(\)"):
                other("auth.me")
        assert (user.server.count("refresh"), user.server.count("login")) == (1, 0)
        other("auth.login", email=user.server.sandbox.email, password=user.server.sandbox.password)
        assert other("auth.me").email == user.server.sandbox.email


@pytest.mark.parametrize("password", [False, True])
def test_logout_on_another_client(user: User, password: bool) -> None:
    """A session that another client ended is over: with a password a new one begins, else it is an error."""
    pair = _pair(user.server)
    login = {"email": user.server.sandbox.email, "password": user.server.sandbox.password} if password else {}
    with user.another(**pair) as leaver, user.another(**pair, **login) as stayer:
        stayer("auth.me")
        leaver("auth.logout")
        if password:
            assert stayer("auth.me").email == user.server.sandbox.email
            assert user.server.count("login") == 1
        else:
            with pytest.raises(SessionEndedError):
                stayer("auth.me")
        with pytest.raises(SessionEndedError, match="has logged out"):
            leaver("auth.me")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("skew", [-300.0, 300.0])
def test_a_clock_that_is_wrong(server: Server, kind: str, skew: float) -> None:
    """Five minutes either way, an hour of calls costs what it costs with the right time."""
    with User(kind, server, skew=skew) as user:
        for _ in range(60):
            user("auth.me")
            server.manual.advance(60)
    assert (server.count("login"), server.count("refresh"), server.count("get_current_user")) == (1, 3, 60)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("skew", [-300.0, 300.0])
def test_a_wrong_clock_and_tokens_from_elsewhere(server: Server, kind: str, skew: float) -> None:
    """Tokens that were handed over say when they end by the server's clock: at worst one refresh more."""
    with User(kind, server, skew=skew, **_pair(server)) as user:
        server.manual.advance(LIFETIME - 120)
        user("auth.me")
        server.manual.advance(180)
        user("auth.me")
        assert server.count("refresh") == 1


def test_expiry_during_a_retry_wait(user: User) -> None:
    """A token that ends while a retry waits is renewed before the request goes again."""
    user("auth.me")
    user.server.manual.advance(LIFETIME - 45)
    user.server.sandbox.faults.add(
        Fault(status=503, match="GET /api/v1/projects", times=1, headers={"Retry-After": "50"})
    )
    assert user("projects.list").data is not None
    assert user.server.count("refresh") == 1
    reasons = [event.reason for event in user.events if isinstance(event, RetryScheduled)]
    assert reasons == ["HTTP 503"]


def test_a_login_has_no_more_time_than_the_call_behind_it(server: Server) -> None:
    """A call that has ten seconds does not wait half a minute until its login may be repeated."""
    server.sandbox.faults.add(
        Fault(status=503, match="POST /api/v1/auth/login", times=1, headers={"Retry-After": "30"})
    )
    with User("sync", server) as user:
        with pytest.raises(ServerError):
            user.client.with_options(deadline=10.0).auth.me()
        assert user.clock.waits == []


def test_a_second_401_is_raised(user: User) -> None:
    """A server that refuses a new token as well is not asked for ever."""
    user("auth.me")
    user.server.sandbox.faults.add(Fault(status=401, match="GET /api/v1/projects"))
    with pytest.raises(AuthenticationError) as caught:
        user("projects.list")
    assert not isinstance(caught.value, SessionEndedError)
    assert caught.value.attempts == 2


@pytest.mark.parametrize("flat", [False, True])
@pytest.mark.parametrize("rotate", [False, True])
def test_other_ways_to_answer_tokens(rotate: bool, flat: bool) -> None:
    """A refresh token that each refresh replaces is used up: the new one is sent the next time; both forms are read."""
    clock = ManualClock(datetime(2026, 1, 12, tzinfo=UTC))
    sandbox = UptimeHuntSandbox(clock=clock, rotate_refresh=rotate, flat_tokens=flat)
    with serve(sandbox.app) as running, User("sync", Server(running.url, sandbox, clock)) as user:
        for _ in range(4):
            user("auth.me")
            clock.advance(LIFETIME)
        assert (user.server.count("login"), user.server.count("refresh")) == (1, 3)


@pytest.mark.parametrize("kind", KINDS)
def test_a_session_goes_on_after_a_restart(server: Server, kind: str, tmp_path: Path) -> None:
    """A client that finds the tokens of an earlier run goes on with them, and a logout empties the file."""
    store = FileTokenStore(tmp_path / "tokens")
    login = {"email": server.sandbox.email, "password": server.sandbox.password}
    with User(kind, server, token_store=store, **login) as first:
        first("auth.me")
    server.manual.advance(LIFETIME)
    with User(kind, server, token_store=FileTokenStore(tmp_path / "tokens")) as second:
        assert second("auth.me").email == server.sandbox.email
        assert (server.count("login"), server.count("refresh")) == (1, 1)
        second("auth.logout")
    assert not (tmp_path / "tokens").exists()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on this system")
def test_a_session_survives_a_fork(server: Server) -> None:
    """A child that was forked uses the session, renews it for itself, and leaves the parent's alone."""
    login = {"email": server.sandbox.email, "password": server.sandbox.password}
    clock = SharedClock(server.manual)
    with Client(**login, base_url=server.base_url, clock=clock, rng=random.Random(7)) as client:
        client.auth.me()
        server.manual.advance(LIFETIME)
        child = os.fork()
        if child == 0:  # no assertion and no fixture may run here
            try:
                os._exit(0 if client.auth.me().email == server.sandbox.email else 1)
            finally:
                os._exit(2)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert client.auth.me().email == server.sandbox.email
    assert (server.count("login"), server.count("refresh")) == (1, 2)


def test_without_anything_it_says_what_to_do(user: User) -> None:
    """A client that knows nobody says so before it sends anything, and a registration begins a session."""
    with user.another(nobody=True) as nobody:
        with pytest.raises(SessionEndedError, match=r"call auth\.login\(\)"):
            nobody("auth.me")
        nobody("auth.register", email="second@main.example", password="a-password")
        assert nobody("auth.me").email == "second@main.example"
        user.server.manual.advance(WEEK)
        assert nobody("auth.me").email == "second@main.example"  # logged in again


def test_a_new_address_is_remembered(user: User) -> None:
    """After a change of the e-mail address a later login takes the new one; other changes leave it."""
    user("users.update_profile", email="renamed@main.example")
    user("users.update_profile", first_name="Ada")
    user.server.manual.advance(WEEK)
    assert user("auth.me").email == "renamed@main.example"


def test_a_new_password_is_remembered(user: User) -> None:
    """After a change of password a later login takes the new one."""
    user(
        "users.change_password",
        current_password=user.server.sandbox.password,
        new_password="another-password",
    )
    user.server.manual.advance(WEEK)
    assert user("auth.me").email == user.server.sandbox.email


def test_wrong_credentials(user: User) -> None:
    """A wrong password is a clear error with the server's words, and is tried once."""
    with user.another(email=user.server.sandbox.email, password="a-password") as wrong:
        with pytest.raises(AuthenticationError) as caught:
            wrong("auth.me")
        assert caught.value.operation == "login"
        with pytest.raises(SessionEndedError):
            wrong("auth.me")
    assert user.server.count("login") == 1


def test_a_login_does_not_show_in_captured_answers(user: User) -> None:
    """Raw answers that a caller captures are those of the calls, not of the renewals behind them."""
    with user.client.capture() as raw:
        user("auth.me")
    assert [each.operation.id for each in raw.responses] == ["getCurrentUser"]


def test_a_refresh_by_hand_begins_a_session(user: User) -> None:
    """A client that knew nobody goes on with the refresh token that it exchanged."""
    with user.another(nobody=True) as nobody:
        nobody("auth.refresh", refresh=_pair(user.server)["refresh_token"])
        user.server.manual.advance(LIFETIME)
        assert nobody("auth.me").email == user.server.sandbox.email
    assert (user.server.count("login"), user.server.count("refresh")) == (0, 2)


def test_copies_share_the_session(user: User) -> None:
    """A client with other options logs in once with the first, and checks arguments as it does."""
    twin: Any = user.client.with_options(timeout=3.0, hooks=[])
    user("auth.me")
    user.run(twin.auth.me())
    assert user.server.count("login") == 1


def test_a_store_of_ones_own(server: Server) -> None:
    """Anything with load and save keeps a session; it sees each change."""
    seen: list[Tokens | None] = []

    class Store(MemoryTokenStore):
        def save(self, tokens: Tokens | None) -> None:
            seen.append(tokens)
            super().save(tokens)

    login = {"email": server.sandbox.email, "password": server.sandbox.password}
    with User("sync", server, token_store=Store(), **login) as user:
        user("auth.me")
        server.manual.advance(LIFETIME)
        user("auth.me")
        user("auth.logout")
    assert [tokens is not None for tokens in seen] == [True, True, False]


@pytest.mark.parametrize("kind", KINDS)
def test_a_store_that_cannot_be_written(
    kind: str, server: Server, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Where the tokens' file cannot be, the session works as long as the process, and the log says why it ends there."""
    (tmp_path / "gone").mkdir()
    store = FileTokenStore(tmp_path / "gone" / "tokens")
    (tmp_path / "gone").rmdir()
    who = {"email": server.sandbox.email, "password": server.sandbox.password}
    with User(kind, server, token_store=store, **who) as user:
        for _ in range(2):
            user("auth.me")
            server.manual.advance(LIFETIME)
        user("auth.logout")
    assert (server.count("login"), server.count("refresh")) == (1, 2)
    assert f"{tmp_path}/gone/tokens cannot be written: No such file or directory" in caplog.text
