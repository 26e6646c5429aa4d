"""Warnings of the package on stderr."""

from __future__ import annotations

import logging

import pytest

from uptimekit._runtime.logger import logger
from uptimekit.cli.debugging import Debugging
from uptimekit.cli.shown_warnings import shown_warnings


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
