"""What the tests of a fleet share: a provider of another distribution, and an environment without accounts."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ._kit import SECRET, LanternReader, install


@pytest.fixture(autouse=True)
def _no_accounts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable and no configuration file of the machine gives an account."""
    for name in os.environ:
        if name.startswith(
            ("BETTERSTACK_", "HEALTHCHECKS_", "STATUSPAGE_", "UPTIMEHUNT_", "UPTIMEKIT_CONFIG")
        ):
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def lamps(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> list[LanternReader]:
    """The provider ``lantern`` is installed, and its token is in the environment; the readers that were opened."""
    install(monkeypatch, tmp_path_factory.mktemp("site"), {"lantern": "tests.fleet._kit:LanternReader"})
    monkeypatch.setenv("LANTERN_TOKEN", SECRET)
    opened: list[LanternReader] = []
    monkeypatch.setattr(LanternReader, "opened", opened)
    return opened
