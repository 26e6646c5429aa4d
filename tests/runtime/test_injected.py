"""Tests of what is learned of, and done with, a client that was passed in."""

from __future__ import annotations

import copy
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

import httpx
import pytest

from uptimekit._runtime.errors import (
    AuthenticationError,
    RateLimitError,
    RedirectError,
    ServerError,
    UptimeKitError,
)
from uptimekit._runtime.injected import (
    connection_limit,
    keep_cookies_out,
    loses_connections,
    proxy_of,
    reports,
)

from ._kit import URL, Driver, Script, ok, request

pytestmark = pytest.mark.usefixtures("library")

KINDS: list[Any] = [httpx.Client, httpx.AsyncClient]
TRANSPORTS = {httpx.Client: httpx.HTTPTransport, httpx.AsyncClient: httpx.AsyncHTTPTransport}


@pytest.mark.parametrize("kind", KINDS)
def test_the_limit_of_a_client_is_learned(kind: Any) -> None:
    """The limit is that of the client's pool, of the smallest if there are several, and None where there is none."""
    made: Any = TRANSPORTS[kind]
    small, many = made(limits=httpx.Limits(max_connections=3)), made(http2=True)
    assert connection_limit(kind()) == 100
    assert connection_limit(kind(limits=httpx.Limits(max_connections=7))) == 7
    assert connection_limit(kind(limits=httpx.Limits(max_connections=None))) is None
    assert connection_limit(kind(mounts={"https://": small})) == 3
    assert connection_limit(small) == 3
    assert connection_limit(many) is None  # many calls share one connection
    assert connection_limit(httpx.MockTransport(lambda _: ok())) is None


@pytest.mark.parametrize("kind", KINDS)
def test_only_httpx_s_own_transports_are_known_to_report(kind: Any) -> None:
    """A client counts as reporting only if every one of its transports is httpx's own."""
    foreign = httpx.MockTransport(lambda _: ok())
    assert reports(kind())
    assert reports(TRANSPORTS[kind]())
    assert not reports(foreign)
    assert not reports(kind(transport=foreign))
    assert not reports(kind(mounts={"https://other.test": foreign}))
    assert not reports(_Wrapper(TRANSPORTS[kind]()))
    assert not reports(kind(transport=_Wrapper(TRANSPORTS[kind]())))
    assert not reports(kind(transport=type("Subclass", (TRANSPORTS[kind],), {})()))


