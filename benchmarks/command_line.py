"""The command: its help against ``import click``, and the status of four providers against the slowest listing."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from statistics import median

from .imports import environment, run
from .measure import Row, compare, interleave
from .sandboxes import PROVIDERS, sandboxes
from .sizes import Sizes

__all__ = ["measure"]

ROOT_TARGET, COMMAND_TARGET, STATUS_TARGET = 1.3, 2.0, 1.5
HELP: Mapping[str, float] = {
    "--help": ROOT_TARGET,
    "status --help": COMMAND_TARGET,
    "betterstack monitors create --help": COMMAND_TARGET,
    "statuspage components list --help": COMMAND_TARGET,
}
"""What is asked for help, each with its target."""
LISTINGS: Mapping[str, str] = {
    "betterstack": "monitors",
    "healthchecks": "heartbeats",
    "statuspage": "components",
    "uptimehunt": "monitors",
}
"""The kind of which each provider has most, so that its listing takes longest."""


def measure(sizes: Sizes, rng: Random) -> list[Row]:
    """Return the rows of this group."""
    return [*_help(sizes, rng), _status(sizes, rng)]


def _help(sizes: Sizes, rng: Random) -> list[Row]:
    with environment("click") as python:
        statements = {"click": "import click", "click again": "import click"}
        statements |= {words: _called(words.split()) for words in HELP}
        tasks = {
            name: _timed(lambda python=python, given=given: run(python, given))
            for name, given in statements.items()
        }  # type: ignore[misc]
        samples = interleave(tasks, sizes.processes, rng)
    noise = compare("import click / itself (noise)", samples, "click again", "click", noise=True)
    return [
        noise,
        *(
            compare(
                f"uptimekit {words} / import click, whole process", samples, words, "click", target=target
            )
            for words, target in HELP.items()
        ),
    ]


def _called(words: Sequence[str]) -> str:
    """Return a statement that runs the command, as its console script does, and keeps its output."""
    return f"import io, sys; sys.stdout = io.StringIO(); from uptimekit.cli.main import main; main({words!r})"


def _status(sizes: Sizes, rng: Random) -> Row:
    with sandboxes(sizes.fleet) as variables:
        told = {**os.environ, **variables, "XDG_CONFIG_HOME": str(Path(os.devnull))}
        tasks = {"all": _timed(lambda: _run(["status"], told))}
        for provider in PROVIDERS:
            words = ["ls", LISTINGS[provider], "--account", provider]
            tasks[provider] = _timed(lambda words=words: _run(words, told))  # type: ignore[misc]
        samples = interleave(tasks, sizes.listings, rng)
    slowest = max(PROVIDERS, key=lambda provider: median(samples[provider]))
    name = f"uptimekit status of four providers / ls of the slowest ({slowest}), whole process"
    return compare(name, samples, "all", slowest, target=STATUS_TARGET)


def _run(words: Sequence[str], variables: Mapping[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "uptimekit", *words, "-o", "json"],
        env=dict(variables),
        capture_output=True,
        check=False,
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr.decode())


def _timed(action: Callable[[], object]) -> Callable[[], float]:
    def sample() -> float:
        start = time.perf_counter()
        action()
        return time.perf_counter() - start

    return sample
