"""Feeds of UptimeHunt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from uptimekit.sandbox import Fault, ManualClock, UptimeHuntSandbox, serve
from uptimekit.uptimehunt import Client
from uptimekit.warehouse import groups, uptimehunt
from uptimekit.warehouse.columns import columns_of
from uptimekit.warehouse.feed_reading import FeedReading

from ._jobs import load_reading, pipeline, rows
from ._readings import Yielded, keys, named, read
from ._server import span

START = datetime(2026, 1, 12, 9, tzinfo=UTC)
MINUTE = 60
HOUR = 3600
MEASURED = ("checks", "errors", "response_times", "uptime")


class Server:
    """A served sandbox with three services, and a client of it."""

    def __init__(self, sandbox: UptimeHuntSandbox, clock: ManualClock, url: str) -> None:
        self.sandbox, self.clock = sandbox, clock
        self.client = Client(
            sandbox.email, sandbox.password, base_url=url, clock=clock, rate_limit=None, retries=0
        )
        self.before = sandbox.requests

    def read(self, feed: str, after: Yielded | None = None, slices: int = 1_000, **options: Any) -> Yielded:
        """Read a feed after another reading."""
        self.before = self.sandbox.requests
        times = span(self.clock.now(), **options)
        return read(named(uptimehunt.FEEDS, feed), self.client, times, after.state if after else None, slices)

    def asked(self) -> dict[str, int]:
        """The requests of the last reading, without the renewals of tokens."""
        asked = self.sandbox.requests - self.before
        return {name: count for name, count in asked.items() if name not in ("login", "refresh")}


@pytest.fixture
def server() -> Iterator[Server]:
    """Three services, watched for 30 days."""
    clock = ManualClock()
    sandbox = UptimeHuntSandbox(clock=clock, services=3)
    with serve(sandbox.app) as served:
        made = Server(sandbox, clock, f"{served.url}{sandbox.base_path}")
        with made.client:
            yield made


def test_services_and_projects_are_listed(server: Server) -> None:
    """Each is a row, in one request."""
    (project,) = server.read("projects").of("projects")
    assert (project["name"], project["service_count"]) == ("Sites", 3)
    assert server.asked() == {"list_projects": 1}
    rows = server.read("services").of("services")
    assert server.asked() == {"list_services": 1}
    assert [row["id"] for row in rows] == [1, 2, 3]
    assert {(row["status"], row["project_id"]) for row in rows} == {("operational", project["id"])}


def test_the_configuration_of_a_service_is_public_in_columns_of_its_own(server: Server) -> None:
    """The target has no query, in which keys may be; the whole configuration, with its headers, is a secret column."""
    secret = "s3cr3t-token"
    url = f"https://shop.example.com/health?key={secret}"
    config = {
        "url": url, "method": "POST", "expected_status_code": 204, "timeout": 10,
        "auth_type": "bearer", "headers": [{"name": "Authorization", "value": secret}],
    }  # fmt: skip
    server.client.services.create(name="Shop", type="http", config=config)
    server.client.services.create(name="Router", type="ping", config={"ip": "192.0.2.7"})
    shop, router = server.read("services").of("services")[3:]
    (table,) = named(uptimehunt.FEEDS, "services").tables
    public = {each.name for each in columns_of("uptimehunt", table)}
    shown = {name: value for name, value in shop.items() if name in public}
    assert secret not in str(shown)
    assert (shown["target"], shown["method"]) == ("https://shop.example.com/health", "POST")
    assert (shown["expected_status_code"], shown["timeout"], shown["auth_type"]) == (204, 10, "bearer")
    assert shop["config"]["headers"][0]["value"] == secret
    assert "config" in {each.name for each in columns_of("uptimehunt", table, with_secrets=True)}
    assert (router["target"], router["method"]) == ("192.0.2.7", None)


def test_the_last_checks_of_a_service(server: Server) -> None:
    """Each has its service, and the probe in columns of its own."""
    rows = server.read("checks").of("checks")
    assert server.asked() == {"list_services": 1, "list_service_checks": 3}
    assert len(rows) == 90
    assert len(set(keys(rows, "service_id", "timestamp", "probe_hostname"))) == 90
    (newest, *_) = server.client.services.list_checks(2)
    row = next(row for row in rows if row["service_id"] == 2)
    assert newest.probe is not None
    assert (row["probe_hostname"], row["probe_city"]) == (newest.probe.hostname, newest.probe.city)
    assert row["response_time"] == newest.response_time


def test_errors_are_read_until_an_older_page(server: Server) -> None:
    """The first reading has all of the span; the next one asks for pages until one ends before the window."""
    server.sandbox.set_service_status(1, "down")
    server.clock.advance(12 * HOUR)  # 145 failed checks, one at each end
    first = server.read("errors")
    assert server.asked() == {"list_services": 1, "list_service_errors": 4}
    assert len(first.of("errors")) == 145
    assert {(row["service_id"], row["error"]) for row in first.of("errors")} == {
        (1, "The service did not answer in time")
    }
    server.clock.advance(10 * MINUTE)
    second = server.read("errors", first, window=0)
    assert server.asked() == {"list_services": 1, "list_service_errors": 3}
    new = {row["at"] for row in second.of("errors")} - {row["at"] for row in first.of("errors")}
    assert len(new) == 2
    assert len(server.read("errors", days=0.25).of("errors")) == 73


def test_errors_that_are_not_newest_first_are_all_read(server: Server) -> None:
    """The vendor documents no order: where the oldest come first, no page is left out."""
    body = b'{"data": [{"time": 1768200000, "message": "a"}, {"time": 1768208399, "message": "b"}, {"odd": true}]}'
    server.sandbox.faults.add(Fault(status=200, body=body, match="GET /api/v1/services/1/errors"))
    rows = [row for row in server.read("errors").of("errors") if row["service_id"] == 1]
    assert [(row["error"], row["at"]) for row in rows] == [
        ("a", datetime.fromtimestamp(1768200000, UTC)),
        ("b", datetime.fromtimestamp(1768208399, UTC)),
        (None, None),
    ]
    assert len({row["id"] for row in rows}) == 3
    assert rows == [row for row in server.read("errors").of("errors") if row["service_id"] == 1]


def test_response_times_are_those_of_the_servers_period(server: Server) -> None:
    """Means in milliseconds by the time of their bucket; those before the span are left out."""
    rows = server.read("response_times").of("response_times")
    assert server.asked() == {"list_services": 1, "get_response_times": 3}
    series = server.client.metrics.response_time_series(3)
    mine = [(row["at"], row["milliseconds"]) for row in rows if row["service_id"] == 3]
    assert mine == [(point.at, point.value) for point in series]
    assert all(
        row["at"] >= START - timedelta(hours=2)
        for row in server.read("response_times", days=1 / 12).of("response_times")
    )


def test_uptime_is_read_once_a_day(server: Server) -> None:
    """A row has the day of its reading and the server's period; the next one is of another day."""
    first = server.read("uptime")
    assert server.asked() == {"list_services": 1, "get_uptime": 3}
    row = first.of("uptime")[0]
    assert (row["service_id"], row["day"], row["period"]) == (1, START.date(), "30d")
    assert row["uptime_percentage"] == 100
    server.clock.set(START.replace(hour=23, minute=59))
    same = server.read("uptime", first)
    assert server.asked() == {"list_services": 1}
    assert same.labels == []
    server.clock.advance(HOUR)
    assert {row["day"] for row in server.read("uptime", first).of("uptime")} == {datetime(2026, 1, 13).date()}


