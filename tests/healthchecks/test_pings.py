"""Pings before they are sent and after they were answered."""

from __future__ import annotations

import copy
import pickle
import uuid
from typing import Any

import httpx
import pytest

from uptimekit import InputError
from uptimekit.healthchecks import (
    BadAPIRequestError,
    CheckNotFoundError,
    CheckTrap,
    HCAPIRateLimitError,
    NonUniqueSlugError,
)
from uptimekit.healthchecks.pings import PingResult, checked_exit_code
from uptimekit.sandbox import Fault

from ._support import PING_KEY, PINGS, UUID, Caller, Recorder, Server, make_check


def test_result_is_a_pair() -> None:
    """A result unpacks and compares as the documented pair, reads by name, and survives pickle and copy."""
    result = PingResult(True, "Created", 201, 10_000, True)
    success, text = result
    assert (success, text) == (result.success, result.text) == result == (True, "Created")
    assert (result.created, result.status_code, result.body_limit) == (True, 201, 10_000)
    for twin in (pickle.loads(pickle.dumps(result)), copy.copy(result), copy.deepcopy(result)):
        assert twin == result
        assert vars(twin) == vars(result)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (httpx.Response(200, text="OK"), (True, "OK", False, None)),
        (
            httpx.Response(200, text="OK\n", headers={"Ping-Body-Limit": "100000"}),
            (True, "OK", False, 100_000),
        ),
        (httpx.Response(201, text="Created"), (True, "Created", True, None)),
        (httpx.Response(200, text="Welcome!"), (False, "Welcome!", False, None)),
        (httpx.Response(200, text=""), (False, "", False, None)),
        (httpx.Response(200, text="OK", headers={"Ping-Body-Limit": "none"}), (True, "OK", False, None)),
        (httpx.Response(200, text="OK", headers={"Ping-Body-Limit": "9" * 5000}), (True, "OK", False, None)),
    ],
)
def test_answers(call: Caller, answer: httpx.Response, expected: tuple[Any, ...]) -> None:
    """Only the server's own words are a success; the body limit is read where it is a sane number."""
    result = call(call.mocked(Recorder(answer)).success_ping, UUID)
    assert (*result, result.created, result.body_limit) == expected


def test_a_learnt_limit_is_kept(call: Caller) -> None:
    """An answer without a limit does not make the client forget the one that it knows."""
    known = httpx.Response(200, text="OK", headers={"Ping-Body-Limit": "20"})
    answer = Recorder(known, httpx.Response(200, text="OK"))
    client = call.mocked(answer)
    for _ in range(3):
        call(client.success_ping, UUID, data="x" * 50)
    assert [len(body) for body in answer.bodies] == [50, 20, 20]
    assert client.ping_body_limit == 20


def test_bodies_before_the_limit_is_known(call: Caller) -> None:
    """Before the first answer a body is cut to the 10,000 bytes that every server keeps."""
    answer = Recorder()
    call(call.mocked(answer).success_ping, UUID, data=b"x" * 200_000)
    assert len(answer.requests[0].content) == 10_000


@pytest.mark.parametrize("data", ["x" * 9_999 + "é fine", ("x" * 9_999 + "é fine").encode()])
def test_the_first_long_ping_of_a_check_with_keywords(server: Server, data: str | bytes) -> None:
    """A body is cut before the character at the server's limit, which a server that looks for keywords cannot read."""
    client = server.client(retries=0)
    fields = {"filter_http_body": True, "success_kw": "xx"}
    made = make_check(server, client, **fields)
    assert server.call(client.fail_ping, made.uuid, data=data).success
    assert server.call(client.get_ping_body, made.uuid, 1) == b"x" * 9_999


def test_created_after_a_lost_answer(server: Server) -> None:
    """A repeated ping that finds its check does not claim that it has not made it: nobody knows."""
    client = server.client()
    server.faults.add(Fault(drop="after", match="POST", times=1))
    result = server.call(client.success_ping, slug="born-by-ping", create=True)
    assert (tuple(result), result.created) == ((True, "OK"), None)
    again = server.call(client.success_ping, slug="born-by-ping", create=True)
    assert again.created is False


