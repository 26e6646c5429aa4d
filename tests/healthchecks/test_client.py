"""Every method of both clients over a real socket, against the stateful sandbox."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import httpx
import pytest

from uptimekit import DecodingError, InputError, WaitTimeoutError
from uptimekit.healthchecks import (
    Check,
    CheckConflictError,
    CheckCreate,
    CheckNotFoundError,
    CheckUpdate,
    InvalidRequestError,
    NonUniqueSlugError,
)

from ._support import PINGS, UUID, Caller, Recorder, Server, make_check, uuid_of

# ---------------------------------------------------------------------- checks


def test_create_and_get(server: Server) -> None:
    """A created check has the fields it was given and the server's defaults for the rest, and can be got again."""
    client = server.client()
    made = make_check(server, client, tags=["a", "b"], timeout=timedelta(hours=2), channels="*")
    assert (made.name, made.slug, made.tag_list, made.timeout, made.grace) == (
        "Job",
        "job",
        ["a", "b"],
        7200,
        3600,
    )
    assert sorted(made.channel_ids) == sorted(str(channel.id) for channel in server.main.channels)
    assert server.call(client.get_check, made.uuid) == made


def test_wait_until(call: Caller) -> None:
    """It gets the check until it has the status, or satisfies the function; else it says which status was last."""

    def answer(status: str) -> httpx.Response:
        return httpx.Response(200, json={"uuid": UUID, "status": status})

    client = call.mocked(Recorder(answer("new"), answer("grace"), answer("up")))
    assert call(client.wait_until, UUID, "up", poll=5).status == "up"
    assert call.clock.waits == [5, 5]
    assert call(client.wait_until, UUID, lambda check: check.uuid == UUID).status == "up"
    with pytest.raises(WaitTimeoutError, match="still up after 12 s"):
        call(client.wait_until, UUID, "down", timeout=12, poll=5)


@pytest.mark.parametrize("version", [1, 2, 3])
def test_wait_until_a_run_is_in_progress(server: Server, version: int) -> None:
    """The status started, which only version 1 of the API shows, means a run in progress in all of them."""
    client = server.client(api_version=version)
    made = make_check(server, client)
    with pytest.raises(WaitTimeoutError):
        server.call(client.wait_until, made.uuid, "started", timeout=0)
    server.call(client.start_ping, made.uuid)
    assert server.call(client.wait_until, made.uuid, "started", timeout=0).started


@pytest.mark.parametrize("wanted", ["ok", "UP", "", None, 5])
def test_wait_until_a_status_that_does_not_exist(call: Caller, wanted: Any) -> None:
    """It would wait in vain, so it is refused with the list of those that exist, and nothing is sent."""
    answer = Recorder()
    with pytest.raises(
        InputError, match="one of 'new', 'up', 'grace', 'down', 'paused', 'started', or a function"
    ):
        call(call.mocked(answer).wait_until, UUID, wanted)
    assert answer.requests == []


def test_get_with_a_read_only_key(server: Server) -> None:
    """A read-only key gets a check by its unique key, without what would let its holder ping it."""
    made = make_check(server, server.client())
    reader = server.client(api_key=server.main.readonly_key)
    (listed,) = server.call(reader.get_checks)
    assert listed.unique_key is not None
    assert (listed.uuid, listed.ping_url, listed.channels, listed.channel_ids) == (None, None, None, [])
    assert server.call(reader.get_check, listed.unique_key).name == made.name
    assert server.call(reader.get_check_flips, listed.unique_key) == []


def test_list_filters(server: Server) -> None:
    """Listing takes one tag, several tags that all must match, or a slug; no tags means all checks."""
    client = server.client()
    make_check(server, client, name="A", slug="a", tags="x y")
    make_check(server, client, name="B", slug="b", tags="x")

    def names(*args: Any, **kwargs: Any) -> list[str]:
        return sorted(check.name for check in server.call(client.get_checks, *args, **kwargs))

    assert names() == names(None) == names([]) == names("") == names("x") == ["A", "B"]
    assert names(["x", "y"]) == names("x y") == names(tags=("y",)) == names(slug="a") == ["A"]
    assert names(["z"]) == []


