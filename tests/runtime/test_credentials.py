"""Tests of what an operation sends of a client's credentials, and where."""

from __future__ import annotations

import base64
import logging
import traceback
from typing import Any

import httpx
import pytest

from uptimekit._runtime import Pagination
from uptimekit._runtime.errors import AuthenticationError, ConfigurationError, InputError

from ._forms import BOTH, CANARIES, EVERYTHING, FORMS, LOGIN, NONE, PASSWORD, SECRETS, SID, TOKEN, USER, op
from ._kit import URL, Driver, Script, ok, operation, request, status


class Changing:
    """A source of texts; a refused one is dropped, and the next one given."""

    account = "someone"

    def __init__(self, driver: Driver, *secrets: str) -> None:
        self.driver, self.secrets = driver, list(secrets)
        self.refused: list[str | None] = []

    def get(self, refused: str | None, left: float) -> Any:
        self.refused.append(refused)
        if refused == self.secrets[0]:
            self.secrets.pop(0)
        return self._later(self.secrets[0]) if self.driver.asynchronous else self.secrets[0]

    async def _later(self, secret: str) -> str:
        return secret


def client(driver: Driver, *steps: Any, sources: Any = None, **secrets: Any) -> tuple[Any, Script]:
    """Return a client with these secrets, and what plays its network."""
    script = Script(*(steps or (ok(),)))
    options = {"secret_sources": sources} if sources else {}
    return driver.client(script, provider=FORMS, secrets=NONE | secrets, **options), script


def sent(driver: Driver, of: Any, query: dict[str, Any] | None = None, **secrets: Any) -> httpx.Request:
    """Return what was sent for *of* with these secrets."""
    made, script = client(driver, **secrets)
    driver.send(made, request(of, query=query or {}))
    return script.requests[0]


# -------------------------------------------------------------------- several at once


def test_credentials_that_belong_together_are_all_sent(driver: Driver) -> None:
    """An alternative of two sends both; one of which a secret is missing gives way to the next."""
    of = op(*BOTH, ("token",))
    both = sent(driver, of, api_key="first-key", app_key="second-key", token=TOKEN)
    assert (both.headers["x-api-key"], both.headers["x-app-key"]) == ("first-key", "second-key")
    assert not both.url.query
    other = sent(driver, of, api_key="first-key", token=TOKEN)
    assert (other.url.params["token"], "x-api-key" in other.headers) == (TOKEN, False)


@pytest.mark.parametrize(
    ("secrets", "text"),
    [
        ({}, "no credential was given, nothing was sent; pass api_key= and app_key= or pass token= or set FORMS_API_KEY and FORMS_APP_KEY"),
        ({"api_key": "k"}, "not every credential was given, nothing was sent; pass app_key= or pass token= or set FORMS_APP_KEY"),
    ],
)  # fmt: skip
def test_what_is_missing_is_named(driver: Driver, secrets: Any, text: str) -> None:
    """Without a whole alternative nothing is sent, and the error names what to give beside what was given."""
    made, script = client(driver, **secrets)
    error = driver.error(made, request(op(*BOTH, ("token",))))
    assert (type(error), error.message, script.requests) == (AuthenticationError, text, [])
    driver.send(made, request(operation(security=BOTH)))
    assert "x-api-key" not in script.requests[0].headers


