"""The drift tool on the recordings of a real server, on a running sandbox, and on what is neither."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

import drift
from apidrift import Reading, read_live
from apimodel import SpecError, build
from documents import load
from uptimekit.healthchecks import CheckCreate, Client
from uptimekit.sandbox import BetterStackSandbox, HealthchecksSandbox, RunningServer, serve

from ._support import RECORDING, ROOT, Edit, at, run, write

CHECK = "components schemas Check"
SUMMARY = "77 answers of 23 operations, and 4 of none: "


def no_badge_url(spec: dict[str, Any]) -> None:
    del at(spec, f"{CHECK} properties")["badge_url"]


def no_email(spec: dict[str, Any]) -> None:
    at(spec, "components schemas ChannelKind enum").remove("email")


def no_null(spec: dict[str, Any]) -> None:
    at(spec, f"{CHECK} properties last_ping")["type"] = "string"


def no_conflict(spec: dict[str, Any]) -> None:
    del at(spec, "paths /checks/{uuid}/resume post responses")["409"]


def no_text(spec: dict[str, Any]) -> None:
    answer = at(spec, "paths /checks/{uuid}/pings/{n}/body get responses 200")
    answer["content"] = {"application/octet-stream": {"schema": {"type": "string"}}}


def not_optional(spec: dict[str, Any]) -> None:
    at(spec, CHECK)["required"].append("unique_key")


def no_whole_number(spec: dict[str, Any]) -> None:
    at(spec, f"{CHECK} properties grace")["type"] = "string"


NULLED = "checks.create, checks.delete, checks.get, checks.list, checks.resume, checks.update"
LISTED = NULLED.replace("checks.resume", "checks.pause, checks.resume")
FACTS: list[tuple[Edit, str]] = [
    (no_badge_url, f"unknown field: Check.badge_url is not in the spec (string); seen by {LISTED}"),
    (no_email, "unknown value: ChannelKind has the unknown value `email`; seen by channels.list"),
    (no_null, f"null: Check.last_ping is null; seen by {NULLED}"),
    (no_conflict, "status: checks.resume answers 409"),
    (no_text, "content type: checks.get_ping_body answers 200 with text/plain"),
]
MORE: list[tuple[Edit, str]] = [
    (not_optional, "missing field: Check.unique_key is missing, though required; seen by "),
    (no_whole_number, "other type: Check.grace is integer, not string; seen by "),
]


def test_the_spec_says_all_that_the_recordings_show(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is reported of the real spec; requests with a wrong address are no drift."""
    assert run(write(tmp_path), "--recording", RECORDING) == 0
    assert capsys.readouterr().out == f"{SUMMARY}no facts that the spec does not say\n"


def test_five_missing_facts_are_the_five_that_are_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A field, an enum value, a null, a status and a content type that the spec lacks: one line each, no more."""
    specs = write(tmp_path, *(edit for edit, _ in FACTS))

    assert run(specs, "--recording", RECORDING) == 1
    assert capsys.readouterr().out.splitlines() == [
        *(line for _, line in FACTS),
        f"{SUMMARY}5 facts that the spec does not say",
    ]


@pytest.mark.parametrize(
    ("edit", "line"), [*FACTS, *MORE], ids=[edit.__name__ for edit, _ in [*FACTS, *MORE]]
)
def test_one_missing_fact_is_reported_alone(
    edit: Edit, line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each kind of fact shows by itself."""
    assert run(write(tmp_path, edit), "--recording", RECORDING) == 1
    first, summary = capsys.readouterr().out.splitlines()
    assert first.startswith(line)
    assert summary == f"{SUMMARY}1 fact that the spec does not say"


