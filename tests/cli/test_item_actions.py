"""``pause``, ``resume``, ``ack`` and ``resolve`` against four sandboxes."""

from __future__ import annotations

import io
import json
import sys

import pytest

from uptimekit.cli.main import main
from uptimekit.fleet import Fleet, Item
from uptimekit.sandbox import Fault

from ._sandboxes import Sandboxes

Captured = pytest.CaptureFixture[str]


def results(capsys: Captured) -> list[tuple[str, str, str]]:
    """Result, name and state of each item, of the output as JSON lines."""
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return [(row["result"], row["name"], row["state"]) for row in rows]


def test_pause_and_resume(sandboxes: Sandboxes, capsys: Captured) -> None:
    """Several items of several providers are paused and resumed by name; what is done already is said, not done again."""
    names = ["site 0", "BACKUP"]
    assert main(["pause", *names, "-o", "jsonl"]) == 0
    assert results(capsys) == [("paused", "Site 0", "paused"), ("paused", "backup", "paused")]
    assert main(["pause", *names, "-o", "jsonl"]) == 0
    assert results(capsys) == [("already paused", "Site 0", "paused"), ("already paused", "backup", "paused")]
    assert main(["resume", *names, "-o", "jsonl"]) == 0
    assert [(result, state == "paused") for result, _, state in results(capsys)] == [("resumed", False)] * 2
    assert main(["resume", "backup", "-o", "jsonl"]) == 0
    assert results(capsys)[0][0] == "not paused"


