"""``uptimekit sync``: a page of Statuspage that follows a job of Healthchecks, run after run."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from uptimekit import statuspage
from uptimekit.cli import stop_signal
from uptimekit.cli.main import main
from uptimekit.cli.sync_memory import SyncMemory, memory_path
from uptimekit.sandbox import Fault

from ._sandboxes import Sandboxes

MAPPING = """
[[components]]
account = "statuspage"
component = "Website"
monitors = [{ account = "healthchecks", name = "back*" }]
"""


@pytest.fixture
def mapping(sandboxes: Sandboxes, tmp_path: Path) -> str:
    """A mapping of the component ``Website``, which follows the job ``backup``."""
    path = tmp_path / "status-page.toml"
    path.write_text(MAPPING)
    return str(path)


def page(sandboxes: Sandboxes) -> statuspage.Client:
    """A client of the page."""
    found = sandboxes.variables
    return statuspage.Client(
        api_key=found["STATUSPAGE_API_KEY"],
        page_id=found["STATUSPAGE_PAGE_ID"],
        base_url=found["STATUSPAGE_BASE_URL"],
    )


def shown(sandboxes: Sandboxes) -> dict[str, str]:
    """Return what the page shows."""
    with page(sandboxes) as client:
        return {str(each.name): str(each.status) for each in client.components.list()}


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def rounds_of(number: int, after_each: Callable[[int], object] = lambda _: None) -> type[Event]:
    """Return an event that is set after so many waits of a watch, without any time; each is told to *after_each*."""
    rounds: list[float | None] = []

    class Waiting(Event):
        def wait(self, timeout: float | None = None) -> bool:
            rounds.append(timeout)
            after_each(len(rounds))
            return len(rounds) == number

    return Waiting


def test_runs_one_after_the_other(
    sandboxes: Sandboxes, mapping: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The third run after the job failed shows the outage, the second after it is well again ends it; no other run prints."""
    assert main(["sync", mapping]) == 0
    sandboxes.ping("backup", well=False)
    assert [main(["sync", mapping, "-o", form]) for form in ("table", "json")] == [0, 0]
    assert capsys.readouterr().out == "[]\n"
    assert shown(sandboxes) == {"Website": "operational", "API": "operational"}

    assert main(["sync", mapping, "-o", "jsonl"]) == 0
    assert rows(capsys.readouterr().out) == [
        {
            "component": "Website",
            "page": "statuspage",
            "shows": "operational",
            "monitors": "down",
            "becomes": "major_outage",
            "remark": "backup is down",
        }
    ]
    assert shown(sandboxes) == {"Website": "major_outage", "API": "operational"}

    sandboxes.ping("backup")
    assert [main(["sync", mapping]) for _ in range(3)] == [0, 0, 0]
    assert shown(sandboxes)["Website"] == "operational"
    output = capsys.readouterr()
    assert (output.out.count("major_outage"), output.out.count("operational"), output.err) == (1, 1, "")
    assert sandboxes.statuspage.requests["update_component"] == 2