def test_tags_have_one_meaning(server: Server) -> None:
    """A text is the same tags wherever it is given: in a check, in a filter, and in what is read."""
    client = server.client()
    for number, tags in enumerate(("a b", " a  b ", ["a", "b"], "a,b")):
        make_check(server, client, name=f"Job {number}", tags=tags)
        found = server.call(client.find_checks, f"Job {number}", tags=tags)
        assert [check.name for check in found] == [f"Job {number}"], tags
        assert found == server.call(client.find_checks, f"Job {number}", tags=found[0].tag_list)


@pytest.mark.parametrize(
    "arguments",
    [{"tags": ["a b"]}, {"tags": [""]}, {"tags": [5]}, {"slug": ""}, {"slug": "Nightly Backup"}],
)
def test_a_filter_that_could_match_nothing(call: Caller, arguments: dict[str, Any]) -> None:
    """A list with two tags in one item, and what can be no slug, are refused: the server would list none, or all."""
    answer = Recorder()
    with pytest.raises(InputError) as caught:
        call(call.mocked(answer).get_checks, **arguments)
    assert caught.value.field == next(iter(arguments))
    assert answer.requests == []


@pytest.mark.parametrize("channels", ["Ops mail, Hook", " Hook ,Ops mail", ["Hook ", "Ops mail"]])
def test_channels_with_white_space(server: Server, channels: Any) -> None:
    """White space around an integration's name is nobody's: the server would look for a name with it."""
    client = server.client()
    made = make_check(server, client, channels=channels)
    assert sorted(made.channel_ids) == sorted(str(channel.id) for channel in server.main.channels)


@pytest.mark.parametrize("method", ["create_check", "upsert_check", "update_check"])
@pytest.mark.parametrize("fields", [{"name": "Job"}, "Job", None, Check.from_api_result({"name": "Job"})])
def test_fields_of_another_kind(call: Caller, method: str, fields: Any) -> None:
    """What is no CheckCreate or CheckUpdate is refused by the argument's name and its own kind."""
    answer = Recorder()
    before = (UUID,) if method == "update_check" else ()
    kind = type(fields).__name__
    with pytest.raises(
        InputError, match=rf"_check must be a Check\w+, such as .*, not {kind}$|, not {kind}$"
    ):
        call(getattr(call.mocked(answer), method), *before, fields)
    assert answer.requests == []


@pytest.mark.parametrize("method", ["create_check", "upsert_check", "update_check"])
def test_a_timeout_beside_a_schedule(call: Caller, method: str) -> None:
    """A check that gives both is refused when it is to be sent, since the server would drop one in silence."""
    answer = Recorder()
    before = (UUID,) if method == "update_check" else ()
    fields = CheckCreate(name="Job", timeout=600, schedule="daily")
    with pytest.raises(InputError, match="a timeout or a schedule"):
        call(getattr(call.mocked(answer), method), *before, fields)
    assert answer.requests == []
    fields.timeout = None
    with pytest.raises(DecodingError):  # it is sent, and the answer "OK" is no check
        call(getattr(call.mocked(answer), method), *before, fields)


def test_a_schedule_without_a_time_zone(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    """A new schedule is in UTC, which is logged; an update without ``tz`` leaves the time zone of the check."""
    client = server.client()
    made = make_check(server, client, schedule="0 3 * * *")
    assert made.tz == "UTC"
    line = "the schedule '0 3 * * *' of a new check is in UTC; pass tz= to say so or to change it"
    assert [record.message for record in caplog.records if record.name == "uptimekit"] == [line]
    moved = server.call(client.update_check, made.uuid, CheckUpdate(tz="Europe/Riga"))
    again = server.call(client.update_check, moved.uuid, CheckUpdate(schedule="0 4 * * *"))
    assert (again.schedule, again.tz) == ("0 4 * * *", "Europe/Riga")
    make_check(server, client, schedule="0 3 * * *", tz="UTC")
    make_check(server, client, schedule="Mon..Fri *-*-* 09:00")
    assert [record.message for record in caplog.records if record.name == "uptimekit"] == [line]


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("get_check", ()),
        ("update_check", (CheckUpdate(name="x"),)),
        ("delete_check", ()),
        ("pause_check", ()),
        ("resume_check", ()),
        ("wait_until", ("up",)),
        ("get_check_pings", ()),
        ("get_ping_body", (1,)),
        ("get_check_flips", ()),
    ],
)
def test_a_slug_where_an_id_belongs(call: Caller, method: str, arguments: tuple[Any, ...]) -> None:
    """Each method that takes an id tells what to do with a slug, and sends nothing."""
    answer = Recorder()
    with pytest.raises(InputError, match=r"if it is a slug, use get_check_by_slug\(\)$") as caught:
        call(getattr(call.mocked(answer), method), "nightly-backup", *arguments)
    assert caught.value.field in ("check_id", "uuid")
    assert answer.requests == []


