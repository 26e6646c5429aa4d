"""What pings do to a check."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import HealthchecksSandbox, ManualClock

from .._calls import Caller

_RID = "11111111-2222-4333-8444-555555555555"
_OTHER_RID = "99999999-2222-4333-8444-555555555555"


def _types(call: Caller, job: str) -> list[str]:
    return [ping["type"] for ping in call("GET", f"checks/{job}/pings/").json()["pings"]]


def _flips(call: Caller, job: str) -> list[int]:
    return [flip["up"] for flip in call("GET", f"checks/{job}/flips/").json()["flips"]]


@pytest.mark.parametrize(
    ("tail", "kind", "status"),
    [
        ("", "success", "up"),
        ("/", "success", "up"),
        ("/0", "success", "up"),
        ("/00", "success", "up"),
        ("/1", "fail", "down"),
        ("/255", "fail", "down"),
        ("/fail", "fail", "down"),
        ("/log", "log", "new"),
        ("/start", "start", "new"),
    ],
)
@pytest.mark.parametrize("by_slug", [False, True])
def test_signals(call: Caller, tail: str, kind: str, status: str, by_slug: bool) -> None:
    """Each action is recorded as its type and has its effect, by UUID and by slug."""
    job = call.create(slug="job")
    if by_slug and tail == "/":
        tail = ""
    address = f"{call.project.ping_key}/job" if by_slug else job
    assert call.ping(f"{address}{tail}").text == "OK"
    assert _types(call, job) == [kind]
    shown = call.get(job)
    assert (shown["status"], shown["n_pings"], shown["started"]) == (status, 1, kind == "start")
    assert (shown["last_ping"] is not None) == (kind in ("success", "fail"))


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "REPORT"])
def test_any_verb_counts(call: Caller, method: str) -> None:
    """Every verb is a ping and is recorded."""
    job = call.create()
    assert call.ping(job, method).status_code == 200
    (ping,) = call("GET", f"checks/{job}/pings/").json()["pings"]
    assert (ping["method"], ping["type"]) == (method, "success")


def test_durations_by_run(call: Caller, clock: ManualClock) -> None:
    """Two overlapping runs each get their own duration, with two decimals; the check shows the last one."""
    job = call.create()
    call.ping(f"{job}/start?rid={_RID}")
    clock.advance(1)
    call.ping(f"{job}/start?rid={_OTHER_RID.upper()}")
    clock.advance(2.3456)
    call.ping(f"{job}?rid={_OTHER_RID}")
    assert call.get(job)["last_duration"] == 2
    call.ping(f"{job}/fail?rid={_RID}")
    pings = call("GET", f"checks/{job}/pings/").json()["pings"]
    assert [ping.get("duration") for ping in pings] == [3.35, 2.35, None, None]
    assert [ping["rid"] for ping in pings] == [_RID, _OTHER_RID, _OTHER_RID, _RID]
    assert "last_duration" not in call.get(job)


def test_durations_end_after_72_hours(call: Caller, clock: ManualClock) -> None:
    """The list shows no duration beyond 72 hours, the check shows it all the same."""
    job = call.create(grace=31_536_000)
    call.ping(f"{job}/start")
    clock.advance(72 * 3600 + 1)
    call.ping(job)
    assert "duration" not in call("GET", f"checks/{job}/pings/").json()["pings"][0]
    assert call.get(job)["last_duration"] == 72 * 3600 + 1


_72_HOURS = 72 * 3600


@pytest.mark.parametrize(
    ("limit", "before", "after", "shown"),
    [
        (3, 0, _72_HOURS - 1, True),
        (3, 1, _72_HOURS - 1, False),
        (2, 1, _72_HOURS - 1, True),
        (2, 2, _72_HOURS - 1, False),
        (2, 0, _72_HOURS, False),
    ],
)
def test_72_hours_of_runs_and_look_ups(
    clock: ManualClock, limit: int, before: int, after: int, shown: bool
) -> None:
    """A listed start must be less than 72 hours old; one that is looked up may be exactly as old.

    Nothing is looked up for a finish 72 hours after the oldest listed ping.
    """
    call = Caller(HealthchecksSandbox(clock=clock, ping_log_limit=limit))
    job = call.create()
    call.ping(f"{job}/start")
    clock.advance(before)
    call.ping(f"{job}/log")
    clock.advance(after)
    call.ping(job)
    assert ("duration" in call("GET", f"checks/{job}/pings/").json()["pings"][0]) is shown


def test_zero_duration_is_shown(call: Caller) -> None:
    """A run that took no time has a duration of 0."""
    job = call.create()
    call.ping(f"{job}/start")
    call.ping(job)
    assert call.get(job)["last_duration"] == 0


@pytest.mark.parametrize(
    ("tail", "open_after"),
    [("", False), (f"?rid={_RID}", False), (f"?rid={_OTHER_RID}", True), (f"/fail?rid={_OTHER_RID}", False)],
)
def test_what_closes_a_run(call: Caller, tail: str, open_after: bool) -> None:
    """Success of the run or of none, and any failure, close a run; success of another does not."""
    job = call.create()
    call.ping(f"{job}/start?rid={_RID}")
    call.ping(f"{job}{tail}")
    assert call.get(job)["started"] is open_after


def test_last_rid_wins(call: Caller) -> None:
    """Of a repeated rid the last one is used."""
    job = call.create()
    call.ping(f"{job}?rid=bad&rid={_RID}")
    assert call("GET", f"checks/{job}/pings/").json()["pings"][0]["rid"] == _RID


def test_flips_only_on_change(call: Caller) -> None:
    """Two successes flip once, a failure flips back, pausing and resuming leave zeros."""
    job = call.create()
    for tail in ("", "", "/fail", "/fail"):
        call.ping(f"{job}{tail}")
    assert _flips(call, job) == [0, 1]
    call("POST", f"checks/{job}/pause")
    call("POST", f"checks/{job}/pause")
    call("POST", f"checks/{job}/resume")
    assert _flips(call, job) == [0, 0, 0, 1]


def test_pause_ends_a_run_and_a_success_ends_the_pause(call: Caller) -> None:
    """Pausing closes a run; a start leaves the check paused yet started; a success brings it up."""
    job = call.create()
    call.ping(f"{job}/start")
    assert call("POST", f"checks/{job}/pause").json()["started"] is False
    call.ping(f"{job}/start")
    shown = call.get(job)
    assert (shown["status"], shown["started"]) == ("paused", True)
    assert shown["next_ping"] is not None
    call.ping(job)
    assert call.get(job)["status"] == "up"


@pytest.mark.parametrize(
    ("body", "tail", "default_fail", "kind"),
    [
        (b"all DONE here", "/fail", False, "success"),
        (b"DONE but ERROR", "", False, "fail"),
        (b"BEGIN", "/log", False, "start"),
        (b"BEGIN DONE", "", False, "success"),
        (b"done", "", False, "ign"),
        (b"", "", False, "ign"),
        (b"nothing", "", True, "fail"),
    ],
)
def test_keywords_override_the_url(
    call: Caller, body: bytes, tail: str, default_fail: bool, kind: str
) -> None:
    """Failure words come before success words before start words, whatever the URL says; case matters."""
    job = call.create(
        filter_http_body=True,
        filter_default_fail=default_fail,
        success_kw="DONE, OK",
        failure_kw="ERROR,",
        start_kw="BEGIN",
    )
    call.ping(f"{job}{tail}", "POST", body)
    assert _types(call, job) == [kind]


def test_log_is_limited(clock: ManualClock) -> None:
    """Only the newest pings are kept, and their numbers go on."""
    call = Caller(HealthchecksSandbox(clock=clock, ping_log_limit=2))
    job = call.create()
    for text in (b"a", b"b", b"c"):
        call.ping(job, "POST", text)
    pings = call("GET", f"checks/{job}/pings/").json()["pings"]
    assert [ping["n"] for ping in pings] == [3, 2]
    assert call("GET", f"checks/{job}/pings/1/body").status_code == 404
    assert call("GET", f"checks/{job}/pings/2/body").content == b"b"


def test_at_most_a_thousand_pings_are_listed(clock: ManualClock) -> None:
    """A longer log is kept, and the bodies in it can be read, but the list ends."""
    call = Caller(HealthchecksSandbox(clock=clock, ping_log_limit=1_002))
    job = call.create()
    call.pings(job, (b"%d" % n for n in range(1_004)))
    assert [ping["n"] for ping in call("GET", f"checks/{job}/pings/").json()["pings"]] == [
        *range(1_004, 4, -1)
    ]
    statuses = [call("GET", f"checks/{job}/pings/{n}/body").status_code for n in (2, 3, 4)]
    assert statuses == [404, 200, 200]


def test_starts_are_found_until_the_log_is_pruned(clock: ManualClock) -> None:
    """Pings beyond the limit go with every hundredth one; until then the start of a run is still found."""
    call = Caller(HealthchecksSandbox(clock=clock, ping_log_limit=2))
    job, durations = call.create(), []
    for n in range(1, 101):
        call.ping(f"{job}/{'start' if n in (1, 97) else 'log'}?rid={_RID}")
        if n in (96, 100):
            clock.advance(1)
            call.ping(f"{job}?rid={_RID}")
            durations.append(call("GET", f"checks/{job}/pings/").json()["pings"][0].get("duration"))
    assert durations == [1, None]


def test_flips_are_pruned_with_the_pings(clock: ManualClock) -> None:
    """Every hundredth ping drops the flips older than 93 days and than the oldest ping that is kept."""
    call = Caller(HealthchecksSandbox(clock=clock, ping_log_limit=50, alert_daemon=False))
    job = call.create()
    call.ping(f"{job}/fail")
    clock.advance(93 * 86_400 + 1)
    call.ping(job)
    for _ in range(97):
        call.ping(f"{job}/log")
    assert _flips(call, job) == [1, 0]
    call.ping(f"{job}/log")
    assert _flips(call, job) == [1]
