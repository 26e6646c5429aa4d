"""Subscribers: one by one, and whole tables of them."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from uptimekit import InputError
from uptimekit.statuspage import (
    BadRequestError,
    BaseError,
    ConflictError,
    ImportReport,
    NotFoundError,
    PermissionDeniedError,
    Progress,
    UnprocessableError,
)
from uptimekit.statuspage._arguments import Filters

from ._support import Driver, Recorder, Server, act

P = "/v1/pages/page00000001/subscribers"
CASES: list[tuple[str, tuple[Any, ...], dict[str, Any], Any, str]] = [
    # action, arguments, attributes, what is sent, class of the result
    ("get", ("s1",), {}, ("GET", f"{P}/s1", {}, None), "Subscriber"),
    ("update", ("s1",), {"component_ids": ["c1"]}, ("PATCH", f"{P}/s1", {}, {"component_ids": ["c1"]}), "Subscriber"),
    ("update", ("s1",), {}, ("PATCH", f"{P}/s1", {}, {}), "Subscriber"),
    ("delete", ("s1",), {"skip_unsubscription_notification": True}, ("DELETE", f"{P}/s1", {"skip_unsubscription_notification": "true"}, None), "int"),
    ("resend_confirmation", ("s1",), {}, ("POST", f"{P}/s1/resend_confirmation", {}, None), "int"),
    ("resend_confirmation_many", (), {"subscribers": "all"}, ("POST", f"{P}/resend_confirmation", {}, {"subscribers": "all"}), "int"),
    ("unsubscribe_many", (), {"subscribers": ["s1"], "state": "all"}, ("POST", f"{P}/unsubscribe", {}, {"subscribers": ["s1"], "state": "all"}), "int"),
    ("reactivate_many", (), {"subscribers": ["s1"]}, ("POST", f"{P}/reactivate", {}, {"subscribers": ["s1"]}), "int"),
    ("count", (), {}, ("GET", f"{P}/count", {}, None), "SubscriberCountByType"),
    ("count", (), {"type": "sms", "state": "all"}, ("GET", f"{P}/count", {"type": "sms", "state": "all"}, None), "SubscriberCountByType"),
    ("histogram", (), {}, ("GET", f"{P}/histogram_by_state", {}, None), "SubscriberCountByTypeAndState"),
]  # fmt: skip


@pytest.mark.parametrize(("action", "args", "kwargs", "sent", "kind"), CASES)
def test_actions(driver: Driver, action: str, args: Any, kwargs: Any, sent: Any, kind: str) -> None:
    """Each action sends exactly one request, this one, and returns what is documented, typed."""
    result, all_sent = act(driver, f"subscribers.{action}", *args, **kwargs)
    assert all_sent == [sent]
    assert type(result).__name__ == kind


def test_filters(driver: Driver) -> None:
    """list() and iter() hand all filters on; how the pages are read is not sent."""
    given = {"q": "a", "type": "sms", "state": "all", "sort_field": "created_at", "sort_direction": "desc"}
    assert given.keys() == Filters.__optional_keys__
    _, sent = act(driver, "subscribers.list", answer=[], **given)
    assert sent == [("GET", P, {**given, "limit": "100", "page": "0"}, None)]
    recorder = Recorder([])
    driver.take(driver.client(recorder).subscribers.iter(**given, start_at="3", max_pages=2))
    assert recorder.sent == [("GET", P, {**given, "limit": "100", "page": "3"}, None)]
    _, sent = act(driver, "subscribers.list_unsubscribed", answer=[])
    assert sent == [("GET", f"{P}/unsubscribed", {"page": "1", "per_page": "100"}, None)]


def test_nobody(driver: Driver) -> None:
    """Deleting nobody raises InputError, and nothing is sent."""
    recorder = Recorder()
    error = driver.error(driver.client(recorder).subscribers.delete)
    assert isinstance(error, InputError)
    assert (error.field, recorder.sent) == ("subscriber_id", [])


def test_a_subscriber_comes_and_goes(driver: Driver, server: Server) -> None:
    """Against a real server: created, counted, changed, deleted, and then among those who have left."""
    client = driver.client(**server.options)
    people = client.subscribers
    made = driver.run(people.create(email="new@example.org", skip_confirmation_notification=True))
    assert (made.mode, driver.run(people.get(made.id))) == ("email", made)
    assert driver.run(people.count()).email == 4
    assert driver.run(people.histogram()).email.total == 4
    api = driver.run(client.components.find("API"))
    assert driver.run(people.update(made.id, component_ids=[api.id])).components == [api.id]
    assert [each.email for each in driver.run(people.list(q="new@"))] == ["new@example.org"]
    assert driver.run(people.delete(made.id)) == 200
    assert isinstance(driver.error(people.get, made.id), NotFoundError)
    assert [each.email for each in driver.run(people.list_unsubscribed())] == ["new@example.org"]


def test_export_and_import(driver: Driver, server: Server) -> None:
    """Against a real server: who was exported is there already; a table for another page is taken over."""
    client = driver.client(**server.options)
    slack = server.sandbox.add_subscriber("slack")
    rows = driver.run(client.subscribers.export())
    assert [row["email"] for row in rows if row["email"]] == [
        f"reader-{number}@example.com" for number in range(3)
    ]
    report = driver.run(client.subscribers.import_(rows))
    place = [row["id"] for row in rows].index(slack) + 1
    assert report == ImportReport(present=3, unsupported=[place])
    text = driver.run(client.subscribers.export_csv())
    other = driver.client(**{**server.options, "page_id": server.sandbox.page_ids["Second"]})
    report = driver.run(other.subscribers.import_(text))
    assert (len(report.created), report.present, report.failed) == (3, 0, {})
    assert len(driver.run(other.subscribers.list(state="all"))) == 3


def test_import_sends_only_who_is_new(driver: Driver) -> None:
    """The subscribers of all states are read once; who is there, or twice in the table, is not sent again."""
    recorder = Recorder(
        [{"id": "s0", "mode": "email", "email": "There@example.org"}], {"id": "s1", "email": "x"}
    )
    told: list[Progress] = []
    rows = [
        {"email": "there@example.org"},
        {"email": "new@example.org", "component_ids": "c1"},
        {"email": "NEW@example.org"},
        {"mode": "slack"},
        {"endpoint": "https://hook.example.org", "email": "there@example.org"},
    ]
    report = driver.run(driver.client(recorder).subscribers.import_(rows, on_progress=told.append))
    assert recorder.sent[0] == ("GET", P, {"state": "all", "limit": "100", "page": "0"}, None)
    sent = [body["subscriber"] for *_, body in recorder.sent[1:]]
    expected = [
        {"email": "new@example.org", "component_ids": ["c1"]},
        {"endpoint": "https://hook.example.org", "email": "there@example.org"},
    ]
    assert sent in (expected, expected[::-1])
    assert (len(report.created), report.present, report.unsupported) == (2, 2, [4])
    assert [(each.done, each.total) for each in told] == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("status", "kind"), [(400, BadRequestError), (409, ConflictError), (422, UnprocessableError)]
)
def test_rows_that_the_server_refuses(driver: Driver, status: int, kind: type[BaseError]) -> None:
    """A row that the server refuses is in the report, by its number, and the others go on."""

    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return httpx.Response(200, json=[])
        if b"bad" in request.content:
            return httpx.Response(status, json={"error": {"email": ["is invalid"]}})
        return httpx.Response(201, json={"id": "s"})

    rows = [{"email": "a@example.org"}, {"email": "bad@example.org"}, {"email": "b@example.org"}]
    report = driver.run(driver.client(answer).subscribers.import_(rows))
    assert len(report.created) == 2
    assert list(report.failed) == [2]
    assert isinstance(report.failed[2], kind)
    assert report.failed[2].details == {"email": ["is invalid"]}


def test_other_failures_end_an_import(driver: Driver) -> None:
    """A failure that is not the row's is raised."""
    recorder = Recorder([], 403)
    rows = [{"email": f"a{number}@example.org"} for number in range(50)]
    error = driver.error(driver.client(recorder).subscribers.import_, rows)
    assert isinstance(error, PermissionDeniedError)
    assert len(recorder.sent) < 40


@pytest.mark.parametrize("rows", ["subs.csv", "", "mail\na@example.org\n", [{"mail": "a"}]])
def test_a_wrong_table_is_refused_before_anything_is_sent(driver: Driver, rows: Any) -> None:
    """A missing file, an empty text, an unknown column: each raises InputError, and nothing is sent, nor read."""
    recorder = Recorder([])
    assert isinstance(driver.error(driver.client(recorder).subscribers.import_, rows), InputError)
    assert recorder.sent == []


def test_export_of_some(driver: Driver) -> None:
    """An export may be narrowed to one state."""
    _, sent = act(driver, "subscribers.export", answer=[], state="quarantined")
    assert sent[0][2]["state"] == "quarantined"
    text, sent = act(driver, "subscribers.export_csv", answer=[{"id": "s1", "email": "a@example.org"}])
    assert sent[0][2]["state"] == "all"
    assert text.splitlines()[1] == "s1,,a@example.org,,,,,,"