def test_find_checks(server: Server) -> None:
    """Checks are found by their exact name, their tags, or both."""
    client = server.client()
    make_check(server, client, name="A", tags="x y")
    make_check(server, client, name="B", tags="x")

    def found(*args: Any, **kwargs: Any) -> list[str]:
        return sorted(check.name for check in server.call(client.find_checks, *args, **kwargs))

    assert found("A") == found("A", tags="x") == found(tags=["x", "y"]) == ["A"]
    assert found() == ["A", "B"]
    assert found("a") == found("B", tags="y") == []


def test_find_check(server: Server) -> None:
    """A check is found by its name; the nearest name is told if there is none, slugs and tags if there are several."""
    client = server.client()
    made = make_check(server, client, name="Nightly", tags="x")
    assert (
        server.call(client.find_check, "Nightly")
        == server.call(client.find_check, "Nightly", tags="x")
        == made
    )
    with pytest.raises(CheckNotFoundError, match=r"^there is no check 'nightly'; did you mean 'Nightly'\?$"):
        server.call(client.find_check, "nightly")
    make_check(server, client, name="Nightly", slug="twin", tags="y")
    with pytest.raises(InvalidRequestError) as caught:
        server.call(client.find_check, "Nightly")
    assert str(caught.value).startswith("2 objects match check 'Nightly': slug ")
    assert made.uuid not in str(caught.value)
    assert server.call(client.find_check, "Nightly", tags=["x"]) == made


def test_get_by_slug(server: Server) -> None:
    """A check is got by its slug; none and several are told apart."""
    client = server.client()
    made = make_check(server, client)
    assert server.call(client.get_check_by_slug, "job") == made
    with pytest.raises(CheckNotFoundError, match="no check with the slug 'ghost'"):
        server.call(client.get_check_by_slug, "ghost")
    make_check(server, client, name="Twin")
    with pytest.raises(NonUniqueSlugError, match="2 checks"):
        server.call(client.get_check_by_slug, "job")


def test_get_by_slug_from_a_server_without_the_filter(call: Caller) -> None:
    """A server before 2.10, which ignores the filter and lists all checks, still leads to the right one."""
    checks = [{"name": name, "slug": name.lower()} for name in ("A", "B")]
    client = call.mocked(Recorder(httpx.Response(200, json={"checks": checks})))
    assert call(client.get_check_by_slug, "b").name == "B"


def test_upsert(server: Server) -> None:
    """An upsert says whether it created or updated, and resets nothing that it was not given."""
    client = server.client()
    first = server.call(client.upsert_check, CheckCreate(name="Job", tags="keep", timeout=7200))
    second = server.call(client.upsert_check, CheckCreate(name="Job", desc="new"))
    assert (first.created, second.created) == (True, False)
    assert second.check.uuid == first.check.uuid
    assert (second.check.tags, second.check.timeout, second.check.desc) == ("keep", 7200, "new")


@pytest.mark.parametrize("unique", ["slug", ["slug"], ("name", "slug")])
def test_upsert_by_other_fields(server: Server, unique: Any) -> None:
    """An upsert matches by any of the unique fields, named one by one or together."""
    client = server.client()
    made = make_check(server, client)
    found, created = server.call(client.upsert_check, CheckCreate(name="Job", slug="job"), unique)
    assert (found.uuid, created) == (made.uuid, False)


def test_upsert_by_the_unique_fields_of_the_check(server: Server) -> None:
    """Without an argument of its own, an upsert goes by the ``unique`` that its check names."""
    client = server.client()
    made = make_check(server, client)
    renamed = CheckCreate(name="Renamed", slug="job", unique=["slug"])
    found, created = server.call(client.upsert_check, renamed)
    assert (found.uuid, found.name, created) == (made.uuid, "Renamed", False)


