"""Tests of how access tokens are renewed, with endpoints that the test plays itself."""

from __future__ import annotations

import asyncio
import gc
import math
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from uptimekit._runtime import Request
from uptimekit._runtime.errors import ConfigurationError, NetworkError, RequestTimeoutError, UptimeKitError
from uptimekit.uptimehunt import AuthenticationError, MemoryTokenStore, ServerError, SessionEndedError, Tokens
from uptimekit.uptimehunt._async.token_renewal import AsyncTokenRenewal
from uptimekit.uptimehunt._session import REFRESH_MARGIN, Credentials, Session
from uptimekit.uptimehunt._sync.token_renewal import TokenRenewal, patience
from uptimekit.uptimehunt._tokens import REFRESH_LIFETIME
from uptimekit_clients.uptimehunt.models import TokenResult

from ._support import FakeClock, jwt

WHO = Credentials("someone@main.example", "a-password")
KINDS = ["sync", "async"]


class Server:
    """Plays both endpoints: what each answers or raises, and what it was sent."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.sent: list[tuple[str, dict[str, str]]] = []
        self.left: list[float] = []
        self.failing: dict[str, UptimeKitError] = {}
        self.during: Callable[[], object] = lambda: None

    def __call__(self, request: Request[TokenResult], left: float) -> TokenResult:
        endpoint = request.operation.id
        self.sent.append((endpoint, request.json))
        self.left.append(left)
        self.during()
        if endpoint in self.failing:
            raise self.failing[endpoint]
        number = len(self.sent)
        access = jwt(900, self.clock.now, n=number)
        tokens = {"access": access, **({"refresh": f"r{number}"} if endpoint == "login" else {})}
        return TokenResult.from_dict({"data": tokens})


class Kit:
    """A session at its beginning, the server it talks to, and a renewal of either kind."""

    def __init__(self, kind: str, tokens: Tokens | None, credentials: Credentials | None) -> None:
        self.clock = FakeClock()
        self.server = Server(self.clock)
        self.store = MemoryTokenStore()
        self.session = Session(credentials, tokens, self.store, self.clock)
        self.kind = kind
        self.renewal: Any = (
            TokenRenewal(self.session, self.server)
            if kind == "sync"
            else AsyncTokenRenewal(self.session, self._async)
        )

    async def _async(self, request: Request[TokenResult], left: float) -> TokenResult:
        await asyncio.sleep(0)
        return self.server(request, left)

    def get(self, refused: str | None = None, left: float = math.inf) -> str:
        found = self.renewal.get(refused, left)
        token: str = found if self.kind == "sync" else asyncio.run(found)
        return token

    @property
    def endpoints(self) -> list[str]:
        return [endpoint for endpoint, _ in self.server.sent]


def _pair(clock_now: float = 1_768_210_000.0) -> Tokens:
    return Tokens("first", "r0", clock_now + 900, clock_now + 7_000)


def _refusal(status: int) -> UptimeKitError:
    error = AuthenticationError("no")
    error.status_code = status
    return error


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_good_token_costs_nothing(kind: str) -> None:
    """While the token is good, to the margin before its end, nobody is asked."""
    kit = Kit(kind, _pair(), None)
    kit.clock.now += 900 - REFRESH_MARGIN - 1
    assert kit.get() == "first"
    assert kit.server.sent == []


def test_it_is_renewed_before_it_ends(kind: str) -> None:
    """From the margin on the refresh token is exchanged, the new one is saved, and the refresh token stays."""
    kit = Kit(kind, _pair(), None)
    kit.clock.now += 900 - REFRESH_MARGIN
    token = kit.get()
    assert kit.server.sent == [("refresh", {"refresh": "r0"})]
    assert kit.get() == token
    saved = kit.store.load()
    assert saved is not None
    assert (saved.access, saved.refresh, saved.expires_at) == (token, "r0", kit.clock.now + 900)


def test_a_refused_token_is_renewed_at_once(kind: str) -> None:
    """A token that the server does not take is renewed although it looks good; one replaced meanwhile is not."""
    kit = Kit(kind, _pair(), None)
    token = kit.get("first")
    assert kit.endpoints == ["refresh"]
    assert kit.get("first") == token
    assert kit.endpoints == ["refresh"]


def test_credentials_are_the_beginning_and_the_last_way(kind: str) -> None:
    """Without tokens it logs in; when the refresh token is refused, it logs in again."""
    kit = Kit(kind, None, WHO)
    first = kit.get()
    assert kit.server.sent == [("login", {"email": WHO.email, "password": WHO.password})]
    kit.server.failing["refresh"] = _refusal(401)
    assert kit.get(first) != first
    assert kit.server.sent[1:] == [("refresh", {"refresh": "r1"}), ("login", WHO._asdict())]


def test_a_refresh_token_that_has_run_out_is_not_tried_where_there_are_credentials(kind: str) -> None:
    """After seven days it logs in straight away; without credentials the server has the last word."""
    kit = Kit(kind, _pair(), WHO)
    kit.clock.now += 8_000
    kit.get()
    assert kit.endpoints == ["login"]
    alone = Kit(kind, _pair(), None)
    alone.clock.now += 8_000
    alone.get()
    assert alone.endpoints == ["refresh"]


@pytest.mark.parametrize("status", [400, 401, 403, 422])
def test_without_credentials_a_refused_refresh_ends_the_session(kind: str, status: int) -> None:
    """The error says what to do, and later calls get it without another request."""
    kit = Kit(kind, _pair(), None)
    kit.store.save(_pair())
    kit.server.failing["refresh"] = _refusal(status)
    for _ in range(2):
        with pytest.raises(SessionEndedError, match=r"call auth\.login\(\)"):
            kit.get("first")
    assert kit.endpoints == ["refresh"]
    assert kit.store.load() is None


def test_a_wrong_base_url_costs_no_session(kind: str) -> None:
    """A 404 says nothing about tokens or passwords: it is raised as it is, and both are kept."""
    for tokens, credentials, endpoint in ((_pair(), None, "refresh"), (None, WHO, "login")):
        kit = Kit(kind, tokens, credentials)
        kit.server.failing[endpoint] = _refusal(404)
        with pytest.raises(AuthenticationError, match="no"):
            kit.get("first")
        del kit.server.failing[endpoint]
        kit.get("first")
        assert kit.endpoints == [endpoint, endpoint]


def test_wrong_credentials_are_tried_once(kind: str) -> None:
    """A login that is refused says so, and is not repeated with every call: that could lock the account."""
    kit = Kit(kind, None, WHO)
    kit.server.failing["login"] = _refusal(401)
    with pytest.raises(AuthenticationError, match="no"):
        kit.get()
    with pytest.raises(SessionEndedError):
        kit.get()
    assert kit.endpoints == ["login"]


@pytest.mark.parametrize("failure", [NetworkError("down"), ServerError("down")])
def test_a_failed_renewal_may_wait_while_the_token_works(kind: str, failure: UptimeKitError) -> None:
    """Within the margin the old token still serves, and the next call tries again; after its end it is an error."""
    kit = Kit(kind, _pair(), None)
    kit.server.failing["refresh"] = failure
    kit.clock.now += 900 - REFRESH_MARGIN
    assert [kit.get(), kit.get()] == ["first", "first"]
    kit.clock.now += REFRESH_MARGIN
    with pytest.raises(type(failure), match="down"):
        kit.get()
    del kit.server.failing["refresh"]
    kit.get()
    assert kit.endpoints == ["refresh"] * 4


def test_a_failed_renewal_is_no_excuse_for_a_refused_token(kind: str) -> None:
    """A token that was just refused is not sent again because nothing better could be had."""
    kit = Kit(kind, _pair(), None)
    kit.server.failing["refresh"] = NetworkError("down")
    with pytest.raises(NetworkError):
        kit.get("first")


def test_a_failed_login_that_may_go_better_keeps_the_credentials(kind: str) -> None:
    """A server that is down is asked again with the next call."""
    kit = Kit(kind, None, WHO)
    kit.server.failing["login"] = ServerError("down")
    with pytest.raises(ServerError):
        kit.get()
    del kit.server.failing["login"]
    kit.get()
    assert kit.endpoints == ["login", "login"]


def test_another_processes_tokens_are_taken_over(kind: str) -> None:
    """If the store has newer tokens than ours when ours have ended, nobody is asked."""
    kit = Kit(kind, _pair(), None)
    kit.clock.now += 900
    kit.store.save(Tokens("theirs", "r9", kit.clock.now + 900, kit.clock.now + 7_000))
    assert kit.get() == "theirs"
    assert kit.server.sent == []


def test_older_tokens_of_another_process_are_left_alone(kind: str) -> None:
    """What the store has from before does not replace tokens that end later."""
    kit = Kit(kind, _pair(), None)
    kit.store.save(Tokens("older", "r-older", kit.clock.now + 800, kit.clock.now + 7_000))
    kit.get("first")
    assert kit.server.sent == [("refresh", {"refresh": "r0"})]


def test_a_refresh_that_another_process_won_is_no_loss(kind: str) -> None:
    """If the refresh token was used up elsewhere meanwhile, the tokens that came of it are taken, not dropped."""
    kit = Kit(kind, _pair(), None)
    kit.clock.now += 900
    theirs = Tokens("theirs", "r9", kit.clock.now + 900, kit.clock.now + 7_000)
    kit.server.failing["refresh"] = _refusal(401)
    kit.server.during = lambda: kit.store.save(theirs)
    assert kit.get() == "theirs"
    assert kit.store.load() is theirs


def test_a_logout_ends_it(kind: str) -> None:
    """After a logout nothing logs in again by itself, whatever the store still gets from others."""
    kit = Kit(kind, _pair(), WHO)
    kit.session.end()
    kit.store.save(_pair())
    with pytest.raises(SessionEndedError, match="has logged out"):
        kit.get()
    assert kit.server.sent == []


def test_a_login_after_a_logout_begins_anew(kind: str) -> None:
    """Then the store counts again, and a session that ends is not said to be a logout."""
    kit = Kit(kind, _pair(), WHO)
    kit.session.end()
    first = kit.session.accept({"data": {"access": "again"}})
    with pytest.raises(SessionEndedError, match="cannot be renewed"):
        kit.get(first)
    kit.store.save(Tokens("theirs", "r9", kit.clock.now + 2_000, kit.clock.now + 7_000))
    assert kit.get(first) == "theirs"


def test_a_client_that_was_given_nothing_says_what_it_takes(kind: str) -> None:
    """Who forgot the credentials reads which arguments and variables there are; nothing is sent."""
    kit = Kit(kind, None, None)
    with pytest.raises(
        SessionEndedError,
        match=r"^no credentials were given; pass email= and password=, or set UPTIMEHUNT_EMAIL and UPTIMEHUNT_PASSWORD",
    ):
        kit.get()
    assert kit.server.sent == []


@pytest.mark.parametrize("credentials", [None, WHO])
def test_a_refresh_that_a_login_overtakes_is_dropped(kind: str, credentials: Credentials | None) -> None:
    """Who logs in as another user while a refresh is under way gets that user's tokens, none of the old ones."""
    kit = Kit(kind, _pair(), credentials)
    kit.clock.now += 900
    theirs = {"data": {"access": jwt(900, kit.clock.now, who="another"), "refresh": "r9"}}
    kit.server.during = lambda: kit.session.accept(theirs)
    assert kit.get() == theirs["data"]["access"]
    saved = kit.store.load()
    assert saved is not None
    assert (saved.access, saved.refresh) == (theirs["data"]["access"], "r9")
    assert kit.endpoints == ["refresh"]


