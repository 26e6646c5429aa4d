"""All 81 exchanges recorded from a real server, fed to the clients: the request they make, and what they read."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

import httpx
import pytest

from uptimekit import APIStatusError, InputError
from uptimekit._runtime import Request, unchanged
from uptimekit.healthchecks import (
    BadAPIRequestError,
    Badges,
    Check,
    CheckConflictError,
    CheckCreate,
    CheckNotFoundError,
    CheckPings,
    CheckStatuses,
    CheckUpdate,
    HCAPIKeyError,
    HCAPIPermissionError,
    HCAPIRedirectError,
    HCAPIStatusError,
    Integration,
    NonUniqueSlugError,
    PingResult,
    Upsert,
)
from uptimekit_clients.healthchecks.models import UniqueField
from uptimekit_clients.healthchecks.requests import checks as operations

from ._support import Caller, Recorder

_RECORDINGS = Path(__file__).parents[1] / "recordings" / "healthchecks.jsonl"
_EXCHANGES: list[dict[str, Any]] = [json.loads(line) for line in _RECORDINGS.read_text().splitlines()]

CHECK = "da913c45-b4e2-4d3d-9c3e-04b1927f69f9"
NOBODY = "00000000-0000-4000-8000-000000000000"
UNIQUE_KEY = "5799c69c307a69c531736b475b09e1dd9c1d53bd"
RID = "11111111-2222-4333-8444-555555555555"

_HOSTS = {"api_url": "http://127.0.0.1:8765/api/", "ping_key": "p" * 22}

Step = Callable[[Any], Any]

FACADE: dict[str, Step] = {
    "list_empty": lambda c: c.get_checks(),
    "wrong_key": lambda c: c.get_checks(),
    "short_key": lambda c: c.get_checks(),
    "create_simple": lambda c: c.create_check(
        CheckCreate(
            name="Nightly backup",
            slug="nightly-backup",
            tags=["prod", "db"],
            desc="dumps",
            timeout=3600,
            grace=600,
            channels="*",
        )
    ),
    "create_cron": lambda c: c.create_check(
        CheckCreate(
            name="Report",
            slug="report",
            tags="prod",
            schedule="*/15 8-18 * * 1-5",
            tz="Europe/Riga",
            grace=300,
        )
    ),
    "create_oncalendar": lambda c: c.create_check(
        CheckCreate(name="Calendar", slug="calendar", schedule="Mon..Fri *-*-* 08:00", tz="UTC")
    ),
    "create_minimal": lambda c: c.create_check(CheckCreate()),
    "create_v1_slugifies": lambda c: c.create_check(CheckCreate(name="Made By V1")),
    "upsert_matches": lambda c: c.upsert_check(CheckCreate(name="Nightly backup", desc="updated")),
    "upsert_creates": lambda c: c.upsert_check(CheckCreate(name="Weekly", slug="weekly"), ["name"]),
    "create_bad_channel": lambda c: c.api.checks.create(name="x", channels="no-such-channel"),
    "create_read_only_key": lambda c: c.api.checks.create(name="x"),
    "get": lambda c: c.get_check(CHECK),
    "get_read_only": lambda c: c.get_check(CHECK),
    "list_read_only": lambda c: c.get_checks(),
    "get_by_unique_key": lambda c: c.get_check(UNIQUE_KEY),
    "get_unknown": lambda c: c.get_check(NOBODY),
    "get_other_project": lambda c: c.get_check(CHECK),
    "list_tag": lambda c: c.get_checks(tags="prod"),
    "list_two_tags": lambda c: c.get_checks(["prod", "db"]),
    "list_slug": lambda c: c.get_checks(slug="report"),
    "update": lambda c: c.update_check(CHECK, CheckUpdate(desc="changed", tags="prod db nightly")),
    "update_to_cron": lambda c: c.update_check(CHECK, CheckUpdate(schedule="0 3 * * *", tz="UTC")),
    "update_back_to_simple": lambda c: c.update_check(CHECK, CheckUpdate(timeout=3600)),
    "update_v1": lambda c: c.update_check(
        "0e2e5d43-7cb2-4054-a436-ee1bc561e0b3", CheckUpdate(name="Calendar two")
    ),
    "ping_start_rid": lambda c: c.start_ping(CHECK, rid=RID),
    "get_v1_while_started": lambda c: c.get_check(CHECK),
    "get_v3_while_started": lambda c: c.get_check(CHECK),
    "ping_success_rid_body": lambda c: c.success_ping(CHECK, data="line one\nline two", rid=RID),
    "ping_log": lambda c: c.log_ping(CHECK, data="just a note"),
    "ping_fail": lambda c: c.fail_ping(CHECK, data=b"it broke"),
    "ping_exit_zero": lambda c: c.exit_code_ping(0, CHECK),
    "ping_exit_three": lambda c: c.exit_code_ping(3, CHECK, data="exit three"),
    "ping_unknown_uuid": lambda c: c.success_ping(NOBODY),
    "ping_slug": lambda c: c.success_ping(slug="report"),
    "ping_slug_start": lambda c: c.start_ping(slug="report"),
    "ping_slug_unknown": lambda c: c.success_ping(slug="ghost"),
    "ping_slug_create": lambda c: c.success_ping(slug="born-by-ping", create=True),
    "ping_slug_create_again": lambda c: c.success_ping(slug="born-by-ping", create=True),
    "ping_wrong_key": lambda c: c.success_ping(slug="report"),
    "create_twin": lambda c: c.create_check(CheckCreate(name="Twin", slug="report")),
    "ping_slug_ambiguous": lambda c: c.success_ping(slug="report"),
    "pings": lambda c: c.get_check_pings(CHECK),
    "ping_body": lambda c: c.get_ping_body(CHECK, 7),
    "ping_body_missing": lambda c: c.get_ping_body(CHECK, 9999),
    "pings_read_only_key": lambda c: c.get_check_pings(CHECK),
    "flips": lambda c: c.get_check_flips(CHECK),
    "flips_seconds": lambda c: c.get_check_flips(CHECK, seconds=3600),
    "flips_by_unique_key": lambda c: c.get_check_flips(UNIQUE_KEY),
    "pause": lambda c: c.pause_check(CHECK),
    "pause_empty_body": lambda c: c.pause_check(CHECK),
    "resume": lambda c: c.resume_check(CHECK),
    "resume_not_paused": lambda c: c.resume_check(CHECK),
    "channels": lambda c: c.get_integrations(),
    "badges": lambda c: c.get_badges(),
    "badges_read_only": lambda c: c.get_badges(),
    "delete_read_only_key": lambda c: c.delete_check(CHECK),
    "delete": lambda c: c.delete_check(CHECK),
    "delete_again": lambda c: c.delete_check(CHECK),
}
"""Steps that a method of the facade makes."""

GENERATED: dict[str, Step] = {
    "create_bad_tz": lambda c: c.api.checks.create(name="x", schedule="* * * * *", tz="Mars/Olympus"),
    "create_bad_cron": lambda c: c.api.checks.create(name="x", schedule="61 * * * *"),
    "create_small_timeout": lambda c: c.api.checks.create(name="x", timeout=5),
    "create_float_timeout": lambda c: c.api.checks.create(name="x", timeout=90.0),
    "create_null_name": lambda c: c.api.checks.create(name=None),
    "create_bad_unique": lambda c: c.api.checks.create(name="x", unique=[UniqueField("desc")]),
    "create_bad_slug": lambda c: c.api.checks.create(name="x", slug="Not A Slug"),
    "ping_head": lambda c: c.api.pings.success_head(CHECK),
    "ping_exit_256": lambda c: c.api.pings.exit_status_get(CHECK, 256),
    "ping_bad_rid": lambda c: c.api.pings.success_get(CHECK, rid="nope"),
    "flips_bad_seconds": lambda c: c.api.checks.list_flips(CHECK, seconds="abc"),
    "flips_bad_start": lambda c: c.api.checks.list_flips(CHECK, start=-5),
    "status": lambda c: c.api.service.status(),
}
"""Steps of the generated client: the facade refuses the argument before sending, or has no such method."""

_CREATE = operations.CREATE_CHECK
RAW: dict[str, tuple[str, Request]] = {
    "no_key": (
        "without a key nothing is sent",
        Request(dataclasses.replace(operations.LIST_CHECKS, security=()), "/checks/", unchanged),
    ),
    "missing_slash_redirects": (
        "collections always get their slash",
        Request(operations.LIST_CHECKS, "/checks", unchanged),
    ),
    "unknown_version": (
        "the version is checked",
        Request(operations.LIST_CHECKS, "/../v9/checks/", unchanged),
    ),
    "create_malformed": (
        "bodies are always JSON",
        Request(
            _CREATE, "/checks/", unchanged, content="{not json", headers={"Content-Type": "application/json"}
        ),
    ),
    "create_list_body": ("bodies are always objects", Request(_CREATE, "/checks/", unchanged, json=[1, 2])),
    "get_not_a_uuid": ("ids are checked", Request(operations.GET_CHECK, "/checks/nope", unchanged)),
    "get_trailing_slash": (
        "a slash in an id is refused",
        Request(operations.GET_CHECK, f"/checks/{CHECK}/", unchanged),
    ),
    "update_unknown_field": (
        "fields are named arguments",
        Request(operations.UPDATE_CHECK, f"/checks/{CHECK}", unchanged, json={"colour": "red"}),
    ),
    "method_not_allowed": (
        "no operation is a PUT",
        Request(dataclasses.replace(_CREATE, method="PUT"), "/checks/", unchanged, json={}),
    ),
}
"""Steps that no method can make, with the reason; the runtime sends them as they are."""

POSTED = {step for step in FACADE if step.startswith("ping_") and not step.startswith("ping_body")}
"""Recorded as GET where there is no body; the facade always POSTs, so that POST-only checks count its pings."""

NO_BODY = {"pause", "resume", "resume_not_paused"}
"""Recorded with ``{}``; the facade sends none, which is the same to the server (recorded as pause_empty_body)."""

ERRORS: dict[str, type[APIStatusError]] = {
    **dict.fromkeys(("no_key", "wrong_key", "short_key"), HCAPIKeyError),
    **dict.fromkeys(("create_read_only_key", "pings_read_only_key", "delete_read_only_key"), HCAPIKeyError),
    "missing_slash_redirects": HCAPIRedirectError,
    "method_not_allowed": HCAPIStatusError,
    **dict.fromkeys(
        (
            "create_bad_tz",
            "create_bad_cron",
            "create_small_timeout",
            "create_float_timeout",
            "create_null_name",
            "create_bad_unique",
            "create_bad_slug",
            "create_bad_channel",
            "create_malformed",
            "create_list_body",
            "ping_exit_256",
            "ping_bad_rid",
            "flips_bad_seconds",
            "flips_bad_start",
        ),
        BadAPIRequestError,
    ),
    **dict.fromkeys(
        (
            "unknown_version",
            "get_unknown",
            "get_not_a_uuid",
            "get_trailing_slash",
            "ping_unknown_uuid",
            "ping_slug_unknown",
            "ping_wrong_key",
            "ping_body_missing",
            "delete_again",
        ),
        CheckNotFoundError,
    ),
    "get_other_project": HCAPIPermissionError,
    "resume_not_paused": CheckConflictError,
    "ping_slug_ambiguous": NonUniqueSlugError,
}
"""Steps that fail, and as what."""


def _replay(call: Caller, exchange: dict[str, Any]) -> tuple[Recorder, Callable[[], Any]]:
    """Return what records the request, and what makes it."""
    step, asked, recorded = exchange["step"], exchange["request"], exchange["response"]
    answer = Recorder(
        httpx.Response(recorded["status"], headers=recorded["headers"], content=recorded["body"].encode())
    )
    keys = {"api_key": asked["headers"].get("X-Api-Key", "unused"), "api_version": 3}
    if asked["path"].startswith("/api/v1/"):
        keys["api_version"] = 1
    if step == "ping_wrong_key":
        keys["ping_key"] = "z" * 22
    client = call.mocked(answer, **{**_HOSTS, **keys}, retries=0)
    if step in RAW:
        return answer, lambda: call(client.api.send, RAW[step][1])
    return answer, lambda: call({**FACADE, **GENERATED}[step], client)


def _sent(request: httpx.Request) -> dict[str, Any]:
    body: Any = request.content.decode() or None
    if body is not None and body[0] in "{[" and body != "{not json":
        body = json.loads(body)
    return {"method": request.method, "path": request.url.raw_path.decode(), "body": body}


def _expected(exchange: dict[str, Any]) -> dict[str, Any]:
    step, asked = exchange["step"], exchange["request"]
    body = None if step in NO_BODY or asked["body"] == "" else asked["body"]
    return {"method": "POST" if step in POSTED else asked["method"], "path": asked["path"], "body": body}


def test_every_step_is_replayed_once() -> None:
    """The three tables cover the 81 recorded steps, each in exactly one of them."""
    steps = [*FACADE, *GENERATED, *RAW]
    assert sorted(steps) == sorted(exchange["step"] for exchange in _EXCHANGES)
    assert len(steps) == 81
    assert ERRORS.keys() <= set(steps)


@pytest.mark.parametrize("exchange", _EXCHANGES, ids=lambda exchange: exchange["step"])
def test_request(call: Caller, exchange: dict[str, Any]) -> None:
    """The request is the recorded one: method, path with query, body and API key, and exactly one is made."""
    answer, make = _replay(call, exchange)
    try:
        make()
    except APIStatusError:
        assert exchange["step"] in ERRORS
    (request,) = answer.requests
    assert _sent(request) == _expected(exchange)
    assert request.headers.get("x-api-key") == exchange["request"]["headers"].get("X-Api-Key")


@pytest.mark.parametrize(
    "exchange",
    [exchange for exchange in _EXCHANGES if exchange["step"] in ERRORS],
    ids=lambda exchange: exchange["step"],
)
def test_error(call: Caller, exchange: dict[str, Any]) -> None:
    """A refused request raises the right class, with the status and the server's own words, if it had any."""
    recorded = exchange["response"]
    _, make = _replay(call, exchange)
    with pytest.raises(APIStatusError) as caught:
        make()
    assert type(caught.value) is ERRORS[exchange["step"]]
    assert caught.value.status_code == recorded["status"]
    assert _words(recorded) in caught.value.message
    assert "<" not in str(caught.value)