def test_created_after_a_refusal(call: Caller) -> None:
    """A ping repeated after a 429, which did nothing, knows that the check was there."""
    limited, fine = httpx.Response(429), httpx.Response(200, text="OK")
    result = call(call.mocked(Recorder(limited, fine)).success_ping, slug="job", create=True)
    assert result.created is False


@pytest.mark.parametrize("rid", [None, UUID])
def test_what_a_repeated_ping_does(server: Server, rid: str | None) -> None:
    """A ping whose answer is lost is sent again; what that does to the run time is what docs/policy.md says."""
    client = server.client()
    made = make_check(server, client)
    server.call(client.start_ping, made.uuid, rid=rid)
    server.clock.advance(40)
    server.faults.add(Fault(drop="after", match="POST", times=1))
    server.call(client.start_ping, made.uuid, rid=rid)
    server.clock.advance(2)
    server.faults.add(Fault(drop="after", match="POST", times=1))
    server.call(client.success_ping, made.uuid, rid=rid)
    pings = server.call(client.get_check_pings, made.uuid)
    assert [ping.type for ping in pings] == ["success", "success", "start", "start", "start"]
    assert [ping.duration for ping in pings[:2]] == [None, 2.0]
    after = server.call(client.get_check, made.uuid)
    assert (after.status, after.started, after.last_duration) == ("up", False, None)


@pytest.mark.parametrize("text", ["OK (rate-limited)", "rate limited", "Rate Limited exceeded"])
def test_rate_limited_text(call: Caller, text: str) -> None:
    """A dropped ping is an error with all facts of the answer, with a hyphen or without."""
    with pytest.raises(HCAPIRateLimitError) as caught:
        call(call.mocked(Recorder(httpx.Response(200, text=text))).success_ping, UUID)
    error = caught.value
    assert (error.message, error.status_code, error.body, error.attempts) == (text, 200, text, 1)
    assert error.operation == "pingSuccess"


def test_a_long_answer_is_not_shown(call: Caller) -> None:
    """A page that happens to say "not found" is not copied into the message; its text is in ``body``."""
    page = "<html>" + "x" * 5_000 + " not found"
    with pytest.raises(CheckNotFoundError) as caught:
        call(call.mocked(Recorder(httpx.Response(200, html=page))).success_ping, UUID)
    assert caught.value.message.startswith(
        "the answer has 'not found' in its text (this is no answer to a ping;"
    )
    assert caught.value.body == page


def test_ambiguous_slug_keeps_the_facts(call: Caller) -> None:
    """The 409 of a ping is NonUniqueSlugError with operation, status, body and attempts."""
    answer = Recorder(httpx.Response(409, text="ambiguous slug"))
    with pytest.raises(NonUniqueSlugError) as caught:
        call(call.mocked(answer).start_ping, slug="job")
    error = caught.value
    assert error.message.startswith("ambiguous slug (several checks of the project have this slug; ping one")
    assert str(error).startswith("start_ping(): HTTP 409: ambiguous slug (")
    assert (error.status_code, error.body, error.attempts) == (409, "ambiguous slug", 1)
    twin = pickle.loads(pickle.dumps(error))
    assert (type(twin), str(twin)) == (type(error), str(error))


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(404, text=f"Cannot POST /{UUID} for {PING_KEY}"),
        httpx.Response(200, text=f"/{UUID} {PING_KEY} not found"),
        httpx.Response(409, text=f"{UUID} {PING_KEY}"),
    ],
)
def test_echoed_addresses_are_masked(call: Caller, answer: httpx.Response) -> None:
    """What a proxy repeats of a ping's address is masked in the error's text, arguments and body."""
    with pytest.raises((CheckNotFoundError, NonUniqueSlugError)) as caught:
        call(call.mocked(Recorder(answer)).success_ping, UUID)
    error = caught.value
    for shown in (str(error), repr(error), str(error.body), error.message):
        assert UUID not in shown
        assert PING_KEY not in shown
        assert "***" in shown


