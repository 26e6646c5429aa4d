"""Requests that schemathesis makes up from the specifications, against the sandboxes."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import pytest
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from uptimekit.sandbox import (
    BetterStackSandbox,
    HealthchecksSandbox,
    ManualClock,
    StatuspageSandbox,
    UptimeHuntSandbox,
    serve,
)

from ._fuzzing import fuzz, localized
from ._healthchecks import EXCLUDED, METRICS_KEY
from ._seeds import furnish_betterstack, furnish_healthchecks, furnish_uptimehunt
from ._seeds_statuspage import furnish_statuspage

_VALID = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
)
_INVALID = ("not_a_server_error",)
_UNCHECKED = {
    "positive_data_acceptance": "ids in a body must exist and some names be unique, which no schema can say",
    "negative_data_rejection": "the service takes values of a neighbouring type, and so does the sandbox",
    "unsupported_method": "a path without an operation for the verb answers 404, and 405 is not documented",
    "missing_required_header": "no operation has one; credentials have tests of their own",
    "ignored_auth": "credentials have tests of their own, with read-only and foreign ones",
    "object_level_authorization": "needs a second user; the sandboxes' own tests have other teams and projects",
    "use_after_free": "the scenarios of the other modules look for what they have deleted",
    "ensure_resource_availability": "the scenarios of the other modules get what they have created",
    "allow_header_conformance": "goes with 405",
}
"""Checks that are left out, and why."""

_EXCLUDED: dict[str, dict[str, str]] = {
    "betterstack": {},
    "healthchecks": EXCLUDED,
    "statuspage": {},
    "uptimehunt": {"logout": "the others need the session"},
}
"""Operations that are left out, and why."""


_PEOPLE = "wants members of the team, and made-up texts are none; the scenarios call it with real ones"
_IDS = "wants ids in its body, and made-up texts are none; the scenarios call it with real ones"
_NEVER_ACCEPTED: dict[str, dict[str, str]] = {
    "betterstack": {
        "POST /api/v2/on-calls/{schedule_id}/events": _PEOPLE,
        "POST /api/v2/on-calls/{schedule_id}/rotation": _PEOPLE,
    },
    "healthchecks": {},
    "statuspage": {
        "POST /v1/pages/{page_id}/component-groups": _IDS,
        "PATCH /v1/pages/{page_id}/component-groups/{component_group_id}": _IDS,
        "PUT /v1/pages/{page_id}/component-groups/{component_group_id}": _IDS,
        "POST /v1/pages/{page_id}/components/{component_id}/page_access_groups": _IDS,
        "POST /v1/pages/{page_id}/components/{component_id}/page_access_users": _IDS,
        "POST /v1/pages/{page_id}/metrics/{metric_id}/data": "wants a time of the last 28 days",
    },
    "uptimehunt": {
        "POST /api/v1/auth/login": "wants the user's password",
        "POST /api/v1/auth/refresh": "wants the session's refresh token",
        "POST /api/v1/users/password": "wants the user's password",
    },
}
"""Operations that made-up requests cannot succeed with, and why."""


@contextmanager
def _served(provider: str) -> Generator[tuple[dict[str, Any], str, dict[str, str]]]:
    clock = ManualClock()
    if provider == "betterstack":
        better = BetterStackSandbox(clock=clock)
        prefixes = {
            "base": "/api",
            "organization": "/organization/api",
            "site": "",
            "status_page": "/status-pages/c0",
        }
        known, app = furnish_betterstack(better), better.app
        headers = {"Authorization": f"Bearer {better.teams['main'].token}"}
    elif provider == "statuspage":
        # So many subscribers, because an operation that unsubscribes all of them refuses a hundred.
        page = StatuspageSandbox(clock=clock, subscribers=100)
        prefixes = {"base": page.manage_path, "public": page.public_path()}
        known, app = furnish_statuspage(page), page.app
        headers = {"Authorization": f"OAuth {page.api_key}"}
    elif provider == "uptimehunt":
        hunt = UptimeHuntSandbox(clock=clock)
        prefixes = {"base": hunt.base_path}
        known, app = furnish_uptimehunt(hunt), hunt.app
        clock.advance(600)
        headers = {"Authorization": f"Bearer {hunt.token_pair().access}", "X-Auth": hunt.prober_token}
    else:
        health = HealthchecksSandbox(clock=clock, metrics_key=METRICS_KEY)
        prefixes = {"base": "/api/v3", "site": "", "ping": "/ping"}
        known, app = furnish_healthchecks(health), health.app
        headers = {"X-Api-Key": health.projects["main"].api_key, "X-Metrics-Key": METRICS_KEY}
    with serve(app) as server:
        yield localized(provider, prefixes, known, _EXCLUDED[provider]), server.url, headers


def test_no_check_is_forgotten() -> None:
    """Each check that schemathesis has is either used or left out with a reason."""
    load_all_checks()
    assert set(_VALID) | set(_UNCHECKED) == set(CHECKS.get_all_names())
    assert not set(_VALID) & set(_UNCHECKED)


@pytest.mark.parametrize("provider", _EXCLUDED)
def test_valid_requests(provider: str) -> None:
    """Answers to valid requests are as documented, and every operation that can succeed does so at least once."""
    with _served(provider) as (document, url, headers):
        findings = fuzz(document, url, headers, checks=_VALID, mode=GenerationMode.POSITIVE, coverage=True)
    assert sorted(findings.problems) == []
    operations = {f"{method.upper()} {path}" for path, item in document["paths"].items() for method in item}
    succeeded = {label for label, statuses in findings.statuses.items() if min(statuses) < 300}
    assert operations - succeeded == set(_NEVER_ACCEPTED[provider])


@pytest.mark.parametrize("provider", _EXCLUDED)
def test_invalid_requests(provider: str) -> None:
    """Requests that break the specification do not break the server."""
    with _served(provider) as (document, url, headers):
        findings = fuzz(document, url, headers, checks=_INVALID, mode=GenerationMode.NEGATIVE, coverage=False)
    assert sorted(findings.problems) == []
