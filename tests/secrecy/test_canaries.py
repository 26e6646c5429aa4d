"""The watch over the whole test run finds what it looks for."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from tests.canaries import PROTECTIONS, Watch

from uptimekit._runtime.errors import APIStatusError, NetworkError
from uptimekit._runtime.events import Answered

SECRET = "canary-canary-canary"

TESTS = ("tests/secrecy/test_echoes.py", "tests/secrecy/test_tracebacks.py")
CALLS = "success_ping or change_password or test_calls_without_a_server or a_wrong_option"
"""Everyday calls of two providers that fail: the server repeats what it was sent, or there is none."""


def _error(**said: Any) -> Callable[[Watch], None]:
    def say(watch: Watch) -> None:
        error = APIStatusError("wrong")
        vars(error).update(said)
        watch.errors.append(error)

    return say


def _cause(watch: Watch) -> None:
    try:
        raise NetworkError("broke") from ValueError(SECRET)
    except NetworkError as error:
        watch.errors.append(error)


def _log(watch: Watch) -> None:
    watch.handle(logging.makeLogRecord({"name": "uptimekit", "msg": "sent %s", "args": (SECRET,)}))


WAYS: dict[str, Callable[[Watch], None]] = {
    "log of uptimekit": _log,
    "Answered.request_id": lambda watch: watch.events.append(Answered("op", "GET", "/", 1, 200, 0.1, SECRET)),
    "str of an error": _error(message=SECRET),
    "error.body": _error(body={"echo": SECRET}),
    "error.details": _error(details={"password": [SECRET]}),
    "pickle of an error": _error(body=[SECRET]),
    "cause of an error": _cause,
    "repr of request": lambda watch: watch.look_at("request", {"uuid": SECRET}),
    "output": lambda watch: watch.output.append(f"key: {SECRET}"),
}


@pytest.mark.parametrize("place", WAYS)
def test_every_way_out_is_watched(place: str) -> None:
    """A secret that is shown in one place is found in that place; without a secret nothing is."""
    watch = Watch()
    assert watch.leaks() == {}
    WAYS[place](watch)
    assert watch.leaks() == {}
    watch.secrets.add(SECRET)
    assert place in watch.leaks()


def test_it_bites() -> None:
    """With every protection switched off, tests that pass otherwise show secrets in at least five kinds of places."""
    switched_off = [f"--unmasked={what}" for what in PROTECTIONS]
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        *switched_off,
        *TESTS,
        "-k",
        CALLS,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    places = dict(re.findall(r"^shown: (.+): (\d+)$", done.stdout, re.MULTILINE))
    print("\n".join(f"{place}: {tests}" for place, tests in places.items()))
    assert done.returncode == 1, done.stdout + done.stderr
    kinds = {place.partition(" of ")[0] for place in places}
    assert len(places) >= 5
    assert {
        "locals",
        "log",
        "repr",
        "str",
        "pickle",
        "CallFailed.reason",
        "error.body",
        "error.message",
    } <= kinds
    assert {"log of uptimekit", "log of httpcore.http11", "repr of request"} <= set(places)