def test_a_refresh_that_a_logout_overtakes_begins_no_session(kind: str) -> None:
    """An answer that comes after the logout is not kept, and the store stays empty."""
    kit = Kit(kind, _pair(), WHO)
    kit.clock.now += 900
    kit.server.during = kit.session.end
    with pytest.raises(SessionEndedError, match="has logged out"):
        kit.get()
    assert kit.store.load() is None


def test_a_login_keeps_nothing_of_the_session_before(kind: str) -> None:
    """A login that answers without a refresh token leaves none: the one there was may be another user's."""
    kit = Kit(kind, _pair(), None)
    kit.session.accept({"data": {"access": "b"}}, credentials=WHO)
    assert kit.session.refresh_token is None


def test_a_refresh_by_hand_goes_on_with_its_own_token(kind: str) -> None:
    """The refresh token that a caller exchanges stays, with what is known of its end, whoever's it is."""
    kit = Kit(kind, _pair(), None)
    for refresh, end in (("r0", kit.clock.now + 7_000), ("other", kit.clock.now + REFRESH_LIFETIME)):
        kit.session.accept({"data": {"access": "b"}}, kit.session.tokens_with(refresh))
        saved = kit.store.load()
        assert saved is not None
        assert (saved.refresh, saved.refresh_expires_at) == (refresh, end)


