"""``uptimekit status`` against four sandboxes."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, datetime

import pytest

from uptimekit import NetworkError
from uptimekit.cli.main import main
from uptimekit.cli.status_screen import read_status, show_status, summary
from uptimekit.fleet import AccountFault, Filter, Fleet, Item, Monitor, Reading, State
from uptimekit.fleet.metrics import FleetCollector
from uptimekit.fleet.report import read_report
from uptimekit.sandbox import Fault

from ._sandboxes import Sandboxes, closed_port, silent_server

Captured = pytest.CaptureFixture[str]


def test_all_well(sandboxes: Sandboxes, capsys: Captured) -> None:
    """Where nothing is wrong, one line says so, with the numbers, and the exit code is 0."""
    assert main(["status"]) == 0
    assert capsys.readouterr() == ("All well: 7 up, 1 pending\n", "")


def test_what_is_down_comes_with_its_time(sandboxes: Sandboxes, capsys: Captured) -> None:
    """What is down is listed with its state, since when, kind, name and account; its incident too; the exit code is 1."""
    sandboxes.monitor_goes("down")
    sandboxes.ping("reports", well=False)
    assert main(["status"]) == 1
    output = capsys.readouterr()
    summary, blank, heading, *rows = output.out.splitlines()
    assert (summary, blank, output.err) == ("2 down, 6 up, 1 pending, 1 open incident", "", "")
    assert heading.split() == ["STATE", "FOR", "KIND", "NAME", "ACCOUNT", "INCIDENT"]
    assert sorted(re.sub(r" +\d+ s +", " ... ", row) for row in rows) == [
        "down ... heartbeat  reports  healthchecks",
        "down ... incident   Site 0   betterstack   open",
        "down ... monitor    Site 0   betterstack",
    ]
    assert max(map(len, output.out.splitlines())) <= 80
    assert "\x1b" not in output.out


@pytest.mark.parametrize("days", [1, 30])
def test_everything_tells_the_same_time(sandboxes: Sandboxes, capsys: Captured, days: int) -> None:
    """status, show, report, metrics and Python tell one time since when something is down, as far as they tell it."""
    sandboxes.monitor_goes("down")
    sandboxes.ping("reports", well=False)
    assert main(["status", "-o", "json"]) == 1
    rows = json.loads(capsys.readouterr().out)["items"]
    told = {row["name"]: row["since"] for row in rows if row["kind"] != "incident"}
    assert told.keys() == {"Site 0", "reports"}
    assert None not in told.values()
    shown: dict[str, str] = {}
    for name in told:
        assert main(["show", name, "--days", str(days), "-o", "json"]) == 0
        shown[name] = json.loads(capsys.readouterr().out)["since"]
    with Fleet.load() as fleet:
        reading = fleet.survey()
        report = read_report(fleet, days=days)
        (monitor,) = [item for item in reading.monitors if item.state is State.DOWN]
        metrics = FleetCollector(fleet).collect()
        (since,) = [each for each in metrics if each.name == "uptimekit_item_state_since_timestamp_seconds"]
        samples = {sample.labels["name"]: sample.value for sample in since.samples}
    reported = {each.item.name: each.item.since for each in report.problems}
    as_times = {name: datetime.fromisoformat(text) for name, text in told.items()}
    assert (shown, reported) == (told, as_times)
    assert monitor.since == as_times["Site 0"]
    assert samples == {"Site 0": as_times["Site 0"].timestamp()}


def test_json_is_one_object(sandboxes: Sandboxes, capsys: Captured) -> None:
    """JSON has whether all is well, the counts, what needs somebody with ISO times, and the faults."""
    sandboxes.ping("reports", well=False)
    assert main(["status", "-o", "json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert {name: document[name] for name in ("well", "counts", "faults")} == {
        "well": False,
        "counts": {"down": 1, "up": 7, "pending": 1},
        "faults": [],
    }
    (item,) = document["items"]
    assert (item["name"], item["state"], item["kind"]) == ("reports", "down", "heartbeat")
    assert datetime.fromisoformat(item["since"]).tzinfo is not None


def test_three_accounts_fail_and_the_fourth_is_shown(
    sandboxes: Sandboxes, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """One provider refuses, one hangs, one answers 500: the fourth is there in full, each fault is named, exit code 2."""
    sandboxes.ping("reports", well=False)
    sandboxes.statuspage.faults.add(Fault(status=500))
    with silent_server() as silent:
        monkeypatch.setenv("BETTERSTACK_BASE_URL", silent)
        monkeypatch.setenv("UPTIMEHUNT_BASE_URL", closed_port())
        assert main(["status", "--deadline", "2s", "-o", "json"]) == 2
    document = json.loads(capsys.readouterr().out)
    assert document["counts"] == {"down": 1, "up": 1}
    assert [item["name"] for item in document["items"]] == ["reports"]
    assert {fault["account"] for fault in document["faults"]} == {"betterstack", "statuspage", "uptimehunt"}
    assert not document["well"]


def test_faults_stand_at_the_end(sandboxes: Sandboxes, capsys: Captured) -> None:
    """A table ends with the accounts that could not be read; JSON lines and CSV have them on stderr."""
    sandboxes.ping("reports", well=False)
    sandboxes.uptimehunt.faults.add(Fault(status=404))
    assert main(["status"]) == 2
    output = capsys.readouterr()
    assert output.err == ""
    assert re.search(r"\n\nCould not read:\n  uptimehunt.*HTTP 404.*\n$", output.out)
    assert main(["status", "-o", "csv"]) == 2
    output = capsys.readouterr()
    assert [row["name"] for row in csv.DictReader(io.StringIO(output.out))] == ["reports"]
    assert re.fullmatch(r"uptimekit: uptimehunt.*HTTP 404.*\n", output.err)


def test_filters(sandboxes: Sandboxes, capsys: Captured) -> None:
    """What the filters leave out is neither counted nor told, and accounts that can have nothing are not asked."""
    assert main(["status", "--provider", "healthchecks"]) == 0
    assert capsys.readouterr().out == "All well: 1 up\n"
    assert not sandboxes.betterstack.requests
    sandboxes.monitor_goes("down")
    assert main(["status", "--name", "site*", "--state", "down", "-o", "jsonl"]) == 1
    assert [json.loads(line)["kind"] for line in capsys.readouterr().out.splitlines()] == [
        "monitor",
        "incident",
    ]


@pytest.mark.parametrize("command", ["status", "report -o -"])
def test_a_name_that_nothing_has_is_not_well(command: str, sandboxes: Sandboxes, capsys: Captured) -> None:
    """A misspelt name or tag is an error, not an empty answer with 0; that nothing has a state is well."""
    assert main([*command.split(), "--name", "backpu", "--tag", "nihgtly"]) == 2
    assert capsys.readouterr() == (
        "",
        "uptimekit: nothing has the name 'backpu' and the tag 'nihgtly'; did you mean backup?\n",
    )
    assert main([*command.split(), "--name", "backpu", "--state", "down"]) == 2
    capsys.readouterr()
    assert main([*command.split(), "--name", "backup", "--state", "down"]) == 0


@pytest.mark.parametrize("options", [["--state", "down"], ["--watch"], ["--watch", "--state", "down"]])
def test_a_misspelt_name_is_told_though_nothing_is_in_the_state(
    options: list[str], sandboxes: Sandboxes, capsys: Captured
) -> None:
    """An alert that watches for a state of a name that there is not would be silent for ever."""
    assert main(["status", "--name", "backpu", *options]) == 2
    assert capsys.readouterr() == ("", "uptimekit: nothing has the name 'backpu'; did you mean backup?\n")


def test_a_misspelt_provider_is_told(sandboxes: Sandboxes, capsys: Captured) -> None:
    """A filter for a provider without an account is an error with the nearest name, not an empty answer."""
    assert main(["status", "--provider", "helthchecks"]) == 2
    assert "did you mean healthchecks?" in capsys.readouterr().err


def test_nothing_read_is_not_nothing_watched() -> None:
    """An empty fleet is told apart from one of which nothing could be read, and neither is said to be well."""
    fault = AccountFault("main", "x", None, NetworkError("no connection"))
    assert summary(Reading()) == "no items found"
    assert summary(Reading((), (fault,))) == "nothing could be read"


def test_without_an_account_the_next_step_is_told(home: object, capsys: Captured) -> None:
    """With nothing configured the command says what to set, on one line, with exit code 2."""
    assert main(["status"]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert "HEALTHCHECKS_API_KEY" in output.err


def test_names_cannot_act_on_a_terminal() -> None:
    """Control characters, escapes and marks of direction in what a server sends are replaced; each item is one line."""
    hostile = Monitor(
        provider="x",
        account="main",
        id="1",
        name="\x1b[2J\nup\u202e",
        state=State.DOWN,
        since=datetime.now(UTC),
    )
    fault = AccountFault("other", "x", None, NetworkError("\x1b]0;title\x07\nall well"))
    stream = io.StringIO()
    show_status(Reading((hostile,), (fault,)), "table", datetime.now(UTC), stream)
    assert stream.getvalue().count("\n") == 7
    assert stream.getvalue().replace("\n", "").isprintable()


def test_the_question_since_when_does_not_double_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the reading took the whole deadline, what is down is asked for its history for a second, not for as long again."""
    asked: list[float | None] = []

    class Slow:
        accounts = ()
        deadline = 10.0

        def survey(self, *, where: Filter) -> Reading[Item]:
            return Reading((), ())

        def with_since(self, *_: object, now: datetime, deadline: float | None) -> tuple[()]:
            asked.append(deadline)
            return ()

    for spent in (4.0, 30.0):
        times = iter([0.0, spent])
        monkeypatch.setattr("uptimekit.cli.status_screen.monotonic", lambda times=times: next(times))
        read_status(Slow(), Filter(name="x"), datetime.now(UTC))  # type: ignore[arg-type]
    assert asked == [6.0, 1.0]