@pytest.mark.parametrize("rid", [UUID, UUID.upper(), uuid.UUID(UUID), UUID.replace("-", ""), f"{{{UUID}}}"])
def test_run_ids(call: Caller, rid: Any) -> None:
    """A run id may be a UUID object or its text in any form; the server gets the canonical one."""
    answer = Recorder()
    call(call.mocked(answer).success_ping, UUID, rid=rid)
    assert answer.rids == {UUID}


@pytest.mark.parametrize(
    ("method", "arguments", "complaint"),
    [
        ("success_ping", {"rid": "nope"}, "rid must be a UUID"),
        ("success_ping", {"rid": ""}, "rid must be a UUID"),
        ("success_ping", {"create": True}, "with a slug only"),
        ("success_ping", {"data": 5}, "data must be text or bytes, not int"),
        ("exit_code_ping", {"exit_code": 256}, "from 0 to 255"),
        ("exit_code_ping", {"exit_code": -128}, "from 0 to 255"),
        ("exit_code_ping", {"exit_code": True}, "from 0 to 255"),
        ("exit_code_ping", {"exit_code": "1"}, "from 0 to 255"),
    ],
)
def test_impossible_arguments(call: Caller, method: str, arguments: dict[str, Any], complaint: str) -> None:
    """What the server would refuse or misread raises BadAPIRequestError, and nothing is sent."""
    answer = Recorder()
    with pytest.raises(BadAPIRequestError, match=f"{complaint}.*nothing was sent"):
        call(getattr(call.mocked(answer), method), uuid=UUID, **arguments)
    assert answer.requests == []


@pytest.mark.parametrize("method", [*PINGS, "exit_code_ping"])
@pytest.mark.parametrize(
    ("address", "says"),
    [
        ({"uuid": ".."}, "uuid must be a UUID"),
        ({"uuid": f"{UUID}/fail"}, "uuid .* an address or a path"),
        ({"uuid": f"{UUID}/7"}, "uuid .* an address or a path"),
        ({"uuid": f"{UUID}%2Ffail"}, "uuid must be a UUID"),
        ({"uuid": f"https://hc-ping.com/{UUID}"}, "uuid .* pass a ping URL as url="),
        ({"uuid": f"{UUID[:9]} {UUID[9:]}"}, "uuid .* white space inside"),
        ({"uuid": "nightly-backup"}, "uuid must be a UUID, .* if it is a slug, use slug="),
        ({"slug": "job/fail"}, "slug may hold only .* give the slug alone"),
        ({"slug": "job%2Ffail"}, "slug may hold only .* give the slug alone"),
        ({"slug": "job\\fail"}, "slug may hold only .* give the slug alone"),
        ({"slug": "job\nfail"}, "slug may hold only .* did you mean 'job-fail'"),
        ({"slug": ".."}, "slug may hold only"),
        ({"slug": " job"}, "slug may hold only .* did you mean 'job'"),
        ({"slug": "Job"}, "slug may hold only .* did you mean 'job'"),
        ({"slug": "j" * 101}, "slug must have at most 100 characters"),
        ({"slug": f"A{UUID[1:]}"}, "slug .* pass it as uuid="),
        ({"slug": f"https://hc-ping.com/{UUID}"}, "slug .* pass a ping URL as url="),
    ],
)
def test_an_address_that_would_lead_elsewhere(
    call: Caller, method: str, address: dict[str, str], says: str
) -> None:
    """No ping goes to another check, action or page than the one it was meant for; nothing is sent."""
    answer = Recorder()
    code = {"exit_code": 0} if method == "exit_code_ping" else {}
    with pytest.raises(InputError, match=says) as caught:
        call(getattr(call.mocked(answer), method), **code, **address)
    assert caught.value.field == next(iter(address))
    assert UUID not in str(caught.value)
    assert answer.requests == []


