"""The edge cases that were tried on a real server, each by the number it has in the project's fact sheet."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import httpx
import pytest

from uptimekit.sandbox import ChannelSeed, Fault, HealthchecksSandbox, ManualClock, ProjectSeed

from .._calls import Caller

_HTML_404 = "<h1>Not Found</h1>"
_HTML_400 = "<h1>Bad Request (400)</h1>"
_HTML_500 = "<h1>Server Error (500)</h1>"
_UNKNOWN = "00000000-0000-4000-8000-000000000000"
_RID = "11111111-2222-4333-8444-555555555555"


def _json(message: str) -> str:
    return f'{{"error": "{message}"}}'


def _field(message: str) -> str:
    return _json(f"json validation error: {message}")


_BAD_SCHEDULE = _field("schedule is not a valid cron or OnCalendar expression")
_NO_OBJECT = _field("value is not an object")
_NO_PARSE = _json("could not parse request body")


@dataclass(frozen=True)
class Case:
    """One request to a sandbox that has the check `job` (slug "job", a channel named twice beside it)."""

    row: int
    method: str
    path: str
    status: int
    body: str | None = None
    json: object = None
    content: bytes | None = None
    key: str | None = "rw"
    headers: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        sent = self.json if self.json is not None else (self.content or b"")[:20]
        return f"{self.row} {self.method} {self.path[:60]} {str(sent)[:40]}"


def _create(row: int, sent: object, body: str | None, status: int = 400) -> Case:
    return Case(row, "POST", "checks/", status, body, json=sent)


_CASES = [
    Case(1, "GET", "checks/", 401, _json("missing api key"), key=None),
    Case(2, "GET", "checks/", 401, _json("missing api key"), key="x" * 31),
    Case(3, "GET", "checks/", 401, _json("wrong api key"), key="x" * 32),
    Case(4, "GET", "channels/", 401, _json("wrong api key"), key="ro"),
    Case(4, "GET", "checks/{uuid}/pings/", 401, _json("wrong api key"), key="ro"),
    Case(4, "POST", "checks/", 401, _json("wrong api key"), key="ro"),
    Case(4, "DELETE", "checks/{uuid}", 401, _json("wrong api key"), key="ro"),
    Case(4, "POST", "checks/{uuid}/pause", 401, _json("wrong api key"), key="ro"),
    Case(5, "POST", "checks/", 400, _NO_PARSE, content=b"{not json", key=None),
    Case(6, "POST", "checks/", 400, _NO_OBJECT, content=b"[1]"),
    Case(6, "POST", "checks/", 400, _NO_OBJECT, content=b"null"),
    Case(6, "POST", "checks/", 400, _NO_OBJECT, content=b'"x"'),
    Case(7, "POST", "checks/", 400, _NO_PARSE, content=b"name=x&tags=y"),
    Case(8, "POST", "checks/", 201, content=b""),
    Case(9, "POST", "/api/v3/checks", 301, ""),
    _create(10, {"timeout": 59}, _field("timeout is too small")),
    _create(10, {"timeout": 31_536_001}, _field("timeout is too large")),
    _create(11, {"timeout": 90.0}, _field("timeout is not a number")),
    _create(11, {"timeout": "60"}, _field("timeout is not a number")),
    _create(11, {"timeout": None}, _field("timeout is not a number")),
    _create(12, {"timeout": True}, _field("timeout is too small")),
    _create(13, {"timeout": 10**20}, _HTML_500, 500),
    Case(14, "POST", "checks/", 500, _HTML_500, content=b'{"name": "\\ud800"}'),
    _create(15, {"slug": "UPPER"}, _field("slug does not match pattern")),
    _create(15, {"slug": "x" * 101}, _field("slug is too long")),
    _create(16, {"schedule": "* * * * * *"}, _BAD_SCHEDULE),
    _create(16, {"schedule": "0 0 31 2 *"}, _BAD_SCHEDULE),
    _create(16, {"schedule": ""}, _BAD_SCHEDULE),
    _create(16, {"schedule": "@daily"}, _BAD_SCHEDULE),
    _create(16, {"schedule": "daily"}, None, 201),
    _create(17, {"tz": "utc"}, _field("tz is not a valid timezone")),
    _create(18, {"schedule": "5 * * * *", "tz": "Europe/Kiev"}, '"tz": "Europe/Kyiv"', 201),
    _create(19, {"methods": "GET"}, _field("methods has unexpected value")),
    _create(20, {"unique": ["status"]}, _field("an item in 'unique' has unexpected value")),
    _create(21, {"channels": "nope"}, _json("invalid channel identifier: nope")),
    _create(21, {"channels": ","}, _json("empty channel identifier")),
    _create(21, {"channels": "twice"}, _json("non-unique channel identifier: twice")),
    _create(22, {"channels": "{mail}, {hook}"}, _json("invalid channel identifier:  {hook}")),
    _create(22, {"channels": "{MAIL}"}, _json("invalid channel identifier: {MAIL}")),
    _create(24, {"timeout": 1, "name": 2, "tz": 3}, _field("name is not a string")),
    _create(26, {"name": "job", "unique": ["name", "tags"]}, None, 201),
    Case(29, "GET", "checks/{foreign}", 403, ""),
    Case(29, "GET", "checks/{foreign_key}", 404, ""),
    Case(30, "GET", f"checks/{_UNKNOWN}", 404, _HTML_404),
    Case(31, "GET", "checks/{UUID}", 404, _HTML_404),
    Case(31, "GET", "checks/{undashed}", 404, _HTML_404),
    Case(31, "GET", "checks/{uuid}/", 404, _HTML_404),
    Case(32, "POST", "checks/{unique_key}", 405, ""),
    Case(32, "DELETE", "checks/{unique_key}", 405, ""),
    Case(33, "PUT", "checks/{uuid}", 405, ""),
    Case(33, "PATCH", "checks/{uuid}", 405, ""),
    Case(33, "HEAD", "checks/{uuid}", 405, ""),
    Case(34, "POST", "checks/{uuid}/resume", 409, "check is not paused"),
    Case(35, "POST", "checks/{uuid}/pause", 400, _NO_OBJECT, content=b"123"),
    Case(37, "GET", "checks/{uuid}/flips/?start=", 400, ""),
    Case(37, "GET", "checks/{uuid}/flips/?start=abc", 400, ""),
    Case(37, "GET", "checks/{uuid}/flips/?seconds=31536001", 400, ""),
    Case(38, "GET", "checks/{uuid}/flips/?seconds=0", 200),
    Case(39, "GET", "checks/{uuid}/pings/0/body", 404, _HTML_404),
    Case(39, "GET", "checks/{uuid}/pings/1/body", 404, _HTML_404),
    Case(39, "GET", "checks/{uuid}/pings/99/body", 404, _HTML_404),
    Case(41, "GET", f"/ping/{_UNKNOWN}", 404, "not found", key=None),
    Case(41, "GET", f"/ping/{_UNKNOWN}?rid=bad", 404, "not found", key=None),
    Case(41, "GET", f"/ping/{_UNKNOWN}/999", 404, "not found", key=None),
    Case(42, "GET", "/ping/{uuid}/256", 400, "invalid url format", key=None),
    Case(43, "GET", "/ping/{uuid}?rid=12345", 400, "invalid uuid format", key=None),
    Case(43, "GET", "/ping/{uuid}?rid=", 400, "invalid uuid format", key=None),
    Case(43, "GET", f"/ping/{{uuid}}?rid=%7B{_RID}%7D", 400, "invalid uuid format", key=None),
    Case(44, "GET", f"/ping/{{uuid}}?rid={_RID}%0a", 500, _HTML_500, key=None),
    Case(45, "GET", "/ping/{ping_key}/ghost", 404, "not found", key=None),
    Case(47, "GET", "/ping/{ping_key}/ghost?create=true", 404, "not found", key=None),
    Case(51, "GET", "/ping/{ping_key}/Job", 400, "invalid url format", key=None),
    Case(52, "GET", "/ping/{ping_key}/a.b", 404, _HTML_404, key=None),
    Case(52, "GET", "/ping/{ping_key}/a%20b", 404, _HTML_404, key=None),
    Case(52, "GET", "/ping/{ping_key}/%C3%BC", 404, _HTML_404, key=None),
    Case(53, "HEAD", "/ping/{uuid}", 200, "", key=None),
    Case(55, "POST", "/ping/{uuid}", 400, _HTML_400, content=b"x" * 2_621_441, key=None),
    Case(55, "POST", "/ping/{uuid}", 200, "OK", content=b"x" * 2_621_440, key=None),
    Case(63, "GET", "checks/?tag=", 200, '{"checks": []}'),
    Case(66, "GET", "metrics/", 403, "", key=None),
    Case(67, "POST", f"notifications/{_UNKNOWN}/status", 200, "", key=None),
    Case(67, "GET", f"notifications/{_UNKNOWN}/status", 405, "", key=None),
]


@pytest.fixture
def sandbox(clock: ManualClock) -> HealthchecksSandbox:
    """Four channels, two of them of one name."""
    channels = tuple(ChannelSeed(name) for name in ("mail", "hook", "twice", "twice"))
    return HealthchecksSandbox(clock=clock, projects=[ProjectSeed("main", channels), ProjectSeed("other")])


@pytest.fixture
def names(call: Caller, sandbox: HealthchecksSandbox) -> dict[str, str]:
    """What stands in a case's braces."""
    job = call.create(name="job", slug="job")
    call.ping(job)
    other_key = sandbox.projects["other"].api_key
    foreign = str(call("POST", "checks/", {}, key=other_key).json()["uuid"])
    mail, hook = (str(channel.id) for channel in call.project.channels[:2])
    return {
        "uuid": job,
        "UUID": job.upper(),
        "undashed": job.replace("-", ""),
        "unique_key": _unique_key(job),
        "foreign": foreign,
        "foreign_key": _unique_key(foreign),
        "ping_key": call.project.ping_key,
        "mail": mail,
        "hook": hook,
        "MAIL": mail.upper(),
    }