def test_fifty_threads_renew_once() -> None:
    """All threads that find the token at its end get the same new one from a single refresh."""
    kit = Kit("sync", _pair(), None)
    kit.clock.now += 900
    gate = threading.Barrier(50)
    kit.server.during = lambda: time.sleep(0.01)  # lets the others arrive
    found: list[str] = []

    def work() -> None:
        gate.wait()
        found.append(kit.get())

    threads = [threading.Thread(target=work) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(found), len(set(found)), kit.endpoints) == (50, 1, ["refresh"])


def test_fifty_tasks_renew_once() -> None:
    """All tasks that had their token refused get the same new one from a single refresh."""
    kit = Kit("async", _pair(), None)

    async def all_of_them() -> list[str]:
        return list(await asyncio.gather(*(kit.renewal.get("first", math.inf) for _ in range(50))))

    assert (len(set(asyncio.run(all_of_them()))), kit.endpoints) == (1, ["refresh"])


def test_a_cancelled_task_leaves_the_renewal_to_the_others() -> None:
    """The task that began a renewal may be cancelled: the others get its token all the same."""
    kit = Kit("async", _pair(), None)

    async def scene() -> str:
        first = asyncio.create_task(kit.renewal.get("first", math.inf))
        second = asyncio.create_task(kit.renewal.get("first", math.inf))
        await asyncio.sleep(0)
        first.cancel()
        token: str = await second
        return token

    assert asyncio.run(scene()) != "first"
    assert kit.endpoints == ["refresh"]