@pytest.mark.parametrize(
    "given", [UUID.upper(), f" {UUID}\n", uuid.UUID(UUID), UUID.replace("-", ""), uuid.UUID(UUID).urn]
)
def test_a_uuid_that_is_meant_well(call: Caller, given: Any) -> None:
    """Upper case, white space around it and the other spellings of a UUID reach the check."""
    answer = Recorder()
    call(call.mocked(answer).success_ping, given)
    assert answer.paths == [f"/{UUID}"]


def test_a_wrong_address_is_found_when_a_trap_is_made(call: Caller) -> None:
    """A trap refuses an address that is none at construction, before any job."""
    client = call.mocked(Recorder())
    for uuid_, slug in (("nightly", ""), ("", "job/fail")):
        with pytest.raises(InputError):
            CheckTrap(client, uuid_, slug)


@pytest.mark.parametrize(("code", "sent"), [(0, 0), (1, 1), (255, 255), (-9, 137)])
def test_exit_codes(code: int, sent: int) -> None:
    """Every exit status of a process is taken, that of a command killed by a signal as a shell shows it."""
    assert checked_exit_code(code) == sent


@pytest.mark.parametrize("ping_key", ["e", "'", "d"])
def test_masking_leaves_plain_words_alone(call: Caller, ping_key: str) -> None:
    """A mistaken ping key that is no secret does not garble the server's words."""
    client = call.mocked(Recorder(httpx.Response(404, text="not found")), ping_key=ping_key)
    with pytest.raises(CheckNotFoundError) as caught:
        call(client.success_ping, slug="job")
    assert caught.value.message.startswith("not found (no check with the slug job, or another project's")
    assert caught.value.body == "not found"


@pytest.mark.parametrize(
    ("arguments", "answer", "remark"),
    [
        ({"uuid": UUID}, "not found", "no check has this UUID; was it deleted, or is it on another server?"),
        ({"uuid": UUID}, "<h1>Page not found</h1>", "this is no answer to a ping; is ping_url right?"),
        (
            {"url": f"https://other.example.org/{UUID}"},
            "<h1>Page not found</h1>",
            "this is no answer to a ping; is the URL right?",
        ),
        (
            {"slug": "job"},
            "not found",
            "no check with the slug job, or another project's ping key; create=True makes the check",
        ),
        (
            {"slug": "job", "create": True},
            "not found",
            "no project has this ping key, or the account has no room for another check",
        ),
        ({"slug": UUID}, "not found", "no check has this slug, which is a UUID: pass it as uuid="),
    ],
)
@pytest.mark.parametrize("status", [200, 404])
def test_what_to_do_when_nothing_is_found(
    call: Caller, arguments: dict[str, Any], answer: str, remark: str, status: int
) -> None:
    """The server says "not found" to all of these, under either status; the error says what may be the cause."""
    client = call.mocked(Recorder(httpx.Response(status, text=answer)))
    with pytest.raises(CheckNotFoundError) as caught:
        call(client.success_ping, **arguments)
    assert caught.value.message.endswith(f" ({remark})")
    assert UUID not in str(caught.value)
    twin = pickle.loads(pickle.dumps(caught.value))
    assert str(twin) == str(caught.value)


def test_an_api_key_as_ping_key(call: Caller) -> None:
    """One with the prefix of API keys is refused before sending; one of their length is told after a 404."""
    answer = Recorder(httpx.Response(404, text="not found"))
    with pytest.raises(BadAPIRequestError, match=r"ping_key is an API key, .* with hcw_; .*nothing was"):
        call(call.mocked(answer, ping_key="hcw_" + "k" * 28).success_ping, slug="job")
    assert answer.requests == []
    with pytest.raises(CheckNotFoundError, match="which is as long as an API key"):
        call(call.mocked(answer, ping_key="k" * 32).success_ping, slug="job")