def _unique_key(uuid: str) -> str:
    return hashlib.sha1(uuid.replace("-", "")[:16].encode()).hexdigest()


def _filled(text: str, names: dict[str, str]) -> str:
    for name, value in names.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _filled_json(sent: object, names: dict[str, str]) -> object:
    if isinstance(sent, dict):
        return {k: _filled(v, names) if isinstance(v, str) else v for k, v in sent.items()}
    return sent


def _check_body(reply: httpx.Response, wanted: str) -> None:
    if wanted.startswith(("<h1>", '"')):
        assert wanted in reply.text
    else:
        assert reply.text == wanted


@pytest.mark.parametrize("case", _CASES, ids=str)
def test_edge_case(case: Case, call: Caller, names: dict[str, str]) -> None:
    """The request gets the status and the words that a real server gave."""
    reply = call(
        case.method,
        _filled(case.path, names),
        _filled_json(case.json, names),
        key=case.key,
        content=case.content,
    )
    assert reply.status_code == case.status
    if case.body is not None:
        _check_body(reply, _filled(case.body, names))


def test_row_9_redirect_goes_to_a_path_and_keeps_the_query(call: Caller) -> None:
    """A missing slash is answered with the path alone, query included."""
    assert call("POST", "/api/v3/checks").headers["location"] == "/api/v3/checks/"
    assert call("GET", "/api/v3/checks?tag=a").headers["location"] == "/api/v3/checks/?tag=a"


