"""``uptimekit show`` against four sandboxes."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta

import pytest

from uptimekit import betterstack as bs
from uptimekit.cli.item_details import history_row, show_details
from uptimekit.cli.main import main
from uptimekit.fleet import Heartbeat, History, Monitor, ResponseTime, State, StateSpan
from uptimekit.healthchecks import CheckCreate
from uptimekit.sandbox import Fault

from ._sandboxes import Sandboxes

Captured = pytest.CaptureFixture[str]
NOW = datetime(2026, 3, 8, 12, tzinfo=UTC)
SHOP = Monitor(
    provider="betterstack",
    account="main",
    id="7",
    name="Shop",
    state=State.DOWN,
    since=NOW - timedelta(hours=3),
)


def at(hours: float) -> datetime:
    """So many hours before now."""
    return NOW - timedelta(hours=hours)


def test_an_item_by_name_and_by_id(sandboxes: Sandboxes, capsys: Captured) -> None:
    """The whole name finds an item whatever its case, and so does its id; JSON has every field and the history."""
    sandboxes.ping("reports", well=False)
    assert main(["show", "REPORTS", "-o", "json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["name"], row["kind"], row["state"]) == ("reports", "heartbeat", "down")
    assert [span["state"] for span in row["history"]["spans"]] == ["down"]
    assert main(["show", row["id"], "--days", "0"]) == 0
    assert "reports" in capsys.readouterr().out


def test_an_unknown_name_is_told_with_the_nearest(sandboxes: Sandboxes, capsys: Captured) -> None:
    """A misspelt name ends with exit code 2 and one line that has the right one."""
    assert main(["show", "bakcup"]) == 2
    output = capsys.readouterr()
    assert "did you mean 'backup'?" in output.err
    assert (output.out, output.err.count("\n")) == ("", 1)


def test_an_ambiguous_name_is_told_with_the_candidates(sandboxes: Sandboxes, capsys: Captured) -> None:
    """Where two items have a name, the ids of both are told; --account or --kind chooses."""
    assert main(["show", "Site 2"]) == 2
    told = capsys.readouterr().err
    assert "betterstack" in told
    assert "uptimehunt" in told
    assert main(["show", "Site 2", "--account", "uptimehunt", "--days", "0"]) == 0


def test_an_incident_does_not_hide_its_monitor(sandboxes: Sandboxes, capsys: Captured) -> None:
    """A monitor that is down has an incident of the same name: the name means the monitor, --kind chooses the incident."""
    sandboxes.monitor_goes("down")
    for options, kind in ([], "monitor"), (["--kind", "incident"], "incident"):
        assert main(["show", "Site 0", *options, "--days", "0", "-o", "json"]) == 0
        assert json.loads(capsys.readouterr().out)["kind"] == kind


def test_what_was_down_is_never_shown_as_all_the_time() -> None:
    """Per cents are rounded down: ten seconds in four days, and a provider's figure just below 100 %, are seen."""
    moment = timedelta(seconds=10)
    spans = (StateSpan(at(100), NOW - moment, State.UP), StateSpan(NOW - moment, NOW, State.DOWN))
    stream = io.StringIO()
    history = History(start=at(100), end=NOW, spans=spans, availability=0.9999999)
    show_details(SHOP, history, "table", NOW, stream)
    assert "up 4 d 3 h (99.99%), down 10 s (0.00%)" in stream.getvalue()
    assert "99.999% as the provider counts it" in stream.getvalue()


def test_the_details_of_a_table() -> None:
    """A table has the fields that are not empty, the last days by state, response times, and what was not up."""
    history = History(
        start=at(100),
        end=NOW,
        spans=(
            StateSpan(at(100), at(50), State.UP),
            StateSpan(at(50), at(49), State.DOWN),
            StateSpan(at(49), at(3), State.UP),
            StateSpan(at(3), NOW, State.DOWN),
        ),
        response_times=tuple(ResponseTime(at(10), seconds / 100) for seconds in range(1, 101)),
        availability=0.95,
    )
    stream = io.StringIO()
    show_details(SHOP, history, "table", NOW, stream)
    fields, outages = stream.getvalue().split("\n\n")
    assert [line.split("  ", 1)[0] for line in fields.splitlines()] == [
        "kind", "provider", "account", "id", "name", "state", "since", "last 4 d 4 h", "availability", "response time",
    ]  # fmt: skip
    assert "2026-03-08 09:00:00 UTC, 3 h ago" in fields
    assert "up 4 d (96.00%), down 4 h (4.00%)" in fields
    assert "95.000% as the provider counts it" in fields
    assert "median 0.505 s, 95 % within 0.951 s (100 measurements)" in fields
    assert [" ".join(line.split()) for line in outages.splitlines()] == [
        "STATE FROM FOR ENDED",
        "down 2026-03-08 09:00 UTC 3 h",
        "down 2026-03-06 10:00 UTC 1 h 2 d 1 h ago",
    ]


def test_a_grace_time_has_a_unit() -> None:
    """A table has no bare number of seconds, and says whose word a state is."""
    backup = Heartbeat(
        provider="x", account="main", id="7", name="Backup", state=State.UP, word="grace", grace=3600
    )
    stream = io.StringIO()
    show_details(backup, None, "table", NOW, stream)
    lines = dict(line.split("  ", 1) for line in stream.getvalue().splitlines())
    assert lines["grace"].strip() == "1 h"
    assert lines["provider's word"].strip() == "grace"


