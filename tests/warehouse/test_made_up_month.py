"""A made-up March of 2026, whose availability was worked out by hand."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest
from tests.conftest import Once

from uptimekit.cli.main import main
from uptimekit.fleet import Fleet
from uptimekit.fleet.availability import DEFINITION
from uptimekit.healthchecks import CheckCreate
from uptimekit.warehouse.availability import COLUMNS

from ._play import Play, playing

HOUR = timedelta(hours=1)

pytestmark = pytest.mark.timeout(300)  # of the exports, which are made once

IN_UTC = """\
## Availability in 2026-03 (UTC)

| Name | Account | Available | Up | Degraded | Down | Maintenance | Paused | Unknown | Note |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |
| API | betterstack | 98.924 % | 736:00:00 |  | 8:00:00 |  |  |  |  |
| Gone | betterstack | 99.166 % | 476:00:00 |  | 4:00:00 |  |  |  | deleted, last seen 2026-03-21 00:00 |
| New | betterstack | 100.000 % | 372:00:00 |  |  |  |  |  | made 2026-03-16 12:00 |
| Paused | betterstack | 100.000 % | 663:00:00 |  |  |  | 75:00:00 | 6:00:00 |  |
| Till | betterstack | 99.591 % | 731:00:00 |  | 3:00:00 | 10:00:00 |  |  |  |
| backup | healthchecks | 98.563 % | 686:00:00 |  | 10:00:00 |  | 36:00:00 | 12:00:00 |  |
| Site 1 | uptimehunt | 99.865 % | 743:00:00 |  | 1:00:00 |  |  |  |  |
| total |  | 99.413 % | 4407:00:00 |  | 26:00:00 | 10:00:00 | 111:00:00 | 18:00:00 |  |

"""

IN_RIGA = """\
## Availability in 2026-03 (Europe/Riga)

| Name | Account | Available | Up | Degraded | Down | Maintenance | Paused | Unknown | Note |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |
| API | betterstack | 99.057 % | 736:00:00 |  | 7:00:00 |  |  |  |  |
| Gone | betterstack | 99.170 % | 478:00:00 |  | 4:00:00 |  |  |  | deleted, last seen 2026-03-21 02:00 |
| New | betterstack | 100.000 % | 369:00:00 |  |  |  |  |  | made 2026-03-16 14:00 |
| Paused | betterstack | 100.000 % | 662:00:00 |  |  |  | 75:00:00 | 6:00:00 |  |
| Till | betterstack | 99.590 % | 730:00:00 |  | 3:00:00 | 10:00:00 |  |  |  |
| backup | healthchecks | 98.561 % | 685:00:00 |  | 10:00:00 |  | 36:00:00 | 12:00:00 |  |
| Site 1 | uptimehunt | 99.865 % | 742:00:00 |  | 1:00:00 |  |  |  |  |
| total |  | 99.435 % | 4402:00:00 |  | 25:00:00 | 10:00:00 | 111:00:00 | 18:00:00 |  |

