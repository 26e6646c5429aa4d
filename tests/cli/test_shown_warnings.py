"""Warnings of the package on stderr."""

from __future__ import annotations

import logging

import pytest

from uptimekit._runtime.logger import logger
from uptimekit.cli.debugging import Debugging
from uptimekit.cli.main import main
from uptimekit.cli.shown_warnings import shown_warnings
from uptimekit.sandbox import HealthchecksSandbox, serve


def test_a_warning_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """It has no escapes, lesser messages are not shown, and nothing is after the block."""
    with shown_warnings():
        logger.warning("%d pings\n\x1b[31mare missing", 3)
        logger.info("nothing")
    logger.warning("later")
    assert capsys.readouterr().err == "uptimekit: 3 pings \ufffd[31mare missing\n"


def test_a_warning_is_shown_once_with_debug(capsys: pytest.CaptureFixture[str]) -> None:
    """The log of --debug has it already."""
    with Debugging().log(), shown_warnings():
        logger.log(logging.WARNING, "3 pings are missing")
    assert capsys.readouterr().err.count("3 pings are missing") == 1


def test_a_warning_is_shown_once_by_commands_that_show_it_themselves(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Blocks in each other show it once."""
    with shown_warnings(), shown_warnings():
        logger.warning("3 pings are missing")
    assert capsys.readouterr().err == "uptimekit: 3 pings are missing\n"


def test_a_shared_store_that_is_away(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any command says that the store of UPTIMEKIT_SHARED_LIMIT is away, and goes on."""
    sandbox = HealthchecksSandbox()
    monkeypatch.setenv("UPTIMEKIT_SHARED_LIMIT", "redis://127.0.0.1:1")
    monkeypatch.setenv("HEALTHCHECKS_API_KEY", sandbox.projects["main"].api_key)
    with serve(sandbox.app) as server:
        assert main(["healthchecks", "checks", "list", "--base-url", f"{server.url}/api/"]) == 0
    said = capsys.readouterr().err.splitlines()
    assert [line[:46] for line in said] == ["uptimekit: redis://127.0.0.1:1/0: Error 111 co", "Nothing."]
