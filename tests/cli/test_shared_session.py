"""Commands that share one session of UptimeHunt by the store that the environment names."""

from __future__ import annotations

import inspect

import pytest
from benchmarks.stores import Store

from uptimekit.cli.main import main
from uptimekit.uptimehunt import SharedTokenStore

from ._sandboxes import Sandboxes


def test_commands_log_in_once(
    sandboxes: Sandboxes, store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Calls of the API and commands for all accounts go on with the session of the first."""
    monkeypatch.setitem(inspect.unwrap(SharedTokenStore.__init__).__kwdefaults__, "timeout", 30.0)
    monkeypatch.setenv("UPTIMEHUNT_TOKEN_STORE", store.url)
    for command in ("uptimehunt services list", "ls monitors", "uptimehunt projects list"):
        assert main(command.split()) == 0
    assert sandboxes.uptimehunt.requests["login"] == 1
    assert capsys.readouterr().err == ""


def test_a_wrong_address_is_told(
    sandboxes: Sandboxes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An address that is none is an error that names the variable, before anything is sent."""
    monkeypatch.setenv("UPTIMEHUNT_TOKEN_STORE", "/run/tokens")
    assert main(["uptimehunt", "services", "list"]) != 0
    assert "UPTIMEHUNT_TOKEN_STORE: the address of the store" in capsys.readouterr().err
    assert not sandboxes.uptimehunt.requests
