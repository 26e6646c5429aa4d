"""``uptimekit report``: a page of four providers, of which some fail."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.conftest import Once

from demofleet.month import served_fleet
from uptimekit.cli.main import main
from uptimekit.sandbox import Fault

from ._sandboxes import Sandboxes, silent_server

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def test_a_page_of_all_four_providers(
    sandboxes: Sandboxes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The page has the items of every account; with nothing wrong the command ends well and says nothing."""
    page = tmp_path / "report.html"
    assert main(["report", "-o", str(page)]) == 0
    assert capsys.readouterr() == ("", "")
    text = page.read_text(encoding="utf-8")
    for name in ("Site 0", "backup", "Website", "Site 1"):
        assert f"<bdi>{name}</bdi>" in text
    assert "All well" in text
    assert [each for each in tmp_path.iterdir() if each.name.startswith(".")] == []


def test_what_is_down_is_in_the_exit_code(sandboxes: Sandboxes, capsys: pytest.CaptureFixture[str]) -> None:
    """A script learns from 1 that something is down; the page goes to stdout if it is asked for there."""
    sandboxes.monitor_goes("down")
    assert main(["report", "-o", "-"]) == 1
    output = capsys.readouterr()
    assert output.out.startswith("<!doctype html>")
    assert "1\N{NO-BREAK SPACE}down" in output.out
    assert output.err == ""


def test_a_folder_that_is_missing_is_said_before_anything_is_asked(
    home: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Nobody waits for the histories of a thousand items to learn of a misspelt folder."""
    assert main(["report", "-o", str(tmp_path / "gone" / "x.html")]) == 2
    assert capsys.readouterr().err == (
        f"uptimekit: Invalid value for -o: there is no folder {tmp_path / 'gone'}; make it first "
        "(see uptimekit report --help)\n"
    )


def test_the_page_on_stdout_is_utf_8(sandboxes: Sandboxes, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says so itself, whichever encoding the terminal has."""
    sandboxes.monitor_goes("down")
    out = io.TextIOWrapper(io.BytesIO(), encoding="latin-1")
    monkeypatch.setattr("sys.stdout", out)
    assert main(["report", "-o", "-"]) == 1
    assert "1\N{NO-BREAK SPACE}down" in out.buffer.getvalue().decode()  # type: ignore[attr-defined]


def test_accounts_that_fail_do_not_hide_the_others(
    sandboxes: Sandboxes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One provider refuses, one hangs, one answers 500; the fourth is there in full, the others are named: exit code 2."""
    sandboxes.betterstack.faults.add(Fault(status=401))
    sandboxes.uptimehunt.faults.add(Fault(status=500))
    with silent_server() as url:
        monkeypatch.setenv("STATUSPAGE_BASE_URL", url)
        assert main(["report", "-o", "-", "--deadline", "1s"]) == 2
    output = capsys.readouterr()
    assert "<bdi>backup</bdi>" in output.out
    section = output.out.partition("Could not be read")[2].partition("</section>")[0]
    for account in ("betterstack", "statuspage", "uptimehunt"):
        assert f"<bdi>{account}</bdi>" in section
        assert f"uptimekit: {account}" in output.err
    assert "healthchecks" not in section


def test_a_history_that_fails_is_named(sandboxes: Sandboxes, capsys: pytest.CaptureFixture[str]) -> None:
    """The items are there without their past; how many they are, and why, is said in the page and on stderr."""
    sandboxes.uptimehunt.faults.add(Fault(status=403, match="GET /api/v1/services/1"))
    assert main(["report", "-o", "-"]) == 2
    output = capsys.readouterr()
    assert "history of 1 monitor:" in output.out
    assert output.err.startswith("uptimekit: uptimehunt, history of 1 monitor: ")
    assert output.err.count("\n") == 1


def test_the_page_shows_no_secret(sandboxes: Sandboxes, capsys: pytest.CaptureFixture[str]) -> None:
    """No credential, no ping URL and no UUID of a check is in it."""
    main(["report", "-o", "-"])
    page = capsys.readouterr().out
    for name, value in sandboxes.variables.items():
        assert name.endswith(("_URL", "PAGE_ID")) or value not in page
    assert not UUID.search(page)
    assert "/ping/" not in page


def test_only_what_is_wanted_is_in_the_page(sandboxes: Sandboxes, capsys: pytest.CaptureFixture[str]) -> None:
    """The filters are those of the other commands."""
    assert main(["report", "-o", "-", "--provider", "healthchecks"]) == 0
    page = capsys.readouterr().out
    assert "<bdi>backup</bdi>" in page
    assert "Site 0" not in page


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--zone", "Europe/Rigga"], "did you mean Europe/Riga?"),
        (["--zone", "Europe"], "there is no time zone 'Europe'"),
        (["--zone", "../../etc/passwd"], "there is no time zone"),
        (["--days", "0"], "0 is less than 1"),
        (["--days", "91"], "91 is more than 90"),
        (["--out", "/"], "is a directory"),
    ],
)
def test_a_wrong_option_is_one_line(
    arguments: list[str], said: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is read and nothing written; the line says what would be right."""
    assert main(["report", *arguments]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert said in output.err
    assert output.err.count("\n") == 1


def test_an_old_page_stays_if_the_new_one_cannot_be_read(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without an account nothing is written."""
    page = tmp_path / "report.html"
    page.write_text("old")
    assert main(["report", "-o", str(page)]) == 2
    assert page.read_text() == "old"
    assert "uptimekit: " in capsys.readouterr().err


def noon_now() -> str:
    """Return a zone in which it is about noon, so that no outage of the demo lies across midnight, where the page splits it."""
    return f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"


def test_the_month_of_the_demo_fleet(once: Once, home: Path) -> None:
    """What was played on the sandboxes is what the page tells."""

    def report(folder: Path) -> None:
        with served_fleet(folder) as config:
            code = main(
                [
                    "report",
                    "--config",
                    str(config),
                    "-o",
                    str(folder / "report.html"),
                    "--zone",
                    noon_now(),
                ]
            )
        (folder / "code").write_text(str(code))

    folder = once("demo-report", report)
    text = (folder / "report.html").read_text(encoding="utf-8")
    assert (folder / "code").read_text() == "1"
    for word in (
        "1 down, 1 degraded, 1 late",
        "3 h 12 min",
        "Nobody could pay",
        "down 47 min",
        "acknowledged",
    ):
        assert word in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Could not be read" not in text