def test_json_counts_the_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A program gets each fact with the operations that showed it, and how many answers of each did."""
    run(write(tmp_path, no_conflict), "--recording", RECORDING, "--json")

    found = json.loads(capsys.readouterr().out)
    assert found["facts"] == [
        {
            "kind": "status",
            "where": "checks.resume",
            "text": "answers 409",
            "operations": {"checks.resume": 1},
        }
    ]
    assert (found["answers"]["checks.resume"], found["strangers"], found["skipped"]) == (2, 4, {})


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningServer]:
    """A Healthchecks sandbox with one check that was pinged, and its key in the environment."""
    sandbox = HealthchecksSandbox()
    project = sandbox.projects["main"]
    monkeypatch.setenv("HEALTHCHECKS_API_KEY", project.api_key)
    with serve(sandbox.app) as running:
        with Client(project.api_key, project.ping_key, api_url=f"{running.url}/api/") as client:
            check = client.create_check(CheckCreate(name="Nightly", slug="nightly"))
            assert check.uuid is not None
            client.success_ping(check.uuid)
        yield running


def live(server: RunningServer, specs: Path, *arguments: object) -> int:
    return run(specs, "--base-url", f"{server.url}/api/v3", *arguments)


def test_a_running_server_is_read(
    server: RunningServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Listings are read, then the details whose ids they gave; a spec that lacks facts shows them."""
    assert live(server, write(tmp_path), "--json") == 0
    answers = json.loads(capsys.readouterr().out)["answers"]
    assert answers.keys() >= {
        "checks.list",
        "checks.get",
        "checks.list_pings",
        "checks.list_flips",
        "badges.list",
    }

    assert live(server, write(tmp_path, no_badge_url), "--json") == 1
    (fact,) = json.loads(capsys.readouterr().out)["facts"]
    assert (fact["where"], fact["operations"]) == ("Check.badge_url", {"checks.get": 1, "checks.list": 1})


def test_a_running_server_is_only_read(server: RunningServer, tmp_path: Path) -> None:
    """No ping is sent, though pings are GET operations, even if the ping server's address is given."""
    before = pings(server)

    live(server, write(tmp_path), "--server", f"ping={server.url}/ping", "--server", f"site={server.url}")

    assert pings(server) == before == 1


def pings(server: RunningServer) -> int:
    with Client(os.environ["HEALTHCHECKS_API_KEY"], api_url=f"{server.url}/api/") as client:
        return int(client.get_checks()[0].n_pings)