@pytest.mark.parametrize(
    ("check", "unique", "complaint"),
    [
        (CheckCreate(slug="job"), None, "unique names name, which new_check does not give"),
        (CheckCreate(name="Job"), ["name", "slug"], "unique names slug, which"),
        (CheckCreate(schedule="daily"), ["timeout"], "unique names timeout, which"),
        (CheckCreate(name="Job"), [], "at least one field"),
        (CheckCreate(name="Job"), ["desc"], "may hold only"),
        (CheckCreate(name="Job"), cast(Any, 5), "must be a list of field names, not 5"),
    ],
)
def test_upsert_that_could_only_create(
    call: Caller, check: CheckCreate, unique: list[str] | None, complaint: str
) -> None:
    """An upsert whose identifying fields are not given is refused: the server would make a check each time."""
    answer = Recorder()
    with pytest.raises(InputError, match=complaint) as caught:
        call(call.mocked(answer).upsert_check, check, unique)
    assert caught.value.field == "unique"
    assert answer.requests == []


def test_create_with_unique_updates_too(server: Server) -> None:
    """create_check with ``unique`` updates the check that matches, as documented."""
    client = server.client()
    made = make_check(server, client)
    again = server.call(client.create_check, CheckCreate(name="Job", desc="new", unique=["name"]))
    assert (again.uuid, again.desc) == (made.uuid, "new")


@pytest.mark.parametrize("name", ["Nightly backup", "  A--b_c!  ", "Größe № 1", "_", "日本"])
def test_a_new_check_has_the_slug_of_its_name(server: Server, name: str) -> None:
    """With version 3 of the API a new check gets the slug that the server makes with version 1."""
    new, old = server.client(), server.client(api_version=1)
    made = [server.call(client.create_check, CheckCreate(name=name)) for client in (new, old)]
    assert made[0].slug == made[1].slug


def test_a_slug_is_not_made_over(server: Server) -> None:
    """A slug that is given stays, also an empty one, and so does that of a check that exists."""
    client = server.client()
    create = client.create_check
    assert server.call(create, CheckCreate(name="Job", slug="other")).slug == "other"
    assert server.call(create, CheckCreate(name="Job", desc="new", unique=["name"])).slug == "other"
    assert server.call(create, CheckCreate(name="No slug", slug="")).slug == ""


@pytest.mark.parametrize("kind", [CheckUpdate, CheckCreate])
def test_update(server: Server, kind: type[CheckUpdate | CheckCreate]) -> None:
    """An update changes what it was given, empty strings too, and leaves the rest; ``unique`` means nothing."""
    client = server.client()
    made = make_check(server, client, tags="a", timeout=7200)
    updated = server.call(client.update_check, made.uuid, kind(tags="", desc="new", unique=["name"]))
    assert (updated.tags, updated.desc, updated.name, updated.timeout) == ("", "new", "Job", 7200)


@pytest.mark.parametrize(
    "schedule", ["*/15 8-18 * * 1-5", "Mon..Fri *-*-* 08:00", "*-*-01 06:00\nSat 12:00 Europe/Riga"]
)
def test_schedules(server: Server, schedule: str) -> None:
    """Cron and OnCalendar schedules, of several lines too, reach the server and come back."""
    made = make_check(server, server.client(), schedule=schedule, tz="Europe/Riga")
    assert (made.schedule, made.tz, made.timeout) == (schedule, "Europe/Riga", None)


def test_delete(server: Server) -> None:
    """Deleting returns the last state; a second time there is nothing to delete."""
    client = server.client()
    made = make_check(server, client)
    assert server.call(client.delete_check, made.uuid).name == "Job"
    with pytest.raises(CheckNotFoundError):
        server.call(client.delete_check, made.uuid)
    assert server.call(client.get_checks) == []