def _words(recorded: dict[str, Any]) -> str:
    body: str = recorded["body"]
    if recorded["headers"]["content-type"] == "application/json":
        words: str = json.loads(body)["error"]
        return words
    return HTTPStatus(recorded["status"]).phrase if not body or "<" in body else body


@pytest.mark.parametrize(
    "exchange",
    [exchange for exchange in _EXCHANGES if exchange["step"] not in ERRORS],
    ids=lambda exchange: exchange["step"],
)
def test_result(call: Caller, exchange: dict[str, Any]) -> None:
    """A good answer is read completely: every recorded field, under its documented name."""
    recorded = exchange["response"]
    _, make = _replay(call, exchange)
    result = make()
    if exchange["step"] in RAW:
        assert result.json() == json.loads(recorded["body"])
    elif "application/json" in recorded["headers"]["content-type"]:
        _hold(result, json.loads(recorded["body"]), recorded["status"])
    elif isinstance(result, PingResult):
        assert result == (True, recorded["body"])
        assert result.created is (recorded["status"] == 201)
        assert result.body_limit == 10_000
    else:
        plain = {"ping_body": b"exit three", "ping_head": None, "status": "OK"}
        assert result == plain[exchange["step"]]


_RENAMED = {
    CheckPings: {"n": "number_of_pings", "ua": "user_agent"},
    Badges: {"json": "json_url", "json3": "json3_url"},
}
_LISTS = {"checks": Check, "pings": CheckPings, "flips": CheckStatuses, "channels": Integration}


