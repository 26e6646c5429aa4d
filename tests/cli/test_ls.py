"""``uptimekit ls`` against four sandboxes."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime

import pytest

from uptimekit.cli.main import main
from uptimekit.sandbox import Fault

from ._sandboxes import Sandboxes

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("monitors", ["Site 0", "Site 2", "Site 1", "Site 2"]),
        ("heartbeats", ["Job 0", "backup"]),
        ("incidents", ["Site 0"]),
        ("components", ["API", "Website"]),
    ],
)
def test_every_kind_of_all_accounts(
    kind: str, found: list[str], sandboxes: Sandboxes, capsys: Captured
) -> None:
    """Items come by account and name, in the table as in the other forms; what is down does not make the list fail."""
    sandboxes.monitor_goes("down")
    assert main(["ls", kind]) == 0
    table = capsys.readouterr()
    heading, *lines = table.out.splitlines()
    start = heading.index("NAME")
    assert [line[start:].split("  ")[0] for line in lines] == found
    assert max(map(len, [heading, *lines])) <= 80
    assert table.err == ""

    assert main(["ls", kind, "-o", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["name"] for row in rows] == found
    assert {row["kind"] for row in rows} == {kind.removesuffix("s")}
    assert all("native" not in row for row in rows)

    assert main(["ls", kind, "-o", "csv"]) == 0
    assert csv.DictReader(io.StringIO(capsys.readouterr().out)).fieldnames == [*rows[0]]


def test_times_are_relative_for_people_and_exact_for_programs(sandboxes: Sandboxes, capsys: Captured) -> None:
    """A table says how long ago, with its unit; JSON lines have ISO 8601 with a zone."""
    main(["ls", "heartbeats", "--name", "BACKUP"])
    assert " s ago " in capsys.readouterr().out
    main(["ls", "heartbeats", "--name", "BACKUP", "-o", "jsonl"])
    assert datetime.fromisoformat(json.loads(capsys.readouterr().out)["last_ping"]).tzinfo


def test_resolved_incidents_are_listed_on_demand(sandboxes: Sandboxes, capsys: Captured) -> None:
    """Open incidents alone are listed, unless a time is given since when resolved ones count."""
    sandboxes.monitor_goes("down")
    sandboxes.monitor_goes("up")
    assert main(["ls", "incidents"]) == 0
    assert capsys.readouterr() == ("", "no incidents found\n")
    assert main(["ls", "incidents", "--since", "1h"]) == 0
    assert "resolved " in capsys.readouterr().out


def test_a_fault_is_told_beside_the_list(sandboxes: Sandboxes, capsys: Captured) -> None:
    """What could be read is listed in full; the account that could not is a line on stderr, and the exit code is 2."""
    sandboxes.uptimehunt.faults.add(Fault(status=404, times=2))
    assert main(["ls", "monitors", "-o", "jsonl"]) == 2
    output = capsys.readouterr()
    assert [json.loads(line)["name"] for line in output.out.splitlines()] == ["Site 0", "Site 2"]
    assert output.err.startswith("uptimekit: uptimehunt")
    assert output.err.count("\n") == 1
    assert main(["ls", "monitors", "--name", "nothing"]) == 2
    assert capsys.readouterr().err.startswith(
        "no monitors found in the accounts that could be read\nuptimekit: "
    )


def test_no_secret_is_listed(sandboxes: Sandboxes, capsys: Captured) -> None:
    """No form has the UUID of a check, a ping key or the address of a heartbeat."""
    with sandboxes.healthchecks_client() as client:
        secrets = [str(client.get_checks()[0].uuid), sandboxes.healthchecks.projects["main"].ping_key]
    for output in ("table", "json", "csv"):
        main(["ls", "heartbeats", "-o", output])
        text = capsys.readouterr().out
        assert "backup" in text
        assert not [secret for secret in secrets if secret in text]
        assert "/heartbeat/" not in text


def test_a_kind_in_the_singular(sandboxes: Sandboxes, capsys: Captured) -> None:
    """Tables show the kind in the singular, so that it can be typed like that, too."""
    assert main(["ls", "Monitor", "-o", "jsonl"]) == 0
    singular = capsys.readouterr().out
    assert main(["ls", "monitors", "-o", "jsonl"]) == 0
    assert singular == capsys.readouterr().out != ""
    assert main(["show", "backup", "--kind", "heartbeat"]) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["monitorss"], "Invalid value for KIND: 'monitorss' is not one of 'monitors', "),
        (["monitors", "--since", "1h"], "--since is for incidents only"),
        (["monitors", "--state", "dwon"], "down"),
        (["incidents", "--since", "yesterday"], "yesterday"),
    ],
)
def test_wrong_use_is_one_line(arguments: list[str], said: str, home: object, capsys: Captured) -> None:
    """Wrong arguments are refused before anything is read, on one line that says what to write."""
    assert main(["ls", *arguments]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert said in output.err
    assert output.err.count("\n") == 1


def test_a_name_that_nothing_has(sandboxes: Sandboxes, capsys: Captured) -> None:
    """A misspelt name or tag is refused as status refuses it; with a state it may be that nothing is in that state."""
    assert main(["ls", "heartbeats", "--name", "typo*", "-o", "json"]) == 2
    assert capsys.readouterr() == ("", "uptimekit: nothing has the name 'typo*'\n")
    assert main(["ls", "heartbeats", "--name", "backpu", "--state", "down"]) == 2
    assert capsys.readouterr() == ("", "uptimekit: nothing has the name 'backpu'; did you mean backup?\n")
    assert main(["ls", "heartbeats", "--name", "backup", "--state", "down"]) == 0