def test_pause_and_resume(server: Server) -> None:
    """A check pauses and resumes; resuming one that is not paused is a conflict, in the server's words."""
    client = server.client()
    made = make_check(server, client)
    assert server.call(client.pause_check, made.uuid).status == "paused"
    assert server.call(client.resume_check, made.uuid).status == "new"
    with pytest.raises(CheckConflictError, match="check is not paused") as caught:
        server.call(client.resume_check, made.uuid)
    assert (type(caught.value), caught.value.status_code) == (CheckConflictError, 409)


# ---------------------------------------------------------------------- history


def test_pings_with_bodies_and_durations(server: Server) -> None:
    """Pings are listed newest first with their numbers, run ids and durations; bodies are byte-exact."""
    client, rid = server.client(), uuid.uuid4()
    made = make_check(server, client)
    server.call(client.start_ping, made.uuid, rid=rid)
    server.clock.advance(90)
    server.call(client.success_ping, made.uuid, data=b"\xff\x00 raw", rid=str(rid))
    success, start = server.call(client.get_check_pings, made.uuid)
    assert (success.type, success.number_of_pings, success.duration, success.rid) == (
        "success",
        2,
        90.0,
        str(rid),
    )
    assert (start.type, start.number_of_pings, start.duration) == ("start", 1, None)
    assert success.date - start.date == timedelta(seconds=90)
    assert server.call(client.get_ping_body, made.uuid, success.number_of_pings) == b"\xff\x00 raw"
    with pytest.raises(CheckNotFoundError):
        server.call(client.get_ping_body, made.uuid, start.number_of_pings)


def test_flips(server: Server) -> None:
    """Flips are a typed list, newest first, which a window of seconds, timestamps or datetimes narrows down."""
    client = server.client()
    made = make_check(server, client)
    began = datetime(2026, 1, 12, 9, 0, 0, tzinfo=UTC)
    server.call(client.success_ping, made.uuid)
    server.clock.advance(100)
    server.call(client.fail_ping, made.uuid)
    later = began + timedelta(seconds=100)

    def flips(**window: Any) -> list[tuple[datetime, int]]:
        return [
            (flip.timestamp, flip.up) for flip in server.call(client.get_check_flips, made.uuid, **window)
        ]

    assert flips() == [(later, 0), (began, 1)]
    assert flips(seconds=50) == flips(start=later) == flips(start=int(later.timestamp())) == [(later, 0)]
    assert flips(end=later) == flips(end=later - timedelta(milliseconds=500)) == [(began, 1)]
    assert flips(start=began + timedelta(milliseconds=1)) == [(later, 0)]
    assert flips(end=later + timedelta(milliseconds=1)) == flips()
    assert flips(start=later, end=later) == []


# ---------------------------------------------------------------------- integrations and badges


def test_integrations(server: Server) -> None:
    """The project's integrations come with id, name and kind."""
    found = server.call(server.client().get_integrations)
    assert [(one.id, one.name, one.kind) for one in found] == [
        (str(channel.id), channel.name, channel.kind) for channel in server.main.channels
    ]


def test_badges(server: Server) -> None:
    """There are badge addresses for each tag and for the whole project, in six forms."""
    client = server.client()
    make_check(server, client, tags="prod")
    badges = server.call(client.get_badges)
    assert badges.keys() == {"*", "prod"}
    assert badges["prod"].svg.endswith("-2/prod.svg")
    assert badges["prod"].json3_url.endswith("/prod.json")
    assert badges["*"].shields.endswith(".shields")


@pytest.mark.parametrize("tag", ["prod", "db@dc1", "a/b", "*"])
def test_badge_status(server: Server, tag: str) -> None:
    """What a badge shows can be read by tag, however odd its characters are; ``*`` is the whole project."""
    client = server.client()
    made = make_check(server, client, tags="prod db@dc1 a/b", timeout=60, grace=3600)
    server.call(client.success_ping, made.uuid)
    server.clock.advance(120)  # late, but in grace
    shown = server.call(client.get_badge_status, tag)
    assert (shown.status, shown.total, shown.grace, shown.down) == ("late", 1, 1, 0)
    assert server.call(client.get_badge_status, tag, three_states=False).status == "up"


def test_badge_status_of_an_unknown_tag(server: Server) -> None:
    """A tag that no check has raises CheckNotFoundError."""
    with pytest.raises(CheckNotFoundError, match="'ghost'"):
        server.call(server.client().get_badge_status, "ghost")