@pytest.mark.parametrize("feed", ["checks", "errors", "response_times"])
def test_a_service_is_asked_again_after_its_next_check(server: Server, feed: str) -> None:
    """Before that there is nothing new, and nothing is asked but the list of services."""
    first = server.read(feed)
    server.clock.advance(299)
    assert (server.read(feed, first).labels, server.asked()) == ([], {"list_services": 1})
    server.clock.advance(1)
    assert server.read(feed, first).labels == ["services 1 to 3 of 3"]


@pytest.mark.parametrize("feed", MEASURED)
def test_a_disabled_service_is_asked_once_more(server: Server, feed: str) -> None:
    """What was measured until it was disabled is read, and then it is left alone until it is enabled."""
    first = server.read(feed)
    server.client.services.set_enabled(1, False)
    server.clock.advance(24 * HOUR)
    second = server.read(feed, first)
    assert second.labels == ["services 1 to 3 of 3"]
    server.clock.advance(24 * HOUR)
    third = server.read(feed, second)
    assert third.labels == ["services 1 to 2 of 2"]
    server.client.services.set_enabled(1, True)
    server.clock.advance(24 * HOUR)
    assert server.read(feed, third).labels == ["services 1 to 3 of 3"]


@pytest.mark.parametrize("feed", MEASURED)
def test_a_reading_goes_on_where_it_broke_off(
    server: Server, monkeypatch: pytest.MonkeyPatch, feed: str
) -> None:
    """After a failure between two slices only the services of the later ones are asked."""
    monkeypatch.setattr(groups, "GROUP", 2)
    half = server.read(feed, slices=1)
    rest = server.read(feed, half)
    assert rest.labels == ["services 1 to 1 of 1"]
    both = half.of(feed) + rest.of(feed)
    assert both == server.read(feed).of(feed)