def test_row_8_empty_body_creates_a_check_with_all_defaults(call: Caller) -> None:
    """Without any field a check gets one day, one hour of grace and nothing else."""
    made = call("POST", "checks/", content=b"").json()
    assert (made["timeout"], made["grace"], made["name"], made["slug"], made["channels"]) == (
        86400,
        3600,
        "",
        "",
        "",
    )


def test_row_23_update_with_a_bad_channel_saves_nothing(call: Caller, names: dict[str, str]) -> None:
    """A name sent together with an unknown channel is not kept."""
    reply = call("POST", f"checks/{names['uuid']}", {"name": "new", "channels": "nope"})
    assert reply.status_code == 400
    assert call.get(names["uuid"])["name"] == "job"


def test_row_25_upsert_twice_gives_one_check(call: Caller) -> None:
    """The first upsert creates, the second updates the same check."""
    replies = [call("POST", "checks/", {"name": "once", "unique": ["name"]}) for _ in range(2)]
    assert [reply.status_code for reply in replies] == [201, 200]
    assert replies[0].json()["uuid"] == replies[1].json()["uuid"]


def test_rows_27_28_check_limit(clock: ManualClock) -> None:
    """At the limit a create is refused with an empty 403, and an upsert that matches still works."""
    call = Caller(HealthchecksSandbox(clock=clock, check_limit=1))
    call.create(name="only")
    refused = call("POST", "checks/", {"name": "more"})
    assert (refused.status_code, refused.text) == (403, "")
    assert call("POST", "checks/", {"name": "only", "unique": ["name"]}).status_code == 200


