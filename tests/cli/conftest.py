"""What a command finds in its environment."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ._sandboxes import Sandboxes, served

PREFIXES = ("BETTERSTACK_", "HEALTHCHECKS_", "STATUSPAGE_", "UPTIMEHUNT_", "UPTIMEKIT_", "XDG_")


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty home folder; nothing is configured in the environment."""
    for name in [each for each in os.environ if each.startswith(PREFIXES)]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def sandboxes(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandboxes]:
    """Four sandboxes, which the environment leads to."""
    with served() as four:
        for name, value in four.variables.items():
            monkeypatch.setenv(name, value)
        yield four