def _hold(result: Any, recorded: dict[str, Any], status: int) -> None:
    if isinstance(result, Upsert):
        assert result.created is (status == 201)
        result = result.check
    if isinstance(result, Check):
        _hold_fields(result, recorded)
        assert result.extra == {}
        return
    ((wrapper, items),) = recorded.items()
    assert len(result) == len(items)
    for key in items if wrapper == "badges" else range(len(items)):
        assert type(result[key]) is (Badges if wrapper == "badges" else _LISTS[wrapper])
        _hold_fields(result[key], items[key])


def _hold_fields(model: Any, recorded: dict[str, Any]) -> None:
    for name, value in recorded.items():
        ours = getattr(model, _RENAMED.get(type(model), {}).get(name, name))
        if isinstance(ours, datetime):
            value = datetime.fromisoformat(value)
        assert ours == value, name
        assert isinstance(ours, type(value)), name


@pytest.mark.parametrize(
    "step",
    [
        "create_bad_tz",
        "create_bad_cron",
        "create_small_timeout",
        "create_float_timeout",
        "create_bad_unique",
        "create_bad_slug",
    ],
)
def test_what_the_server_refused_is_refused_before_it_is_sent(step: str) -> None:
    """The fields that the real server answered with 400 raise InputError when a CheckCreate is built."""
    (body,) = [exchange["request"]["body"] for exchange in _EXCHANGES if exchange["step"] == step]
    with pytest.raises(InputError) as caught:
        CheckCreate(**body)
    assert caught.value.field in body