class _Wrapper(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """A transport that passes on to another, and may do more; what it calls *_transport* is httpx's name for it."""

    def __init__(self, transport: Any) -> None:
        self._transport = transport
        self.itself = self


@pytest.mark.parametrize("kind", KINDS)
def test_the_limit_of_a_wrapped_transport_is_learned(kind: Any) -> None:
    """A transport that wraps one of httpx's has no more connections than that, however deep it is within."""
    inner: Any = TRANSPORTS[kind](limits=httpx.Limits(max_connections=3))
    assert connection_limit(_Wrapper(inner)) == 3
    assert connection_limit(_Wrapper(_Wrapper(_Wrapper(inner)))) == 3
    assert connection_limit(kind(transport=_Wrapper(inner))) == 3
    assert connection_limit(kind(mounts={"https://": _Wrapper(inner)})) == 3
    assert connection_limit(_Wrapper(httpx.MockTransport(lambda _: ok()))) is None


def test_where_a_connection_could_be_lost() -> None:
    """Only a pool of httpx's loses connections: it is looked for where a client sends to the address in question."""
    foreign, url = httpx.MockTransport(lambda _: ok()), httpx.URL(URL)
    own = httpx.AsyncHTTPTransport()
    for there in (own, _Wrapper(own), type("Subclass", (httpx.AsyncHTTPTransport,), {})()):
        assert loses_connections(httpx.AsyncClient(transport=there), url)
        assert loses_connections(httpx.AsyncClient(mounts={URL: there}, transport=foreign), url)
        assert loses_connections(
            httpx.AsyncClient(mounts={"https://other.test": foreign}, transport=there), url
        )
    for there in (foreign, _Wrapper(foreign)):
        assert not loses_connections(httpx.AsyncClient(transport=there), url)
        assert not loses_connections(httpx.AsyncClient(mounts={URL: there}), url)


@pytest.mark.parametrize("reads", [False, True])
@pytest.mark.parametrize(
    ("code", "kind", "attempts"),
    [(302, RedirectError, 1), (401, AuthenticationError, 1), (429, RateLimitError, 2), (503, ServerError, 2)],
)
def test_a_hook_that_raises_for_the_status(
    code: int, kind: type[UptimeKitError], attempts: int, reads: bool, driver: Driver
) -> None:
    """A client whose hook calls raise_for_status() gives the error of the status, which shows no address, and retries."""

    def check(answer: httpx.Response) -> None:
        if reads:
            answer.read()
        answer.raise_for_status()

    async def acheck(answer: httpx.Response) -> None:
        if reads:
            await answer.aread()
        answer.raise_for_status()

    headers = {"x-request-id": "r1", "retry-after": "3", "content-type": "application/json"}
    body = httpx.ByteStream(b'{"message": "no, no"}')
    script = Script(lambda _: httpx.Response(code, headers=headers, stream=body))
    http = driver.http(script, event_hooks={"response": [acheck if driver.asynchronous else check]})
    error = driver.error(driver.client(http_client=http, close_http_client=True, retries=1), request())
    assert type(error) is kind
    assert (error.status_code, error.attempts, error.request_id) == (code, attempts, "r1")
    assert ("no, no" in error.message) is reads
    assert (error.__cause__, error.__context__) == (None, None)


def test_a_hook_that_finds_fault_with_a_success(driver: Driver) -> None:
    """An error that a hook raises for a success is the hook's own, and comes out as it is."""

    def check(answer: httpx.Response) -> None:
        raise httpx.HTTPStatusError("too good", request=answer.request, response=answer)

    async def acheck(answer: httpx.Response) -> None:
        check(answer)

    http = driver.http(Script(ok()), event_hooks={"response": [acheck if driver.asynchronous else check]})
    client = driver.client(http_client=http, close_http_client=True)
    with pytest.raises(httpx.HTTPStatusError, match="too good"):
        driver.send(client, request())


def test_an_answer_leaves_no_cookie_in_the_owner_s_client(driver: Driver) -> None:
    """Answers to our calls neither add a cookie to a client that was passed in, nor change or delete one."""
    script = Script(
        ok(None, set_cookie="session=ours; Path=/"),
        ok(None, set_cookie="mine=changed; Path=/"),
        ok(None, set_cookie="mine=gone; Path=/; Max-Age=0"),
    )
    http = driver.http(script, cookies={"mine": "kept"})
    client = driver.client(http_client=http, close_http_client=True)
    for _ in range(3):
        driver.send(client, request())
    assert dict(http.cookies) == {"mine": "kept"}
    assert [sent.headers["cookie"] for sent in script.requests] == ["mine=kept"] * 3


def test_the_owner_s_own_calls_keep_their_cookies(driver: Driver) -> None:
    """What the owner of a client does with it works as before, also after our calls."""
    script = Script(ok(None, set_cookie="session=1; Path=/"))
    http = driver.http(script)
    client = driver.client(http_client=http, close_http_client=True)
    driver.send(client, request())
    assert not http.cookies
    driver.run(http.get(URL))
    assert dict(http.cookies) == {"session": "1"}
    driver.run(http.get(URL))
    assert script.requests[-1].headers["cookie"] == "session=1"


def test_the_owner_s_policy_stays_in_force() -> None:
    """The owner's policy is asked as before, is wrapped once, and can be copied."""
    jar = CookieJar(DefaultCookiePolicy(blocked_domains=["evil.test"], rfc2965=True, hide_cookie2=True))
    keep_cookies_out(jar)
    policy: Any = getattr(jar, "_policy")  # noqa: B009  (no public way to read it)
    keep_cookies_out(jar)
    assert getattr(jar, "_policy") is policy  # noqa: B009
    assert (policy.netscape, policy.rfc2965, policy.hide_cookie2) == (True, True, True)
    cookies = httpx.Cookies(jar)
    for host in ("evil.test", "good.test"):
        answer = httpx.Response(
            200, headers={"set-cookie": "a=1"}, request=httpx.Request("GET", f"https://{host}/")
        )
        cookies.extract_cookies(answer)
    assert [cookie.domain for cookie in jar] == ["good.test"]
    assert copy.copy(policy).hide_cookie2


@pytest.mark.parametrize("kind", ["Client", "AsyncClient"])
def test_the_proxy_of_a_client(kind: str) -> None:
    """The proxy of a client that was passed in is known for the servers that it is for, without its credentials."""
    here, there = map(httpx.URL, ("https://here.test/", "https://there.test/"))
    made = getattr(httpx, kind)
    through = {"proxy": "http://user:s3cret-word@proxy.test:3128"}
    assert str(proxy_of(made(**through), here)) == "http://proxy.test:3128"
    assert proxy_of(made(), here) is None
    transport = getattr(httpx, f"{'Async' * (kind != 'Client')}HTTPTransport")(**through)
    mounted = made(mounts={"https://here.test": transport})
    assert [proxy_of(mounted, url) is None for url in (here, there)] == [False, True]
    assert str(proxy_of(transport, here)) == "http://proxy.test:3128"
    assert proxy_of(httpx.MockTransport(lambda _: httpx.Response(200)), here) is None
