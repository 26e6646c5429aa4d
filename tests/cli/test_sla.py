"""``uptimekit sla``: what it shows, and when it fails.  A whole month is played in tests/warehouse."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from unittest.mock import ANY

import pytest
from tests.warehouse._tables import Row, fill

from uptimekit.cli.main import main
from uptimekit.fleet.availability import DEFINITION


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse as a file, which takes a second to make."""
    until, file = "2026-04-02", tmp_path_factory.mktemp("warehouse") / "uptime.duckdb"
    fill(
        file,
        [
            Row(name="API", states=[("2026-02-20", "up"), ("2026-03-05", "down"), ("2026-03-05T00:44", "up")],
                until=until, tags='["shop"]'),
            Row(name="Till", states=[("2026-02-20", "up")], until=until, tags='["shop"]'),
            Row(name="late", states=[("2026-03-10", "up")], until="2026-03-20T12:30"),
            Row(name="gone", states=[("2026-02-20", "up")], until="2026-03-02", deleted="2026-03-03"),
            Row(name="left", states=[("2026-02-20", "up")], until=until, deleted="2026-04-03"),
            Row(name="Mute", states=[("2026-02-20", "pending")], until=until, account="mute"),
            Row(name="Page", states=[("2026-02-20", "up")], until=until, kind="component", account="public"),
        ],
    )  # fmt: skip
    return file


@pytest.fixture
def place(home: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A warehouse in the working folder, under its usual name."""
    shutil.copy(warehouse, home / "uptime.duckdb")
    monkeypatch.chdir(home)
    return "duckdb:uptime.duckdb"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The exit code, output and errors of the command for March."""
    code = main(["sla", "--month", "2026-03", *arguments])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_what_is_missing_is_told(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A part of the month is not in the warehouse, and the exit code says that the table is not all."""
    code, out, _ = run(capsys, "--from", place)
    title, headings, *rows, definition = out.splitlines()
    assert (code, title, definition) == (2, "Availability in 2026-03 (UTC)", DEFINITION)
    assert headings.split() == [
        "NAME", "ACCOUNT", "AVAILABLE", "UP", "DEGRADED", "DOWN", "MAINTENANCE", "PAUSED", "UNKNOWN", "NOTE",
    ]  # fmt: skip
    assert [" ".join(row.split()) for row in rows] == [
        "API main 99.901 % 743:16:00 0:44:00",
        "gone main 100.000 % 24:00:00 deleted, last seen 2026-03-02 00:00",
        "late main 100.000 % 252:30:00 not loaded before 2026-03-10 00:00, not loaded after 2026-03-20 12:30",
        "left main 100.000 % 744:00:00 deleted since",
        "Till main 100.000 % 744:00:00",
        "Mute mute - 744:00:00 nothing known of this month",
        "total 99.970 % 2507:46:00 0:44:00 744:00:00",
    ]


@pytest.mark.parametrize(("target", "code"), [("99.902", 1), ("99.9", 0), ("100", 1)])
def test_a_target_decides(place: str, capsys: pytest.CaptureFixture[str], target: str, code: int) -> None:
    """API was 44 minutes down: 99.9014 %."""
    assert run(capsys, "--tag", "shop", "--target", target)[0] == code


@pytest.mark.parametrize("target", [[], ["--target", "99"]])
def test_a_month_of_which_nothing_is_known(
    place: str, capsys: pytest.CaptureFixture[str], target: list[str]
) -> None:
    """Dashes are no good news: the exit code says that nothing can be told, and a note why."""
    code, out, said = run(capsys, "--account", "mute", *target)
    assert (code, said) == (
        2,
        "uptimekit: nothing is known of 2026-03: nothing was watched, or no provider tells it\n",
    )
    assert "nothing known of this month" in out


def test_a_target_of_what_nobody_knows(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A script must not take for reached what cannot be told; what was missed counts more."""
    some = ["--account", "main", "--account", "mute", "--tag", "shop"]
    assert run(capsys, "--name", "T*", "--target", "99") == (0, ANY, "")
    code, _, said = run(capsys, "--name", "[MT]*", "--target", "99")
    assert (code, said) == (
        2,
        "uptimekit: nothing is known of Mute in 2026-03: nobody can tell whether the target was reached\n",
    )
    assert run(capsys, "--name", "[MT]*")[0] == 0
    assert run(capsys, *some, "--target", "99.95")[0] == 1
    assert run(capsys, "--name", "[AM]*", "--target", "99.95") == (1, ANY, "")


def test_a_name_that_nothing_has(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The nearest name of the warehouse is suggested."""
    assert run(capsys, "--name", "tlil") == (
        2,
        "",
        "uptimekit: nothing has the name 'tlil'; did you mean Till?\n",
    )


def test_json_has_it_all(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With the definition and the borders of the month."""
    code, out, _ = run(capsys, "--name", "a*", "-o", "json", "--zone", "Europe/Riga")
    told = json.loads(out)
    assert code == 0
    (api,) = told.pop("items")
    assert told == {
        "month": "2026-03",
        "zone": "Europe/Riga",
        "start": "2026-02-28T22:00:00Z",
        "end": "2026-03-31T21:00:00Z",
        "over": True,
        "complete": True,
        "definition": DEFINITION,
        "total": {name: value for name, value in api.items() if name.endswith(("_seconds", "_percent"))},
    }
    assert (api["kind"], api["name"], api["down_seconds"], api["deleted"]) == (
        "monitor",
        "API",
        44 * 60,
        False,
    )
    assert api["availability_percent"] == 99.901301


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--name", "tlil"], "nothing has the name 'tlil'"),
        (["--account", "mian"], "did you mean main?"),
        (["--provider", "statuspage"], "no provider 'statuspage'; there are betterstack"),
        (["--month", "2025-01"], "the warehouse has nothing of 2025-01: it has 2026-02-20 to 2026-04-02"),
        (["--month", "March"], "a month is written as a year and a number, such as 2026-10"),
        (["--kind", "heartbeats"], "there were no heartbeats in 2026-03"),
        (["--from", "duckdb:other.duckdb"], "there is no warehouse other.duckdb; uptimekit export makes one"),
        (["--target", "101"], "101 is more than 100"),
    ],
)
def test_what_cannot_be_told_is_one_line(
    place: str, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    """It says what to do, and nothing is printed."""
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert message in err
