"""``uptimekit status --watch``."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import sys
from collections.abc import Callable

import pytest
from rich.console import Console

from uptimekit import ServerError
from uptimekit.cli.main import main
from uptimekit.cli.status_watch import _screen, watch_status
from uptimekit.fleet import AccountFault, Filter, Fleet, Monitor, Reading, State
from uptimekit.sandbox import Fault

from ._sandboxes import Sandboxes

Captured = pytest.CaptureFixture[str]


def watched(output: str, *steps: Callable[[], object]) -> None:
    """Watch until the *steps* are done, one between two readings."""
    waiting = iter(steps)

    def pause(seconds: float) -> None:
        assert seconds == 30.0
        if (step := next(waiting, None)) is None:
            raise KeyboardInterrupt
        step()

    with Fleet.load() as fleet, pytest.raises(KeyboardInterrupt):
        watch_status(fleet, Filter(), output, 30.0, pause)  # type: ignore[arg-type]


def test_each_change_is_a_line(sandboxes: Sandboxes, capsys: Captured) -> None:
    """Without a terminal there is a line for what is not well at first, and then for each change, once."""
    sandboxes.ping("reports", well=False)
    fault = Fault(status=404)
    watched(
        "table",
        lambda: sandboxes.monitor_goes("down"),
        lambda: None,
        lambda: sandboxes.uptimehunt.faults.add(fault),
        lambda: (sandboxes.uptimehunt.faults.clear(), sandboxes.monitor_goes("up")),
    )
    lines = capsys.readouterr().out.splitlines()
    assert all(re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ ", line) for line in lines)
    told = [line[21:] for line in lines]
    assert told[0] == "down reports (heartbeat, healthchecks)"
    assert sorted(told[1:3]) == [
        "down Site 0 (incident, betterstack)",
        "down Site 0 (monitor, betterstack), was up",
    ]
    assert told[3].startswith("unreadable uptimehunt (account), was readable: ")
    assert sorted(told[4:]) == [
        "readable uptimehunt (account), was unreadable",
        "resolved Site 0 (incident, betterstack), was down",
        "up Site 0 (monitor, betterstack), was down",
    ]


def test_changes_for_programs(sandboxes: Sandboxes, capsys: Captured) -> None:
    """JSON is one object a line, since the changes have no end."""
    watched("json", lambda: sandboxes.monitor_goes("down"))
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {(row["kind"], row["name"], row["before"], row["state"]) for row in rows} == {
        ("monitor", "Site 0", "up", "down"),
        ("incident", "Site 0", "", "down"),
    }


def test_a_terminal_shows_the_newest_screen(
    sandboxes: Sandboxes, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal each reading is drawn in place of the one before, and the screen before comes back at the end."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    watched("table", lambda: sandboxes.monitor_goes("down"))
    shown = capsys.readouterr().out
    first, second = shown.index("All well: 7 up"), shown.index("1 down, 6 up")
    assert first < second
    assert "again every 30 s" in shown
    assert shown.startswith("\x1b[?1049h")
    assert "\x1b[?1049l" in shown[second:]


def test_a_terminal_that_cannot_redraw_gets_lines(
    sandboxes: Sandboxes, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a shell of Emacs or a serial console, there is a line for each change and no escape."""
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    watched("table", lambda: sandboxes.ping("reports", well=False))
    assert capsys.readouterr().out.endswith(" down reports (heartbeat, healthchecks)\n")


def test_sigterm_gives_the_terminal_back(
    sandboxes: Sandboxes, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A watch that is told to end leaves the screen and the cursor as they were, and the handler of the program."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    before = signal.getsignal(signal.SIGTERM)
    with Fleet.load() as fleet, pytest.raises(SystemExit) as caught:
        watch_status(fleet, Filter(), "table", 30.0, lambda _: signal.raise_signal(signal.SIGTERM))
    assert caught.value.code == 143
    assert capsys.readouterr().out.endswith("\x1b[?25h\x1b[?1049l")
    assert signal.getsignal(signal.SIGTERM) is before


def test_ctrl_c_is_no_error(sandboxes: Sandboxes, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends the watch with the exit code of an interrupt, and without a traceback."""

    def interrupt(seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("uptimekit.cli.status_watch.sleep", interrupt)
    assert main(["status", "--watch", "--provider", "healthchecks"]) == 130
    assert capsys.readouterr() == ("", "")


def test_how_often_can_be_given(home: object, capsys: Captured) -> None:
    """The option takes a duration, and refuses one that would flood the providers."""
    assert main(["status", "--watch", "10ms"]) == 2
    assert "less than 1" in capsys.readouterr().err


def test_a_reader_that_is_gone_ends_a_quiet_watch(
    sandboxes: Sandboxes, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``... --watch | grep -m 1 'up shop'`` ends when grep does, not with the next change, which may never come."""
    reading, writing = os.pipe()
    os.close(reading)
    monkeypatch.setattr(sys.stdout, "fileno", lambda: writing)
    try:
        assert main(["status", "--watch", "1d", "--provider", "healthchecks"]) == 2
    finally:
        os.close(writing)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("height", [12, 8])
def test_a_low_terminal_keeps_what_could_not_be_read(height: int) -> None:
    """Where not all has room, items are left out and counted; the accounts that could not be read, and the time, are not."""
    items = tuple(
        Monitor(provider="lantern", account="shop", id=str(n), name=f"site {n:02}", state=State.DOWN)
        for n in range(30)
    )
    reading = Reading(items, (AccountFault("web", "lantern", None, ServerError("out of oil")),))
    console = Console(width=60, height=height, file=io.StringIO(), force_terminal=True)
    lines = [
        "".join(part.text for part in line).rstrip()
        for line in console.render_lines(_screen(reading, 30.0, console))
    ]
    shown = [line for line in lines if line]
    assert shown[0] == "30 down"
    assert shown[2].startswith("down        monitor  site 00")
    (place,) = (number for number, line in enumerate(shown) if line.endswith(" more"))
    listed = len([line for line in shown if line.startswith("down ")])
    assert shown[place] == f"... and {30 - listed} more"
    assert shown[place + 1 : place + 3] == ["Could not read:", "  web: out of oil"]
    assert shown[-1].endswith("again every 30 s; Ctrl-C ends")
    assert len(lines) <= max(height, 11)
