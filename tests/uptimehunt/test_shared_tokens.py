"""Sessions that many hosts share: clients against the sandbox and a real Valkey, which here are hosts of one process."""

from __future__ import annotations

import asyncio
import inspect
import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from benchmarks.stores import Store
from tests.shared._stores import NewStore

from uptimekit import RequestTimeoutError, SharedStoreError
from uptimekit.sandbox import Fault
from uptimekit.uptimehunt import (
    AsyncClient,
    AuthenticationError,
    Client,
    ConfigurationError,
    SessionEndedError,
    SharedTokenStore,
    Tokens,
)
from uptimekit.uptimehunt import _session_record as records
from uptimekit.uptimehunt._session_record import key_of

from ._support import KINDS, Server, User

LIFETIME = 15 * 60
WEEK = 7 * 86_400
KEY = key_of("ops")


class Hosts:
    """Users that share the session of one account, as many as the test asks for."""

    def __init__(self, kind: str, server: Server, url: str, stack: ExitStack) -> None:
        self.kind, self.server, self.url = kind, server, url
        self._stack = stack

    def store(self, **options: Any) -> SharedTokenStore:
        return self._stack.enter_context(
            SharedTokenStore(self.url, **{"account": "ops", "timeout": 30.0, **options})
        )

    def user(
        self, *, password: bool = True, strict: bool = False, timeout: float = 30.0, **options: Any
    ) -> User:
        """A host with the password, or without."""
        sandbox = self.server.sandbox
        login = {"email": sandbox.email, "password": sandbox.password} if password else {}
        store = self.store(strict=strict, timeout=timeout)
        user = self._stack.enter_context(
            User(self.kind, self.server, token_store=store, **{**login, **options})
        )
        if self.kind == "async":
            self._stack.callback(lambda: user.run(store.aclose()))
        return user

    def counts(self) -> tuple[int, int]:
        """How many refreshes and logins there were."""
        return self.server.count("refresh"), self.server.count("login")


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stores whose time-out is not given wait long enough for a busy machine."""
    monkeypatch.setitem(inspect.unwrap(SharedTokenStore.__init__).__kwdefaults__, "timeout", 30.0)


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def hosts(kind: str, server: Server, store: Store) -> Iterator[Hosts]:
    """Hosts that share their session by Valkey."""
    with ExitStack() as stack:
        yield Hosts(kind, server, store.url, stack)


@pytest.fixture
def unsteady(kind: str, server: Server, new_store: NewStore) -> Iterator[tuple[Hosts, Store]]:
    """Hosts, and the store that they share, which the test may stop."""
    running = new_store()
    with ExitStack() as stack:
        yield Hosts(kind, server, running.url, stack), running


def _expire(store: Store) -> None:
    """Let the access token in the store end, for hosts that take it over from now on."""
    store.client.hset(KEY, "access_ends", "1")


def _held(store: Store, seconds: float = 30.0) -> None:
    """Let another host have the lock."""
    seconds_now, micro = store.client.time()
    until = (seconds_now + seconds) * 1_000_000 + micro
    store.client.hset(
        KEY, mapping={"holder": "another", "held_until": f"{until:.0f}", "fence": f"{until:.0f}"}
    )


# -------------------------------------------------------------------- one session


def test_the_second_host_needs_no_login(hosts: Hosts) -> None:
    """What the first one got serves all, also a host that has no password."""
    for password in (True, True, False):
        assert hosts.user(password=password)("auth.me").email == hosts.server.sandbox.email
    assert hosts.counts() == (0, 1)


def test_building_a_client_asks_nobody(hosts: Hosts, store: Store) -> None:
    """The store is asked when a token is needed, and again only when another one is: no call of asyncio waits for it."""
    before = store.round_trips
    user = hosts.user()
    assert store.round_trips == before + 1  # this question
    user("auth.me")
    before = store.round_trips
    for _ in range(5):
        user("auth.me")
    assert store.round_trips == before + 1


def test_one_host_renews_for_all(hosts: Hosts) -> None:
    """When the token ends, whoever is first gets the next one, and the others take it over."""
    users = [hosts.user() for _ in range(3)]
    for user in users:
        user("auth.me")
    hosts.server.manual.advance(LIFETIME)
    for user in users:
        assert user("auth.me").email == hosts.server.sandbox.email
    assert hosts.counts() == (1, 1)


def test_a_refused_token_is_renewed_once_for_all(hosts: Hosts) -> None:
    """A token that the server no longer takes costs each host a 401, and all of them one refresh."""
    users = [hosts.user() for _ in range(3)]
    for user in users:
        user("auth.me")
    hosts.server.sandbox.revoke_access_tokens()
    for user in users:
        user("auth.me")
    assert hosts.counts() == (1, 1)


def test_threads_and_tasks_of_two_hosts(hosts: Hosts) -> None:
    """Fifty calls at once on each host still make one renewal."""
    users = [hosts.user() for _ in range(2)]
    for user in users:
        user("auth.me")
    hosts.server.manual.advance(LIFETIME)
    for user in users:
        assert {each.email for each in user.together("auth.me", 50)} == {hosts.server.sandbox.email}
    assert hosts.counts() == (1, 1)


def test_refresh_tokens_that_are_used_up(kind: str, store: Store) -> None:
    """Where each refresh replaces the refresh token, every host goes on with the newest one."""
    from datetime import UTC, datetime

    from uptimekit.sandbox import ManualClock, UptimeHuntSandbox, serve

    clock = ManualClock(datetime(2026, 1, 12, tzinfo=UTC))
    sandbox = UptimeHuntSandbox(clock=clock, rotate_refresh=True)
    with serve(sandbox.app) as running, ExitStack() as stack:
        hosts = Hosts(kind, Server(running.url, sandbox, clock), store.url, stack)
        users = [hosts.user() for _ in range(3)]
        for turn in range(6):
            users[turn % 3]("auth.me")
            clock.advance(LIFETIME)
            _expire(store)
        assert hosts.counts() == (5, 1)


# -------------------------------------------------------------------- waiting for another host


def test_a_token_serves_while_another_host_renews_it(hosts: Hosts, store: Store) -> None:
    """Shortly before its end nobody waits for the one who renews it."""
    user = hosts.user()
    user("auth.me")
    hosts.server.manual.advance(LIFETIME - 10)
    _held(store)
    user("auth.me")
    assert (hosts.counts(), user.clock.waits) == ((0, 1), [])


def test_who_waits_gets_the_others_token(hosts: Hosts, store: Store) -> None:
    """A host whose token has ended looks again and again, with pauses that differ, and goes on when it is there."""
    user = hosts.user()
    user("auth.me")
    hosts.server.manual.advance(LIFETIME)
    _held(store)
    access, refresh = hosts.server.sandbox.token_pair()
    sleep = user.clock.sleep

    def slept(seconds: float) -> None:
        sleep(seconds)
        if len(user.clock.waits) == 3:
            hosts.store().save(Tokens(access, refresh, time.time() + 900, time.time() + 7_000))

    user.clock.sleep = slept  # type: ignore[method-assign]
    user("auth.me")
    assert hosts.counts() == (0, 1)
    assert len(user.clock.waits) == 3
    assert all(0.02 < wait <= 0.5 for wait in user.clock.waits)


def test_who_waits_keeps_to_the_deadline(server: Server, store: Store) -> None:
    """A call that has two seconds does not wait for half a minute, and says what it waited for."""
    with ExitStack() as stack:
        hosts = Hosts("sync", server, store.url, stack)
        user = hosts.user()
        _held(store)
        with pytest.raises(RequestTimeoutError, match="while another host renewed the access token"):
            user.client.with_options(deadline=2.0).auth.me()
        assert sum(user.clock.waits) == pytest.approx(2.0)
    assert hosts.counts() == (0, 0)


def test_nobody_waits_for_ever(server: Server, store: Store) -> None:
    """A task without a deadline gives up when four hosts in a row could have crashed."""
    with ExitStack() as stack:
        user = Hosts("async", server, store.url, stack).user(deadline=None)
        _held(store)  # all the time, by the store's clock
        with pytest.raises(RequestTimeoutError, match="while another host"):
            user("auth.me")
        assert sum(user.clock.waits) == pytest.approx(4 * records.LOCK_SECONDS)


def test_a_host_that_crashed_holds_nobody_up_for_long(hosts: Hosts, store: Store) -> None:
    """When its lock has ended, the next host renews the session."""
    _held(store, -1.0)
    assert hosts.user()("auth.me").email == hosts.server.sandbox.email
    assert hosts.counts() == (0, 1)


def test_a_renewal_is_over_before_its_lock(hosts: Hosts) -> None:
    """A login that may be repeated in 40 seconds is given up, since another host would begin by then."""
    hosts.server.sandbox.faults.add(
        Fault(status=503, match="POST /api/v1/auth/login", times=1, headers={"Retry-After": "40"})
    )
    user = hosts.user()
    with pytest.raises(Exception, match="503"):
        user("auth.me")
    assert user.clock.waits == []
    assert hosts.user()("auth.me").email == hosts.server.sandbox.email


# -------------------------------------------------------------------- ends of sessions


@pytest.mark.parametrize("password", [True, False])
def test_a_logout_ends_it_for_all(hosts: Hosts, password: bool) -> None:
    """Who has the password begins the next session; the others say that it is over, and ask the server nothing."""
    leaver, *others = (hosts.user(password=first or password) for first in (True, False, False))
    for user in (leaver, *others):
        user("auth.me")
    leaver("auth.logout")
    for user in others:
        if password:
            assert user("auth.me").email == hosts.server.sandbox.email
        else:
            with pytest.raises(SessionEndedError):
                user("auth.me")
    assert hosts.counts() == (0, 1 + password)
    with pytest.raises(SessionEndedError, match="has logged out"):
        leaver("auth.me")


def test_a_refused_refresh_token_is_tried_by_one_host(hosts: Hosts) -> None:
    """When the server accepts it no longer, no host without a password tries it again."""
    hosts.user()("auth.me")
    users = [hosts.user(password=False) for _ in range(3)]
    for user in users:
        user("auth.me")
    hosts.server.sandbox.revoke_sessions()
    for user in users:
        with pytest.raises(SessionEndedError):
            user("auth.me")
    assert hosts.counts() == (1, 1)
    hosts.user()("auth.me")
    assert users[0]("auth.me").email == hosts.server.sandbox.email
    assert hosts.counts() == (1, 2)


def test_a_login_by_hand_is_everybodys(hosts: Hosts) -> None:
    """A session that a host begins by hand, with a login or a refresh, replaces that of all."""
    first, second = hosts.user(), hosts.user(password=False)
    first("auth.me")
    second("auth.me")
    sandbox = hosts.server.sandbox
    second("auth.login", email=sandbox.email, password=sandbox.password)
    saved = hosts.store().load()
    assert saved is not None
    assert saved.access == second.client._session.tokens.access
    sandbox.revoke_access_tokens()
    third = hosts.user(password=False)
    second("auth.me")
    third("auth.me")
    first("auth.me")
    assert hosts.counts() == (1, 2)


def test_a_changed_password(hosts: Hosts) -> None:
    """A host with the old password cannot log in, and takes part again as soon as one with the new password has."""
    changer, other = hosts.user(), hosts.user()
    for user in (changer, other):
        user("auth.me")
    changer(
        "users.change_password",
        current_password=hosts.server.sandbox.password,
        new_password="another-password",
    )
    hosts.server.sandbox.revoke_sessions()
    with pytest.raises(AuthenticationError):
        other("auth.me")
    for user in (changer, other):
        assert user("auth.me").email == hosts.server.sandbox.email
    assert hosts.counts() == (1, 3)


def test_a_changed_address(hosts: Hosts) -> None:
    """The session goes on for all hosts; after the next login those with the old address are told."""
    changer, other = hosts.user(), hosts.user()
    for user in (changer, other):
        user("auth.me")
    changer("users.update_profile", email="renamed@main.example")
    hosts.server.sandbox.revoke_access_tokens()
    assert changer("auth.me").email == other("auth.me").email == "renamed@main.example"
    hosts.server.sandbox.revoke_sessions()
    changer("auth.me")
    with pytest.raises(ConfigurationError, match="tokens of another e-mail address"):
        other("auth.me")


# -------------------------------------------------------------------- what else may be in the store


def test_tokens_that_were_given(hosts: Hosts) -> None:
    """They are used at first, then the shared ones; and they are tried again when the server refuses those."""
    access, refresh = hosts.server.sandbox.token_pair()
    given = {"access_token": access, "refresh_token": refresh}
    hosts.user()("auth.me")
    user = hosts.user(password=False, **given)
    user("auth.me")
    hosts.server.manual.advance(LIFETIME)
    user("auth.me")
    assert hosts.counts() == (1, 1)
    other = hosts.user(password=False)
    other("auth.me")
    other("auth.logout")
    user("auth.me")
    assert hosts.counts() == (2, 1)
    assert hosts.user(password=False)("auth.me").email == hosts.server.sandbox.email


def test_tokens_of_another_user(hosts: Hosts) -> None:
    """A host with another e-mail address under the same account is told, and acts as nobody."""
    hosts.user(password=False)("auth.register", email="second@main.example", password="a-password")
    with pytest.raises(ConfigurationError, match="another e-mail address under this account"):
        hosts.user()("auth.me")
    assert hosts.counts() == (0, 0)


def test_tokens_of_another_server(hosts: Hosts, store: Store) -> None:
    """Tokens are not sent to a server that they are not for."""
    hosts.user()("auth.me")
    store.client.hset(KEY, "server", "0123456789abcdef")
    with pytest.raises(ConfigurationError, match="another server under this account"):
        hosts.user(password=False)("auth.me")
    assert hosts.server.count("get_current_user") == 1


def test_something_else_under_the_key(hosts: Hosts, store: Store) -> None:
    """A value of another program is named and left alone, and no login is spent."""
    store.client.set(KEY, "my diary")
    with pytest.raises(ConfigurationError, match=f"has something else under {KEY}") as caught:
        hosts.user()("auth.me")
    assert "diary" not in str(caught.value)
    assert (store.client.get(KEY), hosts.counts()) == (b"my diary", (0, 0))


def test_accounts_do_not_mix(hosts: Hosts) -> None:
    """Two accounts in one store have a session each."""
    hosts.store(account="ops").save(Tokens("a", None, time.time() + 9, time.time() + 9))
    assert hosts.store(account="others").load() is None


# -------------------------------------------------------------------- without the store


def test_without_the_store_a_host_goes_on_alone(
    unsteady: tuple[Hosts, Store], caplog: pytest.LogCaptureFixture
) -> None:
    """It renews as if there were no other, with one warning a minute; when the store is back, it is told."""
    hosts, running = unsteady
    user = hosts.user()
    user("auth.me")
    running.stop()
    for _ in range(2):
        hosts.server.sandbox.revoke_access_tokens()
        user("auth.me")
    assert hosts.counts() == (2, 1)
    assert [each.levelno for each in caplog.records] == [logging.WARNING]
    assert "the token store failed: redis://127.0.0.1:" in caplog.text
    running.start()
    hosts.server.manual.advance(11)
    user("auth.me")
    assert hosts.user(password=False)("auth.me").email == hosts.server.sandbox.email
    assert hosts.counts() == (2, 1)


def test_without_the_store_strict(unsteady: tuple[Hosts, Store]) -> None:
    """A strict host renews nothing, says so, and uses its token to the end."""
    hosts, running = unsteady
    user = hosts.user(strict=True)
    user("auth.me")
    running.stop()
    hosts.server.manual.advance(LIFETIME - 5)
    user("auth.me")
    hosts.server.manual.advance(5)
    with pytest.raises(SharedStoreError, match=r"redis://127\.0\.0\.1:"):
        user("auth.me")
    assert hosts.counts() == (0, 1)
    running.start()
    user("auth.me")
    assert hosts.counts() == (1, 1)


def test_a_store_that_hangs(unsteady: tuple[Hosts, Store], caplog: pytest.LogCaptureFixture) -> None:
    """It is waited for no longer than the time-out."""
    hosts, running = unsteady
    user = hosts.user(timeout=0.01)
    running.freeze()
    try:
        assert user("auth.me").email == hosts.server.sandbox.email
    finally:
        running.thaw()
    assert "no answer within 0.01 s" in caplog.text


def test_a_store_that_lost_everything(hosts: Hosts, store: Store) -> None:
    """Hosts keep what they have, and the next renewal is in the store again."""
    users = [hosts.user(), hosts.user(password=False)]
    for user in users:
        user("auth.me")
    store.forget()
    hosts.server.manual.advance(LIFETIME)
    for user in users:
        user("auth.me")
    assert hosts.counts() == (1, 1)


def test_a_store_that_wants_a_password(
    unsteady: tuple[Hosts, Store], caplog: pytest.LogCaptureFixture
) -> None:
    """Its refusal is one of the failures that a host goes on after."""
    hosts, running = unsteady
    running.client.config_set("requirepass", "store-secret")
    hosts.user()("auth.me")
    assert "the token store failed" in caplog.text
    assert "secret" not in caplog.text
    running.client.auth("store-secret")
    running.client.config_set("requirepass", "")


def test_the_documented_rights_suffice(unsteady: tuple[Hosts, Store]) -> None:
    """A user of the store with the rights that the documentation names can do all that hosts do, and read no more."""
    hosts, running = unsteady
    page = (Path(__file__).resolve().parents[2] / "docs" / "uptimehunt.md").read_text(encoding="utf-8")
    (line,) = (line for line in page.splitlines() if line.startswith("ACL SETUSER"))
    running.client.execute_command(*line.replace("PASSWORD", "store-secret").split())
    hosts.url = running.url.replace("redis://", "redis://uptimekit-sessions:store-secret@")
    first, second = hosts.user(strict=True), hosts.user(strict=True, password=False)
    first("auth.me")
    hosts.server.sandbox.revoke_access_tokens()
    second("auth.me")
    first("auth.me")
    second("auth.logout")
    assert hosts.counts() == (1, 1)
    assert running.client.acl_log() == []


# -------------------------------------------------------------------- event loops and processes


def test_a_cancelled_renewal_releases_the_lock(server: Server, store: Store) -> None:
    """An event loop that ends in the middle of a renewal holds no other host up."""
    sandbox = server.sandbox
    sandbox.faults.add(Fault(latency=1, match="POST /api/v1/auth/login", times=1))

    async def ended() -> None:
        async with (
            SharedTokenStore(store.url, account="ops", timeout=30.0) as tokens,
            AsyncClient(
                sandbox.email, sandbox.password, base_url=server.base_url, token_store=tokens
            ) as client,
        ):
            call = asyncio.create_task(client.auth.me())
            while not store.client.hexists(KEY, "holder"):
                await asyncio.sleep(0.001)
            call.cancel()
            await asyncio.wait([call])

    asyncio.run(ended())
    assert not store.client.hexists(KEY, "holder")


def test_a_session_on_several_event_loops(server: Server, store: Store) -> None:
    """A client that goes from loop to loop shares its session on each."""
    tokens = SharedTokenStore(store.url, account="ops", timeout=30.0)
    client = AsyncClient(
        server.sandbox.email, server.sandbox.password, base_url=server.base_url, token_store=tokens
    )

    async def me() -> None:
        server.sandbox.revoke_access_tokens()
        await client.auth.me()

    for _ in range(3):
        asyncio.run(me())
    asyncio.run(client.aclose())
    asyncio.run(tokens.aclose())
    assert (server.count("refresh"), server.count("login")) == (2, 1)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on this system")
def test_a_forked_child_shares_it(server: Server, store: Store) -> None:
    """A child renews the session for its parent, by a connection of its own."""
    with ExitStack() as stack:
        hosts = Hosts("sync", server, store.url, stack)
        user = hosts.user()
        user("auth.me")
        server.sandbox.revoke_access_tokens()
        child = os.fork()
        if child == 0:  # no assertion and no fixture may run here
            try:
                os._exit(0 if user("auth.me").email == server.sandbox.email else 1)
            finally:
                os._exit(2)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        user("auth.me")
        assert hosts.counts() == (1, 1)


# -------------------------------------------------------------------- the store itself


def test_it_is_a_token_store(store: Store) -> None:
    """A program may read, replace and remove the session, with the address of the store in any form."""
    tokens = Tokens("access-secret", "refresh-secret", time.time() + 900, time.time() + 7_000)
    for url in (store.url, store.socket_url, store.url.replace("redis", "valkey")):
        with SharedTokenStore(url, account="ops", timeout=30.0) as shared:
            shared.save(tokens)
            found = shared.load()
            assert found is not None
            assert (found.access, found.refresh) == (tokens.access, tokens.refresh)
            assert found.expires_at == pytest.approx(tokens.expires_at, abs=60)
            shared.save(None)
            assert shared.load() is None
            assert "secret" not in repr(shared)


def test_a_password_of_the_store_is_not_shown(new_store: NewStore) -> None:
    """Neither the repr nor an error has the password in the address."""
    running = new_store("--requirepass", "store-secret")
    url = running.url.replace("redis://", "redis://:wrong-secret@")
    with SharedTokenStore(url, account="ops", timeout=30.0) as shared:
        with pytest.raises(SharedStoreError) as caught:
            shared.load()
        assert "secret" not in f"{shared!r} {caught.value} {caught.value!r}"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: SharedTokenStore("redis://127.0.0.1", account=""), "account must be the name"),
        (lambda: SharedTokenStore("redis://127.0.0.1", account=None), "account must be the name"),  # type: ignore[arg-type]
        (lambda: SharedTokenStore(account="ops"), "address of the store"),
        (lambda: SharedTokenStore("/run/tokens", account="ops"), "redis://"),
        (lambda: SharedTokenStore("redis://127.0.0.1", account="ops", timeout=-1), "timeout"),
    ],
)
def test_arguments_that_make_no_sense(make: Callable[[], object], message: str) -> None:
    """They are refused when the store is made, with what to write instead."""
    with pytest.raises(ConfigurationError, match=message):
        make()


@pytest.mark.usefixtures("patient")
def test_the_environment_may_name_the_store(
    server: Server, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All clients of an account share the session then, and each closes the connections that it made."""
    monkeypatch.setenv("UPTIMEHUNT_TOKEN_STORE", store.url)
    login = {"email": server.sandbox.email, "password": server.sandbox.password}
    for _ in range(2):
        with Client(**login, base_url=server.base_url) as client:
            client.auth.me()
            copy = client.with_options(timeout=3.0)
            copy.close()
            assert client._token_store._connection._built is not None
        assert client._token_store._connection._built is None

    async def me() -> None:
        async with AsyncClient(**login, base_url=server.base_url) as client:
            await client.auth.me()

    asyncio.run(me())
    assert server.count("login") == 1
    assert len(store.client.keys("uptimekit:session:*")) == 1