def test_a_failure_that_nobody_waits_for_is_no_complaint_of_the_loop() -> None:
    """If the only task that waited is cancelled and the renewal fails, asyncio has nothing to report."""
    kit = Kit("async", _pair(), None)
    kit.server.failing["refresh"] = NetworkError("down")
    complaints: list[Any] = []

    async def scene() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))
        only = asyncio.create_task(kit.renewal.get("first", math.inf))
        await asyncio.sleep(0)
        only.cancel()
        while not kit.renewal._flight._task.done():
            await asyncio.sleep(0)
        kit.renewal._flight._task = None
        gc.collect()

    asyncio.run(scene())
    assert (kit.endpoints, complaints) == (["refresh"], [])


def test_who_waits_keeps_to_the_deadline() -> None:
    """A thread whose deadline passes while another one renews gets a time-out that says so."""
    kit = Kit("sync", _pair(), None)
    inside, leave = threading.Event(), threading.Event()

    def hold() -> None:
        inside.set()
        leave.wait()

    kit.server.during = hold
    other = threading.Thread(target=kit.get, args=("first",))
    other.start()
    inside.wait()
    with pytest.raises(RequestTimeoutError, match="while the access token was renewed"):
        kit.get("first", left=0.001)
    leave.set()
    other.join()


def test_each_step_of_a_thread_has_what_is_left() -> None:
    """Time that went by before, in a refresh that was refused, is not there for the login."""
    kit = Kit("sync", _pair(), WHO)
    kit.server.failing["refresh"] = _refusal(401)
    kit.server.during = lambda: kit.clock.sleep(20.0)
    kit.get("first", left=30.0)
    assert kit.server.left == [30.0, 10.0]


def test_a_thread_that_waited_has_less_left() -> None:
    """Who waited for another thread's renewal, which failed, has only the rest of its time for its own."""
    kit = Kit("sync", _pair(), None)
    kit.server.failing["refresh"] = ServerError("down")
    lock = kit.renewal._flight._lock
    waits: list[float] = []

    class Slow:
        def acquire(self, timeout: float) -> bool:
            waits.append(timeout)
            kit.clock.sleep(20.0)
            return bool(lock.acquire(timeout=timeout))

        def release(self) -> None:
            lock.release()

    kit.renewal._flight._lock = Slow()
    with pytest.raises(ServerError):
        kit.get("first", left=30.0)
    assert (waits, kit.server.left) == ([30.0], [10.0])