def test_acknowledge_and_resolve(sandboxes: Sandboxes, capsys: Captured) -> None:
    """An open incident is taken over and ended by its name or id; when it is over, the commands say so."""
    sandboxes.monitor_goes("down")
    assert main(["ack", "site 0", "-o", "jsonl"]) == 0
    assert results(capsys) == [("acknowledged", "Site 0", "down")]
    assert main(["resolve", "site 0"]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("resolved")
    assert main(["ls", "incidents", "--since", "1h", "-o", "json"]) == 0
    (over,) = json.loads(capsys.readouterr().out)
    for words in (["resolve", "site 0"], ["resolve", over["id"]], ["ack", "site 0"]):
        assert main([*words, "-o", "jsonl"]) == 0
        assert results(capsys) == [("already resolved", "Site 0", "up")]
    assert main(["show", over["id"], "-o", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["resolved"] == over["resolved"]
    assert main(["resolve", "site 7"]) == 2
    assert "there is no incident 'site 7'" in capsys.readouterr().err
    sandboxes.monitor_goes("down")
    assert main(["resolve", "site 0", "--dry-run", "-o", "jsonl"]) == 0
    assert results(capsys) == [("would be resolved", "Site 0", "down")]
    assert main(["resolve", over["id"], "site 0", "--dry-run", "-o", "jsonl"]) == 0
    assert results(capsys) == [("already resolved", "Site 0", "up"), ("would be resolved", "Site 0", "down")]


def test_a_dry_run_changes_nothing(sandboxes: Sandboxes, capsys: Captured) -> None:
    """A dry run says what would be done, and sends no request that changes anything."""
    assert main(["pause", "*", "--dry-run", "-o", "jsonl"]) == 0
    assert {result for result, _, _ in results(capsys)} == {"would be paused"}
    assert main(["ls", "heartbeats", "--state", "paused"]) == 0
    assert "no heartbeats found" in capsys.readouterr().err


def test_a_word_that_means_nothing_stops_all(sandboxes: Sandboxes, capsys: Captured) -> None:
    """All wrong words are told at once, and nothing is done to the right ones."""
    assert main(["pause", "backup", "bakcup", "Site 2"]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert "did you mean 'backup'?" in output.err
    assert "2 items match" in output.err
    main(["ls", "heartbeats", "--state", "paused"])
    assert "no heartbeats found" in capsys.readouterr().err


def test_a_pattern_asks_on_a_terminal(
    sandboxes: Sandboxes, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pattern that means several items is asked about; without a terminal it needs --yes."""
    assert main(["pause", "Site*"]) == 2
    assert "--yes" in capsys.readouterr().err

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal("n\n"))
    assert main(["pause", "Site*"]) == 130
    asked = capsys.readouterr()
    assert asked.out == ""
    assert "Pause these 4?" in asked.err
    monkeypatch.setattr(sys, "stdin", Terminal("y\n"))
    assert main(["pause", "Site*", "--account", "betterstack", "-o", "jsonl"]) == 0
    assert results(capsys) == [("paused", "Site 0", "paused"), ("paused", "Site 2", "paused")]
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert main(["resume", "Site*", "--account", "betterstack", "--yes", "-o", "jsonl"]) == 0
    assert len(results(capsys)) == 2


def test_one_failure_does_not_stop_the_others(sandboxes: Sandboxes, capsys: Captured) -> None:
    """An item that the provider refuses is a line on stderr, the others are done, and the exit code is 2."""
    sandboxes.healthchecks.faults.add(Fault(status=403, match="POST /api", times=2))
    assert main(["pause", "backup", "Job 0", "-o", "jsonl"]) == 2
    output = capsys.readouterr()
    assert json.loads(output.out)["name"] == "Job 0"
    assert output.err.startswith("uptimekit: backup (healthchecks): ")
    assert output.err.count("\n") == 1
    assert main(["pause", "backup"]) == 2
    output = capsys.readouterr()
    assert (output.out, output.err.splitlines()[1:]) == ("", ["nothing was done"])


def test_a_pattern_over_an_account_that_cannot_be_read(sandboxes: Sandboxes, capsys: Captured) -> None:
    """What a pattern finds is done, and exit code 2 says that there may be more; a name that is found is enough."""
    sandboxes.uptimehunt.faults.add(Fault(status=404))
    assert main(["pause", "Site*", "--yes", "-o", "jsonl"]) == 2
    output = capsys.readouterr()
    assert output.out.count("\n") == 2
    assert output.err.startswith("uptimekit: uptimehunt")
    assert main(["pause", "backup"]) == 0
    capsys.readouterr()
    assert main(["pause", "Site 1"]) == 2
    assert "not read: uptimehunt" in capsys.readouterr().err


def test_ctrl_c_tells_what_was_done(
    sandboxes: Sandboxes, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """Who interrupts a long list sees what is paused by then, and what was under way."""
    pause = Fleet.pause

    def interrupted(fleet: Fleet, item: Item) -> Item:
        if item.name == "backup":
            raise KeyboardInterrupt
        return pause(fleet, item)

    monkeypatch.setattr(Fleet, "pause", interrupted)
    assert main(["pause", "Site 0", "backup"]) == 130
    output = capsys.readouterr()
    assert [line.split()[:3] for line in output.out.splitlines()[1:]] == [["paused", "Site", "0"]]
    assert output.err == "uptimekit: interrupted at backup (healthchecks)\n"


def test_no_empty_table(sandboxes: Sandboxes, capsys: Captured) -> None:
    """If every item fails, stdout has no heading without rows, and the name is told once."""
    assert main(["statuspage", "incidents", "create", "--name", "Slow", "--status", "investigating"]) == 0
    capsys.readouterr()
    assert main(["ack", "slow"]) == 2
    assert capsys.readouterr() == (
        "",
        "uptimekit: Slow (statuspage): statuspage cannot acknowledge incidents\nnothing was done\n",
    )


def test_what_else_resolving_does(sandboxes: Sandboxes, capsys: Captured) -> None:
    """Subscribers hear of a resolved incident, and components stay as they are: the help, a dry run and the result say so."""
    page = ["--name", "Slow", "--status", "investigating"]
    (api,) = component_ids(capsys, "API")
    affected = ["--component-ids", api, "--components", json.dumps({api: "major_outage"})]
    assert main(["statuspage", "incidents", "create", *page, *affected]) == 0
    capsys.readouterr()
    expected = [
        (
            "uptimekit: Statuspage publishes an update ('The incident is resolved.', or 'The maintenance is completed.'), "
            "notifies the subscribers, and leaves the components as they are."
        ),
        "uptimekit: still down: API (statuspage)",
    ]
    for options in (["--dry-run"], ["-o", "json"]):
        assert main(["resolve", "slow", *options]) == 0
        output = capsys.readouterr()
        assert output.err.splitlines() == expected
    assert json.loads(output.out)[0]["result"] == "resolved"
    assert main(["resolve", "--help"]) == 0
    assert "notifies the subscribers" in " ".join(capsys.readouterr().out.split())
    sandboxes.monitor_goes("down")
    assert main(["resolve", "site 0"]) == 0
    assert capsys.readouterr().err == ""


def component_ids(capsys: Captured, name: str) -> list[str]:
    """The ids of the components with *name*."""
    assert main(["ls", "components", "--name", name, "-o", "json"]) == 0
    return [each["id"] for each in json.loads(capsys.readouterr().out)]
