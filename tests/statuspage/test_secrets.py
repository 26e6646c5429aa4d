"""Nothing that is secret is shown: not in repr, errors, tracebacks, logs, events or pickles."""

from __future__ import annotations

import logging
import pickle
import traceback

import httpx
import pytest

from ._support import KEY, Driver, Recorder

CANARY = "canary" * 5


def test_the_key_is_never_shown(driver: Driver, caplog: pytest.LogCaptureFixture) -> None:
    """Neither clients, errors (even if the server repeats it), logs nor events show the key."""
    caplog.set_level(logging.DEBUG)
    events: list[object] = []
    recorder = Recorder(500, httpx.Response(401, json={"error": f"bad key {KEY}"}))
    client = driver.client(recorder, hooks=[events.append])
    error = driver.error(client.components.list)
    page = driver.page("https://status.example.com", Recorder(), api_key=KEY)
    shown = [
        repr(each)
        for each in (client, client.api, client.config, client.http_client, client.components, page)
    ]
    shown += [repr(events), caplog.text, repr(page.api), "".join(traceback.format_exception(error))]
    shown += [repr(vars(error)), repr(error.errors), str(error.body)]
    assert events
    assert error.http_status == 401
    assert not [text for text in shown if KEY in text]
    assert KEY.encode() not in pickle.dumps(error)


def test_ids_and_values_are_not_logged(driver: Driver, caplog: pytest.LogCaptureFixture) -> None:
    """Logs and events name operations and path templates: no ids, no query values, no bodies."""
    caplog.set_level(logging.DEBUG)
    client = driver.client(Recorder({"id": "x"}), page_id=f"p{CANARY}1")
    driver.run(client.components.create(name=CANARY))
    driver.run(client.http_client.post(f"/unknown/9{CANARY}.json", {"a": CANARY}))
    driver.run(client.http_client.get(f"/pages/9{CANARY}", {"q": CANARY}))
    assert "/pages/{page_id}/components" in caplog.text
    assert "/unknown/{id}" in caplog.text
    assert CANARY not in caplog.text


def test_passwords_that_are_sent_are_not_shown(driver: Driver, caplog: pytest.LogCaptureFixture) -> None:
    """What is sent to link a provider, or to create a member, does not come back in errors or logs."""
    caplog.set_level(logging.DEBUG)
    client = driver.client(Recorder(httpx.Response(422, json={"error": ["is wrong"]})))
    errors = [
        driver.error(client.metrics_providers.create, type="Datadog", api_key=CANARY, application_key=CANARY),
        driver.error(client.users.create, email="a@example.org", password=CANARY),
    ]
    for error in errors:
        assert CANARY not in "".join(traceback.format_exception(error)) + repr(vars(error)) + caplog.text


def test_answers_that_do_not_fit_are_not_quoted(driver: Driver) -> None:
    """An error about an answer of another shape does not quote the answer."""
    client = driver.client(Recorder(httpx.Response(200, json=[CANARY])))
    for call in (client.page.get, client.components.list, client.metrics.list_linked):
        error = driver.error(call)
        assert type(error).__name__ == "DecodingError"
        assert CANARY not in "".join(traceback.format_exception(error))