def test_a_task_with_little_time_does_not_hurry_the_others() -> None:
    """A renewal that a call with a short deadline began is not cut short for those who have more time."""
    kit = Kit("async", _pair(), None)
    kit.get("first", left=5.0)
    assert kit.server.left == [math.inf]


def test_a_task_that_waits_keeps_to_the_deadline() -> None:
    """The same for a task; the renewal goes on for the others."""
    kit = Kit("async", _pair(), None)

    async def scene() -> None:
        release = asyncio.Event()

        async def slow(request: Request[TokenResult], left: float) -> TokenResult:
            await release.wait()
            return kit.server(request, left)

        renewal = AsyncTokenRenewal(kit.session, slow)
        with pytest.raises(RequestTimeoutError, match="while the access token was renewed"):
            await renewal.get("first", 0.001)
        release.set()
        assert await renewal.get("first", math.inf) != "first"

    asyncio.run(scene())
    assert kit.endpoints == ["refresh"]


@pytest.mark.parametrize(
    ("left", "deadline", "seconds"),
    [(math.inf, None, None), (5.0, None, 5.0), (math.inf, 60.0, 60.0), (5.0, 60.0, 5.0), (-1.0, 60.0, 0.001)],
)
def test_a_renewal_has_the_shorter_deadline(
    left: float, deadline: float | None, seconds: float | None
) -> None:
    """That is the client's own or what is left of the call, and never less than a moment."""
    assert patience(left, deadline) == seconds


def test_nothing_shows_what_it_holds() -> None:
    """Neither the session nor the credentials show a secret or the address."""
    shown = repr(Kit("sync", _pair(), WHO).session) + repr(WHO) + str(WHO)
    assert not any(secret in shown for secret in (*WHO, "first", "r0"))


class BrokenStore:
    """A store that cannot save or load any more, and quotes in its errors what it was given."""

    def __init__(self) -> None:
        self.broken = False
        self.kept: Tokens | None = None

    def load(self) -> Tokens | None:
        """Return what was saved, as long as the store is whole."""
        if self.broken:
            raise OSError(5, "Input/output error", "refresh-of-canary")
        return self.kept

    def save(self, tokens: Tokens | None) -> None:
        """Save, as long as the store is whole."""
        if self.broken:
            raise RuntimeError(f"cannot keep {tokens and tokens.access}")
        self.kept = tokens


def test_a_store_that_fails_loses_no_session(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    """What was renewed is used even if it can neither be saved nor looked up; the log says so, and shows no token."""
    kit = Kit(kind, _pair(), WHO)
    store = BrokenStore()
    store.broken = True
    kit.session._store = store
    kit.clock.now += 900
    token = kit.get()
    assert (kit.get(), kit.endpoints) == (token, ["refresh"])
    kit.server.failing["refresh"] = _refusal(401)
    second = kit.get(refused=token)
    assert (kit.get(), kit.endpoints) == (second, ["refresh", "refresh", "login"])
    assert "the token store failed: its save() raised RuntimeError; this process goes on" in caplog.text
    assert "the token store failed: the token store cannot be read: its load() raised OSError" in caplog.text
    assert {record.levelname for record in caplog.records if record.name == "uptimekit"} == {"WARNING"}
    assert not [secret for secret in (token, second, "r0", "canary") if secret in caplog.text]


def test_a_logout_that_cannot_be_saved_is_one(kind: str) -> None:
    """A session that ended stays ended in this process, whatever the store still holds."""
    kit = Kit(kind, _pair(), None)
    store = BrokenStore()
    store.kept = kit.session.tokens
    store.broken = True
    kit.session._store = store
    kit.session.end()
    store.broken = False
    with pytest.raises(SessionEndedError, match="logged out"):
        kit.get()


def test_a_store_that_cannot_be_read_at_first_is_a_clear_error() -> None:
    """At the beginning a store that fails is a wrong set-up: a ConfigurationError, which does not quote the store."""
    store = BrokenStore()
    store.broken = True
    with pytest.raises(ConfigurationError, match=r"its load\(\) raised OSError") as caught:
        Session(WHO, None, store, FakeClock())
    assert caught.value.__context__ is None
    assert "canary" not in str(caught.value)
