"""The page of the command line shows what the commands print."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from uptimekit.cli.example_fleet import fill
from uptimekit.cli.main import main
from uptimekit.sandbox._clock import ReplayClock, SystemClock
from uptimekit.sandbox._instructions import environment
from uptimekit.sandbox._serving import Serving, serving

PAGE = Path(__file__).resolve().parents[2] / "docs" / "command-line.md"
SHOWN = re.findall(
    r"^```sh\n(uptimekit (?:[^\n]|\\\n)*)\n```\n\n```text\n(.*?)^```$",
    PAGE.read_text("utf-8"),
    re.MULTILINE | re.DOTALL,
)
"""Commands with their outputs; a command may go on after a backslash."""


@pytest.fixture
def example(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """The environment leads to the example of ``uptimekit sandbox --example``."""
    for name in [each for each in os.environ if each.startswith(("UPTIMEKIT_", "XDG_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    clock = ReplayClock()
    began = datetime.now(UTC)
    options = Serving(
        clock=clock, prepare=lambda sandbox, url: fill(sandbox, environment(sandbox, url), clock)
    )
    with ExitStack() as stack:
        with monkeypatch.context() as filling:  # at one instant, however busy the machine is
            filling.setattr(SystemClock, "now", lambda _: began)
            providers = ("betterstack", "healthchecks", "statuspage", "uptimehunt")
            served = stack.enter_context(serving(providers, options))
        for sandbox, url in served:
            for name, value in environment(sandbox, url).items():
                monkeypatch.setenv(name, value)
        yield


@pytest.mark.usefixtures("example")
def test_the_outputs_are_those_of_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    """Each command of the page, one after the other, prints what is shown below it, but for times."""
    assert len(SHOWN) >= 5
    for command, printed in SHOWN:
        main(shlex.split(command.replace("\\\n", ""))[1:])
        assert _timeless(capsys.readouterr().out) == _timeless(printed), command


def _timeless(text: str) -> list[str]:
    text = re.sub(r"\d+ (s|min)\b|\d+\.\d\d%|\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?", "TIME", text)
    return sorted(
        re.sub(r" +", " ", line).rstrip() for line in text.splitlines()
    )  # the newest first, within a second