def test_a_history_for_programs() -> None:
    """Seconds in each state, the spans, and response times, of which there may be one or none."""
    spans = (StateSpan(at(2), at(1), State.UP), StateSpan(at(1), NOW, State.DOWN))
    row = history_row(History(start=at(2), end=NOW, spans=spans))
    assert row["seconds"] == {"up": 3600.0, "down": 3600.0}
    assert row["response_times"] == {"count": 0, "median": None, "p95": None}
    one = History(start=at(2), end=NOW, response_times=(ResponseTime(NOW, 0.2),))
    assert history_row(one)["response_times"] == {"count": 1, "median": 0.2, "p95": 0.2}


def test_nothing_known_is_said() -> None:
    """Where the provider has no history at all, the table says that."""
    stream = io.StringIO()
    show_details(SHOP, History(start=at(24), end=NOW), "table", NOW, stream)
    assert "the provider has no history of it" in stream.getvalue()


def test_a_history_that_cannot_be_read_does_not_hide_the_item(sandboxes: Sandboxes, capsys: Captured) -> None:
    """Where a provider refuses the history, the fields are shown all the same, and the exit code says that it failed."""
    assert main(["show", "backup", "-o", "json"]) == 0
    key = json.loads(capsys.readouterr().out)["id"]
    sandboxes.healthchecks.faults.add(Fault(status=403, match=f"/api/v3/checks/{key}"))
    assert main(["show", "backup", "-o", "json"]) == 2
    output = capsys.readouterr()
    row = json.loads(output.out)
    assert (row["name"], row["state"], row["history"]) == ("backup", "up", None)
    assert output.err.startswith("uptimekit: its history could not be read: ")


def notified(name: str, capsys: Captured) -> object:
    """Return who is told of an outage, as JSON has it."""
    assert main(["show", name, "--notified", "--days", "0", "-o", "json"]) == 0
    return json.loads(capsys.readouterr().out)["notified"]


def test_who_is_told_of_an_outage(sandboxes: Sandboxes, capsys: Captured) -> None:
    """Integrations by name, ways of alerting or a policy, and subscribers are told, as the provider tells them; else null."""
    with sandboxes.healthchecks_client() as client:
        client.create_check(CheckCreate(name="told", channels="Ops mail"))
        client.create_check(CheckCreate(name="silent", channels=""))
    assert notified("told", capsys) == ["Ops mail (email)"]
    assert notified("silent", capsys) == []
    assert main(["show", "silent", "--notified", "--days", "0"]) == 0
    assert "notified         nobody\n" in capsys.readouterr().out
    assert main(["show", "silent", "--days", "0", "-o", "json"]) == 0
    assert "notified" not in json.loads(capsys.readouterr().out)
    sandboxes.healthchecks.faults.add(Fault(status=403, match="/api/v3/channels/"))
    assert main(["show", "told", "--notified", "--days", "0"]) == 2
    output = capsys.readouterr()
    assert "schedule" in output.out
    assert output.err.startswith("uptimekit: who is told of it could not be read: ")


def test_who_is_told_by_better_stack(sandboxes: Sandboxes, capsys: Captured) -> None:
    """The person on call in the ways that are on, then the team; a policy, if there is one, in place of that."""
    with sandboxes.betterstack_client() as api:
        _, monitor = bs.Monitor.get_or_create(
            api, url="https://told.example", monitor_type="status", pronounceable_name="Told",
            call=True, email=False, push=True, team_wait=180,
        )  # fmt: skip
        ways = ["call to who is on call", "push notification to who is on call", "the whole team after 3 min"]
        assert notified("Told", capsys) == ways
        policy = bs.EscalationPolicy.new(api, name="Nights", steps=[])
        monitor.policy_id = policy.id
        monitor.save()
    assert notified("Told", capsys) == ["escalation policy Nights"]


def test_who_is_told_by_a_status_page(sandboxes: Sandboxes, capsys: Captured) -> None:
    """Active subscribers are counted by their kind; UptimeHunt tells nobody."""
    with sandboxes.statuspage_client() as client:
        for name in ("a", "b"):
            client.subscribers.create(email=f"{name}@x.example", skip_confirmation_notification=True)
    assert notified("API", capsys) == ["2 e-mail subscribers"]
    assert main(["ls", "monitors", "--provider", "uptimehunt", "-o", "json"]) == 0
    assert notified(json.loads(capsys.readouterr().out)[0]["name"], capsys) is None


def test_the_output_of_a_job(sandboxes: Sandboxes, capsys: Captured) -> None:
    """A job that is down leads to what its last run reported; one that reported nothing, or cannot, says so."""
    with sandboxes.healthchecks_client() as client:
        client.exit_code_ping(3, slug="invoices", data="disk full\n\x1b[2J", create=True)
        client.start_ping(slug="invoices")
    assert main(["show", "invoices"]) == 0
    assert "uptimekit show invoices --job-output" in capsys.readouterr().out
    assert main(["show", "INVOICES", "--job-output"]) == 0
    assert capsys.readouterr().out == "disk full\n\x1b[2J"
    assert main(["show", "backup", "--job-output"]) == 2
    assert "the last run of backup reported no output" in capsys.readouterr().err
    assert main(["show", "Site 0", "--job-output"]) == 2
    assert "betterstack keeps none" in capsys.readouterr().err


def test_the_output_of_a_job_that_better_stack_watches(sandboxes: Sandboxes, capsys: Captured) -> None:
    """What came with the last failure of a heartbeat is printed for the heartbeat and for its incident."""
    with sandboxes.betterstack_client() as api:
        beat = bs.Heartbeat.new(api, name="Payroll", period=60, grace=60)
        beat.fail("earlier")
        beat.ping()
        beat.fail("disk full")
    assert main(["show", "Payroll"]) == 0
    assert "uptimekit show Payroll --job-output" in capsys.readouterr().out
    for kind in ("heartbeats", "incidents"):
        assert main(["show", "Payroll", "--job-output", "--kind", kind]) == 0
        assert capsys.readouterr().out == "disk full"
