"""examples/incident_from_webhook.py: an incident for each alert of Alertmanager."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from uptimekit.sandbox import Fault
from uptimekit.statuspage import Client, Incident

from .conftest import Environment, Run, Start

TOKEN = "told-to-älertmanager"
Send = Callable[..., httpx.Response]


def _alert(
    status: str = "firing", text: str = "Checkout answers slowly.", fingerprint: str = "a1"
) -> dict[str, Any]:
    return {
        "status": status,
        "labels": {"alertname": "Slow", "severity": "critical", "component": "API"},
        "annotations": {"summary": "Payments are slow", "description": text},
        "startsAt": "2026-11-27T12:00:00Z",
        "fingerprint": fingerprint,
    }


@pytest.fixture
def send(start: Start, statuspage: Any) -> Send:
    """A function that sends alerts to the running example, as Alertmanager does."""
    _, variables = statuspage
    process = start("incident_from_webhook.py", "--port", "0", WEBHOOK_TOKEN=TOKEN, **variables)
    assert process.stderr is not None
    address = next(
        found[1] for line in process.stderr if (found := re.search(r"running on (http:\S+)", line))
    )

    def send(*alerts: object, token: str = TOKEN) -> httpx.Response:
        body = {"version": "4", "status": "firing", "receiver": "statuspage", "alerts": alerts}
        headers = {"authorization": f"Bearer {token}".encode()}
        return httpx.post(f"{address}/alerts", json=body, headers=headers, timeout=60)

    return send


def _incidents(variables: Environment) -> list[Incident]:
    with _client(variables) as client:
        return client.incidents.list()


def _client(variables: Environment) -> Client:
    return Client(
        api_key=variables["STATUSPAGE_API_KEY"],
        page_id=variables["STATUSPAGE_PAGE_ID"],
        base_url=variables["STATUSPAGE_BASE_URL"],
    )


def test_an_alert_has_one_incident(send: Send, statuspage: Any) -> None:
    """A repeated notification changes nothing, a new text is an update, and the resolution resolves."""
    _, variables = statuspage
    for _ in range(2):
        assert send(_alert()).status_code == 204
    assert send(_alert(text="The cause is found.")).status_code == 204
    (incident,) = _incidents(variables)
    assert (incident.name, incident.status) == ("Payments are slow", "investigating")
    texts = ["The cause is found.", "Checkout answers slowly."]
    assert [update.body for update in incident.incident_updates or []] == texts
    with _client(variables) as client:
        assert client.components.find("API").status == "major_outage"
        assert send(_alert(status="resolved"), _alert(fingerprint="b2")).status_code == 204
        assert {each.status for each in client.incidents.list()} == {"resolved", "investigating"}
    assert send(_alert(status="resolved")).status_code == 204
    assert len(_incidents(variables)) == 2


def test_requests_that_are_refused(send: Send, statuspage: Any) -> None:
    """A wrong token, another body and a failure of Statuspage have their statuses, and open no incident."""
    sandbox, variables = statuspage
    assert send(_alert(), token="wrong").status_code == 401
    assert send({"labels": {}}).status_code == 400
    assert send("no alert").status_code == 400
    assert send({**_alert(), "fingerprint": {}}).status_code == 400
    assert send({**_alert(), "annotations": {"summary": 5}}).status_code == 400
    sandbox.faults.add(Fault(status=401))
    assert send(_alert()).status_code == 503
    sandbox.faults.clear()
    assert _incidents(variables) == []


def test_an_alert_that_fails_holds_up_no_other(send: Send, statuspage: Any) -> None:
    """An unknown component is told as a failure after the other alerts; incidents of others are left alone."""
    _, variables = statuspage
    with _client(variables) as client:
        client.incidents.create(name="Manual", metadata={"alertmanager": {"fingerprint": {}}})
    wrong = _alert(fingerprint="b2")
    wrong["labels"]["component"] = "Nothing"
    assert send(wrong, _alert()).status_code == 503
    assert [each.name for each in _incidents(variables)] == ["Payments are slow", "Manual"]


@pytest.mark.parametrize("missing", ["WEBHOOK_TOKEN", "STATUSPAGE_API_KEY", "STATUSPAGE_PAGE_ID"])
def test_it_does_not_start_without_its_secrets(run: Run, statuspage: Any, missing: str) -> None:
    """A missing secret is one line on stderr and exit code 2."""
    _, variables = statuspage
    given = {"WEBHOOK_TOKEN": TOKEN, **variables}
    del given[missing]
    done = run("incident_from_webhook.py", "--port", "0", **given)
    (line,) = done.stderr.splitlines()
    assert done.returncode == 2
    assert line.startswith("incident_from_webhook: ")
