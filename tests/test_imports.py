"""Tests of what importing a provider loads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parent.parent
MAIN_CLASSES: Final = {
    "betterstack": "UptimeAPI",
    "healthchecks": "Client",
    "statuspage": "Client",
    "uptimehunt": "Client",
}


def loaded_by(code: str) -> set[str]:
    """Return the modules of a fresh interpreter that has run *code*."""
    path = [str(ROOT / "src"), str(ROOT / "generated")]
    script = f"import sys; sys.path[:0] = {path!r}\n{code}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(("provider", "name"), MAIN_CLASSES.items())
def test_a_client_class_loads_no_http_library(provider: str, name: str) -> None:
    """The class of a client is there before httpx is, which loads when a client is built."""
    loaded = loaded_by(f"from uptimekit.{provider} import {name}")
    assert f"uptimekit.{provider}" in loaded
    assert {each.partition(".")[0] for each in loaded} & {
        "httpx",
        "httpx2",
        "httpcore",
        "anyio",
        "attrs",
    } == set()
