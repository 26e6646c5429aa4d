"""The sandbox against 81 exchanges recorded from a real server, in the order in which they were made."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from uptimekit.sandbox import ChannelSeed, HealthchecksSandbox, ManualClock, ProjectSeed

from ._calls import in_process

_RECORDINGS = Path(__file__).parents[1] / "recordings" / "healthchecks.jsonl"
_EXCHANGES: list[dict[str, Any]] = [json.loads(line) for line in _RECORDINGS.read_text().splitlines()]

# Whatever only names something: UUIDs, unique keys, and the signatures in badge URLs.
_NAME = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{40}\b|(?<=/b{22}/)[\w-]{8}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00")
_HEADERS = ("content-type", "content-length", "location", "ping-body-limit", "access-control-allow-origin")


class Names:
    """The sandbox's names for what the recording names otherwise, learned from responses, one to one."""

    def __init__(self) -> None:
        self._ours: dict[str, str] = {}
        self._theirs: dict[str, str] = {}

    def learn(self, theirs: Any, ours: Any) -> None:
        """Walk two JSON values side by side and pair the names found at the same places."""
        if isinstance(theirs, dict) and isinstance(ours, dict):
            for key in theirs.keys() & ours.keys():
                self.learn(theirs[key], ours[key])
        elif isinstance(theirs, list) and isinstance(ours, list):
            for one, other in zip(theirs, ours, strict=False):
                self.learn(one, other)
        elif isinstance(theirs, str) and isinstance(ours, str):
            for name, ours_name in zip(_NAME.findall(theirs), _NAME.findall(ours), strict=False):
                self._ours.setdefault(name, ours_name)
                self._theirs.setdefault(ours_name, name)

    def to_ours(self, text: str) -> str:
        """A recorded path with the sandbox's names in it."""
        return _NAME.sub(lambda found: self._ours.get(found[0], found[0]), text)

    def to_theirs(self, text: str) -> str:
        """The sandbox's words with the recording's names in them."""
        return _NAME.sub(lambda found: self._theirs.get(found[0], found[0]), text)


@dataclass(frozen=True)
class Replayed:
    """What the sandbox answered to one recorded request, in the recording's names."""

    status: int
    headers: dict[str, str | None]
    body: str


def _recorded_sandbox(clock: ManualClock) -> HealthchecksSandbox:
    channels = (
        ChannelSeed("Ops mail", "email", UUID("5c316e33-3e57-4983-a057-cc6c058a0a58")),
        ChannelSeed("Hook", "webhook", UUID("e87ed975-d389-47d5-8162-3364a9756d73")),
    )
    recorded = ProjectSeed(
        "main",
        channels,
        api_key="R" * 32,
        readonly_key="O" * 32,
        ping_key="p" * 22,
        badge_key="b" * 22,
    )
    other = ProjectSeed("other", api_key="S" * 32)
    return HealthchecksSandbox(clock=clock, projects=[recorded, other], site_root="http://127.0.0.1:8765")


def _send(sandbox: HealthchecksSandbox, request: dict[str, Any], path: str) -> httpx.Response:
    headers = {"user-agent": "python-httpx/0.27.2", **request["headers"]}
    body = request["body"]
    options: dict[str, object] = {"headers": headers}
    if isinstance(body, str):
        options["content"] = body.encode()
    elif body is not None:
        options["json"] = body
    return in_process(sandbox.app, request["method"], f"http://127.0.0.1:8765{path}", **options)


@pytest.fixture(scope="module")
def replayed() -> dict[str, Replayed]:
    """Every recorded request, made once and in order."""
    clock = ManualClock(datetime(2026, 11, 20, 21, 36, 45, 123456, tzinfo=UTC))
    sandbox = _recorded_sandbox(clock)
    names = Names()
    answers: dict[str, Replayed] = {}
    for exchange in _EXCHANGES:
        # Three requests lie between the recorded start and its success 0.353 s later.
        clock.advance(0.1177)
        reply = _send(sandbox, exchange["request"], names.to_ours(exchange["request"]["path"]))
        recorded = exchange["response"]
        if recorded["headers"]["content-type"] == "application/json" == reply.headers["content-type"]:
            names.learn(json.loads(recorded["body"]), reply.json())
        headers = {name: reply.headers.get(name) for name in _HEADERS}
        answers[exchange["step"]] = Replayed(reply.status_code, headers, names.to_theirs(reply.text))
    return answers


def _comparable(body: str, content_type: str) -> str:
    timeless = _TIME.sub(lambda found: f"TIME{'.µs' if found[1] else ''}", body)
    # Re-encoded rather than compared as values, because 1, 1.0 and true are equal in Python.
    return (
        json.dumps(json.loads(timeless), sort_keys=True) if content_type == "application/json" else timeless
    )


def test_the_recording_is_complete() -> None:
    """All 81 exchanges are there, each under a name of its own."""
    assert len(_EXCHANGES) == len({exchange["step"] for exchange in _EXCHANGES}) == 81


@pytest.mark.parametrize("exchange", _EXCHANGES, ids=lambda exchange: exchange["step"])
def test_replay(exchange: dict[str, Any], replayed: dict[str, Replayed]) -> None:
    """The sandbox answers as the server did: status, headers, and the body up to names and times."""
    recorded, ours = exchange["response"], replayed[exchange["step"]]
    content_type = recorded["headers"]["content-type"]
    assert ours.status == recorded["status"]
    assert ours.headers == {name: recorded["headers"].get(name) for name in _HEADERS}
    assert _comparable(ours.body, content_type) == _comparable(recorded["body"], content_type)