def test_the_limit_is_told_before_a_bad_channel_and_after_a_bad_field(clock: ManualClock) -> None:
    """Field rules come first, then the limit, then channels."""
    call = Caller(HealthchecksSandbox(clock=clock, check_limit=0))
    assert call("POST", "checks/", {"timeout": 1, "channels": "nope"}).status_code == 400
    assert call("POST", "checks/", {"channels": "nope"}).status_code == 403


def test_row_36_delete_twice(call: Caller, names: dict[str, str]) -> None:
    """The first delete returns the last state without channels, the second the 404 page."""
    call("POST", f"checks/{names['uuid']}", {"channels": "*"})
    first, second = (call("DELETE", f"checks/{names['uuid']}") for _ in range(2))
    assert (first.status_code, first.json()["channels"]) == (200, "")
    assert (second.status_code, len(second.content)) == (404, 179)


def test_row_40_ping_body_storage_down(call: Caller, names: dict[str, str]) -> None:
    """A fault stands in for unhealthy storage: 503 for the body, everything else unharmed."""
    call.sandbox.faults.add(Fault(status=503, match="GET /api/v3/checks/"))
    assert call("GET", f"checks/{names['uuid']}/pings/1/body").status_code == 503
    assert call.ping(names["uuid"]).status_code == 200


def test_row_46_create_by_ping(call: Caller) -> None:
    """The first ping with create=1 makes the check, the second finds it."""
    replies = [call.ping(f"{call.project.ping_key}/born?create=1") for _ in range(2)]
    assert [(reply.status_code, reply.text) for reply in replies] == [(201, "Created"), (200, "OK")]


@pytest.mark.parametrize("tail", ["?create=1&rid=bad", "/300?create=1"])
def test_row_48_refused_ping_still_creates(call: Caller, tail: str) -> None:
    """A bad rid or exit status is refused, but the check is there afterwards, without a ping."""
    assert call.ping(f"{call.project.ping_key}/born{tail}").status_code == 400
    (made,) = call("GET", "checks/?slug=born").json()["checks"]
    assert made["n_pings"] == 0


def test_row_49_pings_may_double_the_limit_and_no_more(clock: ManualClock) -> None:
    """Auto-provisioning stops at twice the limit with the words of an unknown slug."""
    call = Caller(HealthchecksSandbox(clock=clock, check_limit=1))
    replies = [call.ping(f"{call.project.ping_key}/job-{n}?create=1") for n in range(3)]
    assert [(reply.status_code, reply.text) for reply in replies] == [
        (201, "Created"),
        (201, "Created"),
        (404, "not found"),
    ]


@pytest.mark.parametrize("tail", ["", "/fail", "?create=1"])
def test_row_50_ambiguous_slug(call: Caller, tail: str) -> None:
    """Two checks of one slug cannot be pinged by it, whatever the action."""
    call.create(slug="twin")
    call.create(slug="twin")
    reply = call.ping(f"{call.project.ping_key}/twin{tail}")
    assert (reply.status_code, reply.text) == (409, "ambiguous slug")


def test_row_53_head_ping_has_the_headers_of_get(call: Caller, names: dict[str, str]) -> None:
    """HEAD counts like GET and tells the length that GET would have had."""
    reply = call.ping(names["uuid"], "HEAD")
    assert (reply.headers["content-length"], reply.headers["ping-body-limit"]) == ("2", "10000")
    assert call.get(names["uuid"])["n_pings"] == 2


def test_row_54_ping_body_is_cut(call: Caller, names: dict[str, str]) -> None:
    """Of 10,001 bytes the first 10,000 are kept."""
    call.ping(names["uuid"], "POST", b"a" + b"b" * 10_000)
    kept = call("GET", f"checks/{names['uuid']}/pings/2/body").content
    assert kept == b"a" + b"b" * 9_999


def test_row_55_oversized_ping_is_not_recorded(call: Caller, names: dict[str, str]) -> None:
    """A body over the framework's limit leaves no trace."""
    call.ping(names["uuid"], "POST", b"x" * 2_621_441)
    assert call.get(names["uuid"])["n_pings"] == 1


def test_rows_56_57_binary_ping_body(call: Caller, names: dict[str, str]) -> None:
    """Bytes that are not text come back exact, unless keywords are to be looked for in them: then 500."""
    job = names["uuid"]
    assert call.ping(job, "POST", b"\xff\x00").status_code == 200
    body = call("GET", f"checks/{job}/pings/2/body")
    assert (body.content, body.headers["content-type"]) == (b"\xff\x00", "text/plain")
    call("POST", f"checks/{job}", {"filter_http_body": True})
    assert call.ping(job, "POST", b"\xff\x00").status_code == 500


