"""API keys, ping keys, ping URLs and check UUIDs never show: in repr, logs, errors, tracebacks, pickles."""

from __future__ import annotations

import logging
import pickle
import traceback
from typing import Any

import httpx
import pytest

from uptimekit import UptimeKitError
from uptimekit.healthchecks import Check, CheckCreate, CheckPings, CheckTrap

from ._support import Caller, Recorder, Server

KEY, PING_KEY, CHECK = "K" * 28 + "leak", "p" * 18 + "leak", "0a0a0a0a-1111-4222-8333-bbbbbbbb1eaf"
SECRETS = (KEY, PING_KEY, CHECK)


def _hold_clean(*texts: str) -> None:
    for text in texts:
        assert [secret for secret in SECRETS if secret in text] == []


def _traceback(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))


def test_repr_of_models() -> None:
    """A check's UUID and the addresses that hold it are masked in reprs, and readable as attributes."""
    urls = dict.fromkeys(
        ("ping_url", "update_url", "pause_url", "resume_url"), f"https://example.org/{CHECK}"
    )
    check = Check.from_api_result({"name": "Job", "uuid": CHECK, **urls})
    ping = CheckPings.from_api_result({"body_url": f"https://example.org/{CHECK}/pings/1/body"})
    _hold_clean(repr(check), str(check), f"{ping}", repr([check, ping]))
    assert "Job" in repr(check)
    assert (check.uuid, check.ping_url) == (CHECK, f"https://example.org/{CHECK}")


def test_repr_of_clients_and_traps(call: Caller) -> None:
    """Clients, their copies and traps show no key and no address."""
    client = call.client(api_key=KEY, ping_key=PING_KEY)
    _hold_clean(
        repr(client),
        repr(client.api),
        repr(client.with_options(retries=1)),
        repr(CheckTrap(client, CHECK)),
        str(CheckTrap(client, slug="job")),
    )


def test_clients_do_not_pickle(call: Caller) -> None:
    """A client, which holds its keys, refuses to be pickled."""
    with pytest.raises(TypeError, match="pickle"):
        pickle.dumps(call.client(api_key=KEY, ping_key=PING_KEY))


Answer = httpx.Response | Exception


def _answers(told: str) -> dict[str, Answer]:
    """Answers that repeat *told*, as servers and proxies do with keys and addresses."""
    return {
        "400": httpx.Response(400, json={"error": f"bad {told}"}),
        "401": httpx.Response(401, json={"error": f"unknown {told}"}),
        "403": httpx.Response(403, text=told),
        "404": httpx.Response(404, text=f"Cannot POST {told}"),
        "409": httpx.Response(409, text=f"{told} is ambiguous"),
        "429": httpx.Response(429, text=told),
        "500": httpx.Response(500, html=f"<h1>{told}</h1>"),
        "302": httpx.Response(302, headers={"location": f"https://elsewhere.example.org/{told}"}),
        "200": httpx.Response(200, text=f"{told} not found"),
        "refused": httpx.ConnectError("refused"),
        "broken": httpx.ReadError("broken"),
        "slow": httpx.ReadTimeout("slow"),
        "odd": httpx.RemoteProtocolError("odd"),
    }


@pytest.mark.parametrize("how", _answers(""))
@pytest.mark.parametrize("target", [{"uuid": CHECK}, {"slug": "job"}], ids=["uuid", "slug"])
def test_ping_errors_and_logs(
    call: Caller, how: str, target: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    """A failing ping names no secret in its error, its traceback, its pickle or the log at INFO."""
    told = f"/{CHECK}" if "uuid" in target else f"/{PING_KEY}/job"
    client = call.mocked(Recorder(_answers(told)[how]), api_key=KEY, ping_key=PING_KEY)
    with caplog.at_level(logging.INFO), pytest.raises(UptimeKitError) as caught:
        call(client.success_ping, **target)
    error = caught.value
    _hold_clean(str(error), repr(error), _traceback(error), str(error.body), caplog.text)
    assert not any(secret.encode() in pickle.dumps(error) for secret in SECRETS)


@pytest.mark.parametrize("how", _answers(""))
def test_management_errors_and_logs(call: Caller, how: str, caplog: pytest.LogCaptureFixture) -> None:
    """A failing call of the Management API names no secret, even if the server repeats the key."""
    client = call.mocked(Recorder(_answers(KEY)[how]), api_key=KEY, ping_key=PING_KEY)
    with caplog.at_level(logging.DEBUG, "uptimekit"), pytest.raises(UptimeKitError) as caught:
        call(client.get_check, CHECK)
    error = caught.value
    _hold_clean(str(error), repr(error), _traceback(error), str(error.body), caplog.text)
    assert not any(secret.encode() in pickle.dumps(error) for secret in SECRETS)


def test_debug_log_of_real_calls(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    """The debug log of calls, pings and a failing job, over a socket, holds no key, UUID or ping address."""
    client = server.client()
    with caplog.at_level(logging.DEBUG):
        for noisy in ("httpcore", "asyncio"):  # not ours; httpcore is only as loud as its user asks
            logging.getLogger(noisy).setLevel(logging.WARNING)
        check = server.call(client.create_check, CheckCreate(name="Job", slug="job"))
        server.call(client.success_ping, slug="job")
        server.call(client.get_check_pings, check.uuid)
        with pytest.raises(ZeroDivisionError):
            server.call.trapped(CheckTrap(client, check.uuid), lambda: 1 / 0)
    assert "pingFail" in caplog.text
    for secret in (server.main.api_key, server.main.ping_key, check.uuid):
        assert secret not in caplog.text


def test_the_notes_of_a_failed_job(call: Caller, caplog: pytest.LogCaptureFixture) -> None:
    """The note on the job's exception, and the warning, show no address."""
    client: Any = call.mocked(
        Recorder(httpx.Response(200, text="OK"), _answers(f"/{CHECK}")["404"]), ping_key=PING_KEY
    )
    with pytest.raises(ZeroDivisionError) as caught:
        call.trapped(CheckTrap(client, CHECK), lambda: 1 / 0)
    _hold_clean(_traceback(caught.value), caplog.text)
    assert "its ping failed too" in _traceback(caught.value)