def test_text_on_a_server_of_its_own_is_left_alone(
    server: RunningServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An address that answers with text and is not on the default server might count the visit: it is not called."""

    def signal(spec: dict[str, Any]) -> None:
        at(spec, "paths /status/")["servers"] = [{"url": "https://hc-ping.com", "x-name": "ping"}]

    live(server, write(tmp_path, signal), "--server", f"ping={server.url}/api/v3", "--json")

    found = json.loads(capsys.readouterr().out)
    assert "service.status" not in found["answers"]
    assert "might count as a signal" in found["skipped"]["service.status"]


def test_what_was_not_read_is_said(
    server: RunningServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Operations that were left out are named with the reason."""
    live(server, write(tmp_path))

    said = capsys.readouterr().out
    assert "pings.success_get" in said
    assert "no address was given for the server ping" in said
    assert "set HEALTHCHECKS_METRICS_KEY" in said


def test_a_limit_ends_the_reading(
    server: RunningServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No more requests are sent than are allowed."""
    live(server, write(tmp_path), "--limit", "2", "--json")

    found = json.loads(capsys.readouterr().out)
    assert sum(found["answers"].values()) == 2
    assert found["skipped"]["badges.list"] == "2 requests were sent before"


def test_no_secret_is_printed(
    server: RunningServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither keys nor ids nor other values are printed, whatever the spec lacks."""

    def nothing(spec: dict[str, Any]) -> None:
        at(spec, CHECK)["properties"] = {"nothing": {"type": "string"}}

    with Client(os.environ["HEALTHCHECKS_API_KEY"], api_url=f"{server.url}/api/") as client:
        (check,) = client.get_checks()
    assert live(server, write(tmp_path, nothing)) == 1

    printed = "".join(capsys.readouterr())
    for secret in (os.environ["HEALTHCHECKS_API_KEY"], str(check.uuid), "Nightly"):
        assert secret not in printed


def test_another_provider_is_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The sandbox of Better Stack answers as its spec says, in pages and envelopes."""
    sandbox = BetterStackSandbox(monitors=3)
    monkeypatch.setenv("BETTERSTACK_API_TOKEN", sandbox.teams["main"].token)
    with serve(sandbox.app) as running:
        assert drift.main(["betterstack", "--base-url", f"{running.url}/api", "--json"]) == 0

    assert json.loads(capsys.readouterr().out)["answers"]["monitors.get"] == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--recording", "{folder}/missing"], "not readable"),
        (["--recording", "{folder}/broken"], "broken, line 2: no request"),
        (["--recording", "{folder}/strange"], "no answer of any operation"),
        (["--recording", "{folder}/deep"], "deep, line 1: no request"),
        (["--recording", "{folder}"], "Is a directory"),
        (["--base-url", "http://127.0.0.1:1/api/v3"], "no answer to "),
        (["--base-url", "127.0.0.1:1/api/v3"], "base_url needs http:// or https://"),
        (["--base-url", "http://x:port"], "base_url is not a URL"),
    ],
)
def test_what_cannot_be_compared(
    arguments: list[str],
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A broken recording, one of another API, and a host that does not answer end with status 2 and a line."""
    monkeypatch.setenv("HEALTHCHECKS_API_KEY", "k" * 32)
    good = RECORDING.read_text(encoding="utf-8").splitlines()[0]
    (tmp_path / "broken").write_text(f'{good}\n{{"secret": "s3cret"}}\n', encoding="utf-8")
    (tmp_path / "deep").write_text("[" * 100_000, encoding="utf-8")
    (tmp_path / "strange").write_text(good.replace("/api/v3/checks/", "/nothing"), encoding="utf-8")

    assert run(write(tmp_path), *(argument.format(folder=tmp_path) for argument in arguments)) == 2
    error = capsys.readouterr().err
    assert said in error
    assert "s3cret" not in error
    assert "Traceback" not in error


def _silent(peer: socket.socket) -> None:
    peer.recv(65536)


def _dripping(peer: socket.socket) -> None:
    peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n")
    while True:
        peer.sendall(b" ")
        time.sleep(0.05)


def _slow(peer: socket.socket) -> None:
    while peer.recv(65536):
        time.sleep(0.3)
        peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")


@pytest.mark.parametrize("behave", [_silent, _dripping, _slow])
def test_a_server_that_takes_its_time(
    behave: Callable[[socket.socket], None],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A server that says nothing, drips, or is slow each time is given up at the deadline, with status 2 and a line."""
    monkeypatch.setenv("HEALTHCHECKS_API_KEY", "k" * 32)
    peers: list[socket.socket] = []

    def answer(peer: socket.socket) -> None:
        with suppress(OSError):  # the reader has left
            behave(peer)

    def accept() -> None:
        with suppress(OSError):  # closed at the end
            while True:
                peers.append(listener.accept()[0])
                threading.Thread(target=answer, args=(peers[-1],), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=accept, daemon=True).start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/api/v3"
        assert run(write(tmp_path), "--base-url", url, "--deadline", 1) == 2
        listener.shutdown(socket.SHUT_RDWR)
    for peer in peers:
        peer.close()
    error = capsys.readouterr().err
    assert re.fullmatch(r"no answer to \w+\.\w+: .*\n", error)


def test_no_request_is_begun_after_the_deadline() -> None:
    """What is left of the deadline is looked at before each request."""
    api = build("healthchecks", load(ROOT / "specs" / "healthchecks.yaml"))
    reading = Reading({"base": "http://127.0.0.1:1/api/v3"}, deadline=0)
    with pytest.raises(SpecError, match="0 requests took longer than 0 s; see --deadline"):
        list(read_live(api, reading))


@pytest.mark.parametrize("option", ["--limit", "--deadline"])
@pytest.mark.parametrize("value", ["0", "-1", "x"])
def test_numbers_that_make_no_sense(option: str, value: str) -> None:
    """A limit or deadline below 1 ends with status 2 and the usage."""
    with pytest.raises(SystemExit) as refused:
        drift.main(["healthchecks", "--recording", str(RECORDING), option, value])
    assert refused.value.code == 2


def test_an_unknown_provider(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A provider without a spec ends with status 2."""
    assert drift.main(["lantern", "--specs", str(tmp_path), "--recording", str(RECORDING)]) == 2
    assert capsys.readouterr().err == "lantern: there is no spec lantern.yaml\n"


def test_it_runs_as_a_script() -> None:
    """The script finds its own modules from any folder."""
    command = [sys.executable, drift.__file__, "healthchecks", "--recording", str(RECORDING)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(SUMMARY)