def test_row_58_get_on_a_post_only_check_is_ignored(call: Caller) -> None:
    """The ping is answered with OK and listed as ignored."""
    job = call.create(methods="POST")
    assert call.ping(job).text == "OK"
    assert call("GET", f"checks/{job}/pings/").json()["pings"][0]["type"] == "ign"
    assert call.get(job)["status"] == "new"


def test_row_59_ping_does_not_resume_a_manually_resumed_check(call: Caller) -> None:
    """While paused, a check with manual_resume takes pings for ignored ones and stays paused."""
    job = call.create(manual_resume=True)
    call("POST", f"checks/{job}/pause")
    assert call.ping(job).text == "OK"
    assert call("GET", f"checks/{job}/pings/").json()["pings"][0]["type"] == "ign"
    assert call.get(job)["status"] == "paused"


def test_row_60_start_while_down(call: Caller, names: dict[str, str]) -> None:
    """v1 hides the status behind "started"; v3 shows it beside the flag."""
    call.ping(names["uuid"] + "/fail")
    call.ping(names["uuid"] + "/start")
    assert call.get(names["uuid"], version=1)["status"] == "started"
    shown = call.get(names["uuid"])
    assert (shown["status"], shown["started"]) == ("down", True)


def test_row_61_success_of_another_run(call: Caller, names: dict[str, str], clock: ManualClock) -> None:
    """The open run stays open, and next_ping is its start, before the last ping."""
    call.ping(f"{names['uuid']}/start?rid={_RID}")
    clock.advance(60)
    call.ping(f"{names['uuid']}?rid={_UNKNOWN}")
    shown = call.get(names["uuid"])
    assert shown["started"] is True
    assert str(shown["next_ping"]) < str(shown["last_ping"])


def test_row_62_too_many_unmatched_rids_hide_all_durations(call: Caller) -> None:
    """With ten unmatched finishes the matched one shows its duration, with eleven none does."""
    job = call.create()
    call.ping(f"{job}/start")
    call.ping(job)

    def shown() -> int:
        return sum("duration" in ping for ping in call("GET", f"checks/{job}/pings/").json()["pings"])

    for n in range(10):
        call.ping(f"{job}?rid=00000000-0000-4000-8000-{n:012}")
    assert shown() == 1
    call.ping(f"{job}?rid={_RID}")
    assert shown() == 0


def test_row_63_unknown_query_names_are_ignored(call: Caller, names: dict[str, str]) -> None:
    """`tags=` filters nothing."""
    assert len(call("GET", "checks/?tags=x").json()["checks"]) == 1


def test_row_64_chunked_body_is_lost(call: Caller) -> None:
    """A create without Content-Length makes a blank check."""

    async def chunks() -> AsyncIterator[bytes]:
        yield b'{"name": "lost"}'

    made = call("POST", "checks/", content=chunks())
    assert (made.status_code, made.json()["name"]) == (201, "")


def test_row_65_below_a_path_every_version_is_the_first(clock: ManualClock) -> None:
    """With a path in SITE_ROOT, v3 shows "started", slugs from names and v1 URLs; without it, 404."""
    call = Caller(HealthchecksSandbox(clock=clock, site_root="http://sandbox.test/x"))
    made = call("POST", "/x/api/v3/checks/", {"name": "My Job"}).json()
    assert made["slug"] == "my-job"
    assert made["update_url"] == f"http://sandbox.test/x/api/v1/checks/{made['uuid']}"
    assert call("GET", f"/x/ping/{made['uuid']}/start", key=None).text == "OK"
    assert call("GET", f"/x/api/v3/checks/{made['uuid']}").json()["status"] == "started"
    assert call("GET", "/api/v3/checks/").status_code == 404


def test_row_67_callback_names_its_verb(call: Caller) -> None:
    """The provider callback is the one place whose 405 has an Allow header."""
    assert call("GET", f"notifications/{_UNKNOWN}/status", key=None).headers["allow"] == "POST"


def test_row_69_wrong_host(clock: ManualClock) -> None:
    """With allowed hosts set, another Host header gets the 400 page."""
    call = Caller(HealthchecksSandbox(clock=clock, allowed_hosts=["sandbox.test"]))
    assert call("GET", "checks/").status_code == 200
    refused = call("GET", "checks/", headers={"Host": "elsewhere.test"})
    assert refused.status_code == 400
    assert _HTML_400 in refused.text