def test_badge_status_of_one_check(server: Server) -> None:
    """The badge of one check is read without any API key."""
    made = make_check(server, server.client(), timeout=60, grace=3600)
    anyone = server.client(api_key="")
    server.call(anyone.success_ping, made.uuid)
    server.clock.advance(120)
    assert server.call(anyone.get_check_badge_status, made).status == "late"
    assert server.call(anyone.get_check_badge_status, made, three_states=False).status == "up"


# ---------------------------------------------------------------------- pings


@pytest.mark.parametrize("by", ["uuid", "slug"])
@pytest.mark.parametrize(
    ("method", "arguments", "kind"),
    [
        ("success_ping", (), "success"),
        ("start_ping", (), "start"),
        ("fail_ping", (), "fail"),
        ("log_ping", (), "log"),
        ("exit_code_ping", (0,), "success"),
        ("exit_code_ping", (255,), "fail"),
    ],
)
def test_pings(server: Server, by: str, method: str, arguments: tuple[int, ...], kind: str) -> None:
    """Every kind of ping arrives, by UUID and by slug, with run id and body; a POST-only check counts it."""
    client = server.client()
    made = make_check(server, client, methods="POST")
    address = {"uuid": made.uuid} if by == "uuid" else {"slug": "job"}
    result = server.call(getattr(client, method), *arguments, **address, data="körper", rid=UUID)
    success, text = result
    assert (success, text, result.created, result.status_code) == (True, "OK", False, 200)
    (ping,) = server.call(client.get_check_pings, made.uuid)
    assert (ping.type, ping.rid, ping.method) == (kind, UUID, "POST")
    assert server.call(client.get_ping_body, made.uuid, 1).decode() == "körper"


@pytest.mark.parametrize("method", PINGS)
def test_ping_that_creates(server: Server, method: str) -> None:
    """``create=True`` makes the check of a slug once, and tells the first time from the others."""
    client = server.client()
    ping = getattr(client, method)
    first = server.call(ping, slug="born-by-ping", create=True)
    again = server.call(ping, slug="born-by-ping", create=True)
    assert (tuple(first), first.created, first.status_code) == ((True, "Created"), True, 201)
    assert (tuple(again), again.created, again.status_code) == ((True, "OK"), False, 200)
    assert server.call(client.get_check_by_slug, "born-by-ping").n_pings == 2


def test_ping_body_limit(server: Server) -> None:
    """The server's body limit is learnt from an answer, by a copy of the client too, and bodies are cut to it."""
    client = server.client()
    made = make_check(server, client)
    assert client.ping_body_limit is None
    server.call(client.with_options(retries=1).start_ping, made.uuid)
    assert client.ping_body_limit == 10_000
    with client.capture() as raw:
        server.call(client.success_ping, made.uuid, data="é" * 9_000)
    assert raw.last.attempts == 1
    kept = server.call(client.get_ping_body, made.uuid, 2)
    assert kept.decode() == "é" * 5_000


WRONG_IDS = (
    f"{UUID}/pause",
    f"{UUID}/7",
    f"{UUID}/pings/",
    f"{UUID}%2Fpause",
    "..",
    "nightly",
    f"{UUID[:8]} {UUID[9:]}",
    "",
)


@pytest.mark.parametrize(
    "method",
    ["get_check", "delete_check", "pause_check", "resume_check", "get_check_pings", "get_check_flips", "update_check", "get_ping_body"],
)  # fmt: skip
def test_an_id_that_would_lead_elsewhere(server: Server, method: str) -> None:
    """No method for one check reaches another address than its own, on a server that decodes paths; nothing is sent."""
    client = server.client()
    uuid = uuid_of(make_check(server, client))
    further = {"update_check": [CheckUpdate(name="x")], "get_ping_body": [1]}.get(method, [])
    before = server.sandbox.requests.copy()
    for wrong in WRONG_IDS:
        with pytest.raises(InputError) as caught:
            server.call(getattr(client, method), wrong.replace(UUID, uuid), *further)
        assert caught.value.field in ("uuid", "check_id")
    assert server.sandbox.requests == before
    assert server.call(client.get_check, f" {uuid.upper()}\n").status == "new"