def test_a_refusal_names_all_that_was_sent(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error of a 403 says where each of two secrets came from, and asks if one can only read."""
    monkeypatch.setenv("FORMS_APP_KEY", "second-key")
    made, _ = client(driver, status(403), api_key="first-key")
    error = driver.error(made, request(op(*BOTH, method="POST")))
    assert "api_key= and the environment variable FORMS_APP_KEY were used; is it read-only?" in error.message


def test_each_of_two_sources_is_asked(driver: Driver) -> None:
    """Two secrets that change come from two sources, which are told what was refused; a fixed one goes beside them."""
    first, second = (
        Changing(driver, "old-first", "new-first"),
        Changing(driver, "old-login:pw", "new-login:pw"),
    )
    made, script = client(driver, status(401), ok(), sources={"api_key": first, "login": second}, token=TOKEN)
    driver.send(made, request(op(("token", "api_key", "login"))))
    seen = [
        (each.headers["x-api-key"], each.headers["authorization"], each.url.query) for each in script.requests
    ]
    query = b"token=t%2Fo%2Bk%26e%3Dn-of-query"
    assert seen == [
        ("old-first", "Basic " + base64.b64encode(b"old-login:pw").decode(), query),
        ("new-first", "Basic " + base64.b64encode(b"new-login:pw").decode(), query),
    ]
    assert (first.refused, second.refused) == ([None, "old-first"], [None, "old-login:pw"])


# -------------------------------------------------------------------- HTTP basic


@pytest.mark.parametrize("given", [(USER, PASSWORD), f"{USER}:{PASSWORD}"])
def test_basic(driver: Driver, given: Any) -> None:
    """A pair, or both in one text, goes out in UTF-8 and base64; a colon may stand in the password."""
    assert sent(driver, op(("login",)), login=given).headers["authorization"] == LOGIN


def test_basic_without_a_password(driver: Driver) -> None:
    """Either half may be empty, as where a key is the user name; two empty halves are no credential."""
    for given, token in ((("key", ""), b"key:"), (":password", b":password")):
        header = sent(driver, op(("login",)), login=given).headers["authorization"]
        assert base64.b64decode(header.removeprefix("Basic ")) == token
    for given in (("", ""), ":", ""):
        made, _ = client(driver, login=given)
        assert isinstance(driver.error(made, request(op(("login",)))), AuthenticationError)


def test_basic_from_the_environment(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment variable holds both, with a colon between."""
    monkeypatch.setenv("FORMS_LOGIN", f"{USER}:{PASSWORD}")
    assert sent(driver, op(("login",))).headers["authorization"] == LOGIN


@pytest.mark.parametrize(
    ("secrets", "text"),
    [
        ({"login": ("ja:ne-doe", "pass-word")}, "login: the user name has a colon"),
        ({"login": "pass-word"}, 'login must be (user, password) or "user:password"; for no password, "user:"'),
        ({"login": ("jane-doe", "pass-word\n")}, "login has a line break or control character"),
        ({"login": ("jane-doe", "pass-word\ud800")}, "login has half of a surrogate pair"),
        ({"login": ("jane-doe", 5)}, "login must be a pair of texts"),
        ({"login": ("jane-doe",)}, "login must be a string or (user, password)"),
        ({"login": 5}, "login must be a string or (user, password)"),
        ({"token": ("jane-doe", "pass-word")}, "token must be a string"),
        ({"session": "pass-word; admin=1"}, "the value of session has a character that no cookie can carry"),
        ({"token": "pass-word\n"}, "the value of token has a line break"),
    ],
)  # fmt: skip
def test_what_cannot_be_sent_is_refused(driver: Driver, secrets: Any, text: str) -> None:
    """The constructor refuses it in a line that names the argument, and repeats nothing of the secret."""
    with pytest.raises(ConfigurationError) as caught:
        client(driver, **secrets)
    shown = "".join(traceback.format_exception(caught.value))
    assert text in str(caught.value)
    assert "jane" not in shown
    assert "pass-word" not in shown


@pytest.mark.parametrize(("name", "bad"), [("login", "jane-doe"), ("session", "jane-doe; a=1")])
def test_what_a_source_gives_is_refused_likewise(driver: Driver, name: str, bad: str) -> None:
    """A source whose secret cannot be sent ends the call with a line that names the credential."""
    made, script = client(driver, sources={name: Changing(driver, bad)})
    error = driver.error(made, request(op((name,))))
    assert (type(error), error.operation, script.requests) == (InputError, "getThings", [])
    assert name in error.message
    assert "jane" not in error.message


# -------------------------------------------------------------------- query and cookie


def test_a_key_in_the_query_stands_beside_the_others(driver: Driver) -> None:
    """The key is percent-encoded once, after the caller's parameters, and in place of one of its name."""
    url = sent(driver, op(("token",)), {"a": ["1", "2"], "token": "of-the-caller"}, token=TOKEN).url
    assert url.params.multi_items() == [("a", "1"), ("a", "2"), ("token", TOKEN)]


def test_a_cookie_goes_beside_others(driver: Driver) -> None:
    """The cookie joins those of the client's headers, in place of one of its name, and its answer's are not kept."""
    script = Script(ok(set_cookie="sid=of-the-server"))
    headers = {"Cookie": "lang=en; sid=of-the-caller; theme=dark"}
    made = driver.client(script, provider=FORMS, secrets=NONE | {"session": SID}, headers=headers)
    for _ in range(2):
        driver.send(made, request(op(("session",))))
        assert script.requests[-1].headers["cookie"] == f"lang=en; theme=dark; sid={SID}"


def test_a_changing_cookie_is_sent_once(driver: Driver) -> None:
    """The cookie of a second attempt replaces that of the first one."""
    made, script = client(
        driver, status(401), ok(), sources={"session": Changing(driver, "sid-one", "sid-two")}
    )
    driver.send(made, request(op(("session",))))
    assert [each.headers["cookie"] for each in script.requests] == ["sid=sid-one", "sid=sid-two"]


def test_a_client_that_was_passed_in_sends_all_forms(driver: Driver) -> None:
    """Query parameters and cookies of an injected client stay its owner's business; ours win over those of a name."""
    script = Script(ok())
    http = driver.http(script, params={"token": "of-the-owner", "page": "1"}, cookies={"sid": "of-the-owner"})
    made = driver.client(provider=FORMS, secrets=NONE | {"token": TOKEN, "session": SID}, http_client=http)
    driver.send(made, request(op(("token", "session"))))
    (seen,) = script.requests
    assert (sorted(seen.url.params.multi_items()), seen.headers["cookie"]) == (
        [("page", "1"), ("token", TOKEN)],
        f"sid={SID}",
    )


# -------------------------------------------------------------------- listings


LISTED = op(("token",), pagination=Pagination("link", "items", next="next"))


def pages(driver: Driver, *links: str) -> tuple[Any, Script]:
    """Return a client of a listing, each page of which has the next of these *links*."""
    steps = [ok({"items": [number], "next": link}) for number, link in enumerate((*links, ""))]
    return client(driver, *steps, token=TOKEN)


@pytest.mark.parametrize(
    "link",
    [
        f"{URL}/things?token=t%2Fo%2Bk%26e%3Dn-of-query&after=%FF%20x&flag",
        "?after=%FF%20x&token=t%2Fo%2Bk%26e%3Dn-of-query&flag",
        "/things?after=%FF%20x&flag&token=another-key&%74oken=x",
        "?after=%FF%20x&flag",
    ],
)
def test_a_next_link_carries_the_key_once_and_no_token_shows_it(driver: Driver, link: str) -> None:
    """The key goes out once with each page, the rest of the link as the server spelled it; tokens are without it."""
    made, script = pages(driver, link)
    taken = driver.take(made.paginate(request(LISTED)).pages())
    query = b"after=%FF%20x&flag&token=t%2Fo%2Bk%26e%3Dn-of-query"
    assert [each.url.query for each in script.requests] == [
        query[-len(b"token=t%2Fo%2Bk%26e%3Dn-of-query") :],
        query,
    ]
    assert taken[0].next_token == taken[1].token
    assert "token" not in taken[1].token


def test_a_token_with_the_key_resumes_a_listing(driver: Driver) -> None:
    """A link that a caller stored with the key is sent with the key once, and an error's page token is without it."""
    made, script = client(driver, status(404), token=TOKEN)
    stored = f"{URL}/things?after=2&token=an-older-key"
    with pytest.raises(Exception, match="Not Found") as caught:
        driver.take(made.paginate(request(LISTED), start_at=stored))
    assert script.requests[0].url.params.multi_items() == [("after", "2"), ("token", TOKEN)]
    assert caught.value.page_token == f"{URL}/things?after=2"  # type: ignore[attr-defined]


def test_an_address_that_has_the_key_is_sent_with_it_once(driver: Driver) -> None:
    """A request for an address of the server's gets the key in place of the one that it has."""
    made, script = client(driver, token=TOKEN)
    driver.send(made, request(op(("token",)), url=f"{URL}/things?token=an-older-key&after=2"))
    assert script.requests[0].url.params.multi_items() == [("after", "2"), ("token", TOKEN)]


# -------------------------------------------------------------------- secrecy


def _echo(seen: httpx.Request) -> httpx.Response:
    """Return an error that repeats all of a request, in the body and in the headers."""
    said = [str(seen.url), *(f"{name}: {value}" for name, value in seen.headers.items()), *CANARIES]
    return status(400, {"error": " ".join(said), "errors": {"x": said}}, x_request_id=LOGIN)


def test_nothing_repeats_the_new_forms(driver: Driver, caplog: pytest.LogCaptureFixture) -> None:
    """Errors, events, logs, reprs and tracebacks of a call have neither the pair, its parts, its base64 nor the keys."""
    caplog.set_level(logging.DEBUG)
    events: list[Any] = []
    made = driver.client(Script(_echo), provider=FORMS, secrets=NONE | SECRETS, hooks=[events.append])
    error = driver.error(made, request(EVERYTHING))
    frames = traceback.TracebackException.from_exception(error, capture_locals=True)
    ours = [str(each.locals) for each in frames.stack if "/uptimekit/" in each.filename]
    texts = (str(error), repr(error), str(vars(error)), repr(made), str(events), caplog.text, *ours)
    assert "***" in str(error)
    assert "login=***" in repr(made)
    assert [(canary, text) for canary in CANARIES for text in texts if canary in text] == []


def test_a_key_in_the_query_shows_in_no_failure(driver: Driver) -> None:
    """An error of the transport and the address of an answer are without the query, whatever the key's length."""
    made, script = client(
        driver, httpx.ConnectError("no way to /things?token=t%2Fo%2Bk%26e%3Dn-of-query"), token=TOKEN
    )
    error = driver.error(made.with_options(retries=0), request(op(("token",))))
    shown = "".join(traceback.format_exception(error))
    assert len(script.requests) == 1
    assert "of-query" not in shown
    made, _ = client(driver, token="short")
    assert driver.send(made, request(op(("token",)))).address == f"{URL}/things"


@pytest.mark.parametrize("name", ["token", "session", "login"])
def test_limits_are_counted_by_every_form(driver: Driver, name: str) -> None:
    """Clients of one secret share a limiter, however the secret is given; those of another secret have another."""
    one, same, other = (
        SECRETS[name],
        SECRETS[name],
        ("someone-else", "x") if name == "login" else "another-key",
    )
    if name == "login":
        same = ":".join(SECRETS["login"])
    limiters = [
        client(driver, **{name: value})[0]._shared.limiter(request(EVERYTHING))
        for value in (one, same, other)
    ]
    assert limiters[0] is limiters[1]
    assert limiters[0] is not limiters[2]
