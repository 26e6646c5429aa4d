"""Ping requests and their answers."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from uptimekit.sandbox import HealthchecksSandbox, ManualClock

from .._calls import Caller


def test_recorded_details(call: Caller) -> None:
    """Forwarded scheme and address, the user agent cut to 200 characters, and a body URL if there is a body."""
    job = call.create()
    headers = {
        "X-Forwarded-For": "203.0.113.9, 10.0.0.1",
        "X-Forwarded-Proto": "https",
        "User-Agent": "u" * 201,
    }
    call.ping(job, "POST", b"text", **headers)
    (ping,) = call("GET", f"checks/{job}/pings/").json()["pings"]
    assert (ping["scheme"], ping["remote_addr"], ping["ua"]) == ("https", "203.0.113.9", "u" * 200)
    assert ping["date"] == "2026-01-12T09:00:00+00:00"
    assert ping["body_url"] == f"http://sandbox.test/api/v3/checks/{job}/pings/1/body"


@pytest.mark.parametrize(
    ("forwarded", "shown"),
    [
        ("203.0.113.9:8080", "203.0.113.9"),
        ("203.0.113.9:80, 10.0.0.1", "203.0.113.9"),
        ("203.0.113.9 ,10.0.0.1", "203.0.113.9 "),
        ("2001:DB8:0::1", "2001:db8::1"),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.1"),
        ("[2001:db8::1]:80", "[2001:db8::1]:80"),
        ("fe80::1%eth0", "fe80::1"),
        ("unknown", "unknown"),
        ("", None),
    ],
)
def test_forwarded_addresses(call: Caller, forwarded: str, shown: str | None) -> None:
    """A port behind an IPv4 address is taken off; nothing else is mended."""
    job = call.create()
    call.ping(job, **{"X-Forwarded-For": forwarded})
    assert call("GET", f"checks/{job}/pings/").json()["pings"][0]["remote_addr"] == shown


def test_accepted_pings_are_open_to_browsers_and_refused_ones_are_not(call: Caller) -> None:
    """200 has the body limit and the CORS header, errors have neither; none may be cached."""
    job = call.create()
    accepted, refused = call.ping(job), call.ping(f"{job}/256")
    assert (accepted.headers["ping-body-limit"], accepted.headers["access-control-allow-origin"]) == (
        "10000",
        "*",
    )
    assert not {"ping-body-limit", "access-control-allow-origin"} & set(refused.headers)
    assert all("no-store" in reply.headers["cache-control"] for reply in (accepted, refused))


def test_no_body_limit(clock: ManualClock) -> None:
    """Without a limit the whole body is kept and no header tells one."""
    call = Caller(HealthchecksSandbox(clock=clock, ping_body_limit=None))
    job = call.create()
    assert "ping-body-limit" not in call.ping(job, "POST", b"x" * 20_000).headers
    assert len(call("GET", f"checks/{job}/pings/1/body").content) == 20_000


def test_larger_body_limit_raises_the_request_limit(clock: ManualClock) -> None:
    """A ping body limit above the framework's is the one that counts."""
    call = Caller(HealthchecksSandbox(clock=clock, ping_body_limit=3_000_000))
    assert call.ping(call.create(), "POST", b"x" * 3_000_000).status_code == 200


def test_chunked_body_is_lost(call: Caller) -> None:
    """A ping without Content-Length counts, without its body."""

    async def chunks() -> AsyncIterator[bytes]:
        yield b"lost"

    job = call.create()
    assert call("POST", f"/ping/{job}", key=None, content=chunks()).text == "OK"
    assert call("GET", f"checks/{job}/pings/").json()["pings"][0]["body_url"] is None


def test_auto_provisioned_check(call: Caller) -> None:
    """A check born by ping has its slug for a name, the defaults, all channels, and the URL's action."""
    assert call.ping(f"{call.project.ping_key}/born/fail?create=1").status_code == 201
    (made,) = call("GET", "checks/").json()["checks"]
    assert (made["name"], made["slug"], made["tags"], made["status"]) == ("born", "born", "", "down")
    assert (made["timeout"], made["grace"], made["channels"].count(",")) == (86400, 3600, 1)


def test_create_means_nothing_to_uuid_pings(call: Caller) -> None:
    """An unknown UUID is not created."""
    reply = call.ping("00000000-0000-4000-8000-000000000000?create=1")
    assert (reply.status_code, reply.text) == (404, "not found")


def test_ping_keys_keep_projects_apart(call: Caller) -> None:
    """A slug is looked for in the project of the ping key only, and keys are compared exactly."""
    call.create(slug="job")
    other = call.sandbox.projects["other"].ping_key
    for key in (other, call.project.ping_key.upper()):
        assert call.ping(f"{key}/job").status_code == 404


@pytest.mark.parametrize(
    ("tail", "status", "text"),
    [
        ("/foo", 404, "not found"),
        ("/FAIL", 400, "invalid url format"),
        ("/-1", 404, "not found"),
        ("/start/", 404, None),
        ("/" + "9" * 5000, 400, "invalid url format"),
    ],
)
def test_odd_paths(call: Caller, tail: str, status: int, text: str | None) -> None:
    """What is no action after a UUID is read as a slug, and the rest is no path at all."""
    reply = call.ping(call.create() + tail)
    assert reply.status_code == status
    assert reply.text == text if text else "<title>Not Found</title>" in reply.text


@pytest.mark.parametrize("path", ["/ping/{key}", "/ping/{key}/", "/ping/{key}/job/", "/ping/"])
def test_paths_that_are_no_pings(call: Caller, path: str) -> None:
    """A ping key alone, and a slug with a final slash, are the 404 page."""
    call.create(slug="job")
    reply = call("GET", path.replace("{key}", call.project.ping_key), key=None)
    assert (reply.status_code, len(reply.content)) == (404, 179)


@pytest.mark.parametrize(
    ("tail", "stored"),
    [("job", True), ("job/256", True), ("none", False), ("JOB", False), ("job?rid=x", True)],
)
def test_what_a_slug_ping_forbids_to_keep(call: Caller, tail: str, stored: bool) -> None:
    """Answers of the check forbid caching; refusals before a check is found do not say anything about it."""
    call.create(slug="job")
    reply = call("GET", f"/ping/{call.project.ping_key}/{tail}", key=None)
    assert ("expires" in reply.headers, "cache-control" in reply.headers) == (stored, stored)