def test_a_dry_run(sandboxes: Sandboxes, mapping: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It shows each component, writes nothing to the page, and leaves no file."""
    sandboxes.ping("backup", well=False)
    for _ in range(4):
        assert main(["sync", mapping, "--dry-run", "-o", "jsonl"]) == 0
    (row,) = {tuple(row.items()) for row in rows(capsys.readouterr().out)}
    assert dict(row) == {
        "component": "Website",
        "page": "statuspage",
        "shows": "operational",
        "monitors": "down",
        "becomes": None,
        "remark": "backup is down; 1 of 3 readings, then major_outage",
    }
    assert shown(sandboxes)["Website"] == "operational"
    assert not memory_path(Path(mapping)).exists()


def test_maintenance_stays(sandboxes: Sandboxes, mapping: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A component that people set under maintenance stays so, and the dry run says why."""
    with page(sandboxes) as client:
        (website,) = (each for each in client.components.list() if each.name == "Website")
        client.components.update(website.id, status="under_maintenance")
    sandboxes.ping("backup", well=False)
    assert [main(["sync", mapping]) for _ in range(4)] == [0] * 4
    assert shown(sandboxes)["Website"] == "under_maintenance"
    assert main(["sync", mapping, "--dry-run"]) == 0
    assert "left alone: it shows under_maintenance" in capsys.readouterr().out


def test_an_open_incident_stays(
    sandboxes: Sandboxes, mapping: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """While an incident that names the component is open, it is left alone; then it follows at once."""
    with page(sandboxes) as client:
        (website,) = (each for each in client.components.list() if each.name == "Website")
        incident = client.incidents.create(
            name="Disk full", status="investigating", component_ids=[website.id]
        )
        sandboxes.ping("backup", well=False)
        assert [main(["sync", mapping]) for _ in range(4)] == [0] * 4
        assert shown(sandboxes)["Website"] == "operational"
        main(["sync", mapping, "--dry-run"])
        assert "left alone: an incident is open: Disk full" in capsys.readouterr().out
        client.incidents.post_update(incident.id, "All well", status="resolved")
    assert main(["sync", mapping]) == 0
    assert shown(sandboxes)["Website"] == "major_outage"


def test_a_provider_that_fails(
    sandboxes: Sandboxes, mapping: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A run that cannot read the monitors ends with 2 and one line, and changes nothing."""
    sandboxes.ping("backup", well=False)
    for _ in range(3):
        main(["sync", mapping])
    capsys.readouterr()
    sandboxes.healthchecks.faults.add(Fault(status=500, times=100))
    assert [main(["sync", mapping]) for _ in range(3)] == [2] * 3
    error = capsys.readouterr().err
    assert error.count("uptimekit: statuspage, Website: healthchecks") == 3
    assert shown(sandboxes)["Website"] == "major_outage"


def test_a_watch(
    sandboxes: Sandboxes, mapping: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It goes on until SIGTERM, keeps other runs away meanwhile, and tells a problem that lasts once."""
    sandboxes.ping("backup", well=False)
    rounds: list[int] = []

    class Waiting(Event):
        def wait(self, timeout: float | None = None) -> bool:
            rounds.append(main(["sync", mapping]))  # by cron
            assert timeout == 60
            if len(rounds) == 3:
                sandboxes.healthchecks.faults.add(Fault(status=500, times=100))
            if len(rounds) == 5:
                signal.raise_signal(signal.SIGTERM)
            return self.is_set()

    monkeypatch.setattr(stop_signal, "Event", Waiting)
    assert main(["sync", mapping, "--watch", "1m"]) == 0
    output = capsys.readouterr()
    assert rounds == [2] * 5
    assert output.err.count("another sync with this mapping is running") == 5
    assert output.err.count("uptimekit: statuspage, Website: healthchecks") == 1
    assert output.out.count("major_outage") == 1


def test_mistakes_are_told_first(
    sandboxes: Sandboxes, mapping: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong file is refused before anything is asked or remembered."""
    Path(mapping).write_text(MAPPING.replace('"healthchecks"', '"healthcheck"'))
    assert main(["sync", mapping]) == 2
    problem = (
        "components[1].monitors[1].account: there is no account 'healthcheck'; did you mean healthchecks?"
    )
    assert capsys.readouterr().err == f"uptimekit: {mapping}: {problem}\n"
    assert not memory_path(Path(mapping)).exists()


def test_another_place_for_the_memory(sandboxes: Sandboxes, mapping: str, tmp_path: Path) -> None:
    """The file of readings can be given, for a container whose home is not kept."""
    place = tmp_path / "kept" / "memory.json"
    assert main(["sync", mapping, "--memory", str(place)]) == 0
    assert place.exists()
    assert not memory_path(Path(mapping)).exists()
    assert SyncMemory.read(place) != SyncMemory.read(memory_path(Path(mapping)))


def test_what_was_written_is_told_though_it_cannot_be_remembered(
    sandboxes: Sandboxes, mapping: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a full disk a run says what it changed, and a watch goes on with what it remembers, and complains once."""
    sandboxes.ping("backup", well=False)

    def full(path: Path, text: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(stop_signal, "Event", rounds_of(4))
    monkeypatch.setattr("uptimekit.cli.sync_memory.write_private", full)
    assert main(["sync", mapping]) == 2
    assert main(["sync", mapping, "--watch", "1m"]) == 0
    output = capsys.readouterr()
    assert output.out.count("major_outage") == 1
    assert output.err.count("cannot be written: No space left on device") == 2


def test_a_watch_has_one_heading(
    sandboxes: Sandboxes, mapping: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The changes of all rounds are one table in CSV."""
    sandboxes.ping("backup", well=False)

    def recover(rounds: int) -> None:
        if rounds == 3:
            sandboxes.ping("backup")

    monkeypatch.setattr(stop_signal, "Event", rounds_of(6, recover))
    assert main(["sync", mapping, "--watch", "1m", "-o", "csv"]) == 0
    heading, *changes = capsys.readouterr().out.splitlines()
    assert heading == "component,page,shows,monitors,becomes,remark"
    assert [line.split(",")[:5] for line in changes] == [
        ["Website", "statuspage", "operational", "down", "major_outage"],
        ["Website", "statuspage", "major_outage", "up", "operational"],
    ]


def test_all_mistakes_of_a_mapping_at_once(
    sandboxes: Sandboxes, mapping: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A component and a monitor that there are not are both told, each once; a table has no row that says nothing."""
    wrong = MAPPING.replace("Website", "Webstie").replace("back*", "backpu")
    Path(mapping).write_text(MAPPING.replace("Website", "API") + wrong + wrong)
    assert main(["sync", mapping, "--dry-run"]) == 2
    output = capsys.readouterr()
    assert [line.split()[0] for line in output.out.splitlines()] == ["COMPONENT", "API"]
    assert output.err.splitlines() == [
        "uptimekit: statuspage, Webstie: there is no such component; did you mean Website?",
        "uptimekit: statuspage, Webstie: nothing is watched as healthchecks: backpu; did you mean backup?",
    ]
    assert main(["sync", mapping, "--dry-run", "-o", "jsonl"]) == 2
    assert [row["component"] for row in rows(capsys.readouterr().out)] == ["API", "Webstie", "Webstie"]