"""

PAGE_IN_UTC = """\
| Website | statuspage | 99.797 % | 738:30:00 | 2:00:00 | 1:30:00 | 4:00:00 |  |  |  |
"""

HOURS_IN_RIGA = """\
kind,name,availability_percent,up,degraded,down,maintenance,paused,unknown,absent,from,until
monitor,API,99.057873,736,0,7,0,0,0,0,2026-02-28T22,2026-03-31T21
monitor,Gone,99.170124,478,0,4,0,0,0,0,2026-02-28T22,2026-03-21T00
monitor,New,100.0,369,0,0,0,0,0,374,2026-02-28T22,2026-03-31T21
monitor,Paused,100.0,662,0,0,0,75,6,0,2026-02-28T22,2026-03-31T21
monitor,Till,99.590723,730,0,3,10,0,0,0,2026-02-28T22,2026-03-31T21
heartbeat,backup,98.561151,685,0,10,0,36,12,0,2026-02-28T22,2026-03-31T21
monitor,Site 1,99.865410,742,0,1,0,0,0,0,2026-02-28T22,2026-03-31T21
total,,99.435283,4402,0,25,10,111,18,374,,
"""


def play_march(play: Play, path: Path) -> None:
    """Let it happen.  Exports run now and then, the last one in April; each reads the last seven days again."""
    api, paused, gone = play.monitor("API"), play.monitor("Paused"), play.monitor("Gone")
    night = {"maintenance_from": "01:00:00", "maintenance_to": "03:00:00"}
    till = play.monitor("Till", maintenance_days=["sun"], **night)  # five Sundays
    backup = play.checks.create_check(CheckCreate(name="backup", timeout=40 * 86_400, grace=3_600)).uuid or ""
    play.checks.success_ping(backup)
    with Fleet.load(accounts=["uptimehunt"], clock=play.clock) as fleet:
        service = int(fleet.find("Site 1").id)  # is checked every five minutes

    play.at("2026-02-28T20:00")
    play.goes(api, "down")  # over the border of the month, which is at 22:00 in Riga
    play.at("2026-03-01T02:00")
    play.goes(api, "up")
    play.at("2026-03-03T00:00")
    play.checks.fail_ping(backup)
    play.at("2026-03-03T10:00")
    play.checks.success_ping(backup)
    play.at("2026-03-05T00:00")
    play.goes(gone, "down")
    play.at("2026-03-05T04:00")
    play.goes(gone, "up")
    play.at("2026-03-08T02:00")  # a Sunday: in the window for an hour
    play.goes(till, "down")
    play.at("2026-03-08T06:00")
    play.goes(till, "up")
    play.at("2026-03-10T09:00")
    paused.pause()
    play.at("2026-03-12T21:00")
    play.page.incidents.schedule(
        "Move", play.clock.now() + HOUR, play.clock.now() + 5 * HOUR, components=["Website"],
        scheduled_auto_in_progress=True, scheduled_auto_completed=True,
        auto_transition_to_maintenance_state=True, auto_transition_to_operational_state=True,
    )  # fmt: skip
    play.at("2026-03-13T12:00")
    play.export(path, "betterstack")
    play.at("2026-03-13T15:00")
    paused.resume()
    play.goes(paused, "up")
    play.at("2026-03-13T18:00")
    play.export(path, "betterstack")  # which sees that it is over
    play.at("2026-03-16T12:00")
    play.monitor("New")
    play.at("2026-03-18T08:00")
    slow = play.page.incidents.open("Slow", body="We look.", components={"Website": "degraded_performance"})
    play.at("2026-03-18T10:00")
    play.page.incidents.resolve(slow.id, "Well.", components={"Website": "operational"})
    play.at("2026-03-19T00:00")
    fire = play.page.incidents.open("Fire", body="It burns.", components={"Website": "major_outage"})
    play.at("2026-03-19T01:30")
    play.page.incidents.resolve(fire.id, "It is out.", components={"Website": "operational"})
    play.at("2026-03-21T00:00")
    play.export(path, "betterstack", "uptimehunt")  # of which the latter tells 30 days
    play.at("2026-03-21T06:00")
    gone.delete()
    play.at("2026-03-24T00:00")
    play.checks.pause_check(backup)
    play.at("2026-03-25T12:00")
    play.checks.resume_check(backup)
    play.at("2026-03-26T00:00")
    play.checks.success_ping(backup)
    play.at("2026-03-27T00:01")
    play.uptimehunt.set_service_status(service, "down")
    play.at("2026-03-27T01:01")
    play.uptimehunt.set_service_status(service, "operational")
    play.at("2026-03-31T18:00")
    play.goes(api, "down")  # until after the end of the month, which is at 21:00 in Riga
    play.at("2026-04-01T03:00")
    play.goes(api, "up")
    play.at("2026-04-03T00:00")
    play.export(path, "betterstack", "healthchecks", "statuspage", "uptimehunt")


@pytest.fixture(scope="module")
def warehouse(once: Once) -> str:
    """The warehouse after it all."""

    def fill(folder: Path) -> None:
        with playing() as play:
            play_march(play, folder / "uptime.duckdb")

    return f"duckdb:{once('made-up-month', fill) / 'uptime.duckdb'}"


def sla(capsys: pytest.CaptureFixture[str], warehouse: str, *options: str) -> tuple[int, str]:
    """The exit code and output of the command for March."""
    code = main(["sla", "--month", "2026-03", "--from", warehouse, *options])
    return code, capsys.readouterr().out


@pytest.mark.parametrize(("zone", "table"), [("UTC", IN_UTC), ("Europe/Riga", IN_RIGA)])
def test_markdown(capsys: pytest.CaptureFixture[str], warehouse: str, zone: str, table: str) -> None:
    """The table is the one that was worked out, with the definition below it."""
    code, text = sla(capsys, warehouse, "--zone", zone, "-o", "markdown")
    assert text == table + DEFINITION + "\n"
    assert code == 0


def test_the_page_shows_this_month(capsys: pytest.CaptureFixture[str], warehouse: str) -> None:
    """What docs/availability.md shows is what the command prints."""
    page = (Path(__file__).parents[2] / "docs" / "availability.md").read_text("utf-8")
    _, text = sla(capsys, warehouse, "--zone", "Europe/Riga", "-o", "markdown")
    assert f"```text\n{text}```" in page


def test_a_page_has_degraded_and_maintenance_times(
    capsys: pytest.CaptureFixture[str], warehouse: str
) -> None:
    """What is degraded is up."""
    _, text = sla(capsys, warehouse, "--kind", "components", "-o", "markdown")
    assert text.splitlines(keepends=True)[4:5] == [PAGE_IN_UTC]


def test_the_view(warehouse: str) -> None:
    """It has the same for the month in UTC."""
    with duckdb.connect(warehouse.removeprefix("duckdb:"), read_only=True) as connection:
        found = connection.execute(
            "SELECT name, up_seconds / 3600, down_seconds / 3600, floor(availability * 100000) / 1000, complete "
            "FROM availability_by_month WHERE month = '2026-03-01' ORDER BY account, name"
        ).fetchall()
    assert found == [
        ("API", 736, 8, 98.924, True),
        ("Gone", 476, 4, 99.166, False),  # it has not all days
        ("New", 372, 0, 100, True),
        ("Paused", 663, 0, 100, True),
        ("Till", 731, 3, 99.591, True),
        ("backup", 686, 10, 98.563, True),
        ("Website", 738.5, 1.5, 99.797, True),
        ("Site 1", 743, 1, 99.865, True),
    ]


def test_csv(capsys: pytest.CaptureFixture[str], warehouse: str) -> None:
    """The same times in seconds, for programs."""
    _, text = sla(capsys, warehouse, "--zone", "Europe/Riga", "-o", "csv")
    rows = [*csv.DictReader(io.StringIO(text))]
    expected = [*csv.DictReader(io.StringIO(HOURS_IN_RIGA))]
    assert [row["name"] for row in rows] == [row["name"] for row in expected]
    for row, hours in zip(rows, expected, strict=True):
        assert row["kind"] == hours["kind"]
        assert float(row["availability_percent"]) == pytest.approx(
            float(hours["availability_percent"]), abs=1e-6
        )
        for name in COLUMNS:
            assert float(row[f"{name}_seconds"]) == 3600 * float(hours[name]), (row["name"], name)
        assert (row["from"][:13], row["until"][:13]) == (hours["from"], hours["until"])