@pytest.mark.parametrize("feed", ["errors", "response_times"])
def test_an_answer_in_another_form_is_left_out_with_a_warning(
    server: Server, caplog: pytest.LogCaptureFixture, feed: str
) -> None:
    """The other services are read all the same."""
    server.sandbox.set_service_status(2, "down")
    server.clock.advance(HOUR)
    server.sandbox.faults.add(Fault(status=200, body=b'{"data": 7}', match="GET /api/v1/services/1/"))
    rows = server.read(feed).of(feed)
    assert {1} < {1} | {row["service_id"] for row in rows}
    assert 1 not in {row["service_id"] for row in rows}
    (warning,) = caplog.messages
    assert f"{feed} of service 1 are left out" in warning


@pytest.mark.parametrize("feed", MEASURED)
def test_a_service_that_is_deleted_meanwhile_is_skipped(server: Server, feed: str) -> None:
    """The others are read, and the state forgets it in the next reading."""
    (each,) = named(uptimehunt.FEEDS, feed).slices(server.client, {}, span(server.clock.now()))
    server.client.services.delete(1)
    assert {row["service_id"] for _, row in each.rows()} <= {2, 3}
    after = Yielded()
    after.state = each.state
    server.clock.advance(24 * HOUR)
    assert set(server.read(feed, after).state["read"]) == {"2", "3"}


def test_every_feed_has_columns() -> None:
    """The tables name models and fields that there are, and no column is of a probe or an entry as it came."""
    for feed in uptimehunt.FEEDS:
        for table in feed.tables:
            names = {each.name for each in columns_of("uptimehunt", table)}
            assert {"account", "loaded_at", *table.key} <= names
            assert not names & {"config", "entry", "probe", "project"}


def test_every_row_is_in_the_warehouse(
    server: Server, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A load of all feeds has as many rows as they yield, and no value that does not fit its column."""
    server.sandbox.set_service_status(1, "down")
    server.clock.advance(HOUR)
    made, times = pipeline(tmp_path), span(server.clock.now())
    for feed in uptimehunt.FEEDS:
        load_reading(made, FeedReading("uptimehunt", feed, server.client, "main", times))
        expected = len(server.read(feed.name).of(feed.name))
        assert rows(tmp_path, f"SELECT count(*) FROM uptimehunt_{feed.name}") == [(expected,)]
        assert expected > 0
    assert rows(
        tmp_path, "SELECT count(response_time), count(DISTINCT probe_city) > 1 FROM uptimehunt_checks"
    ) == [(77, True)]
    assert caplog.messages == []
