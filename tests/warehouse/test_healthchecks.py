"""Feeds of Healthchecks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from uptimekit.healthchecks import CheckUpdate, Client, HCAPIKeyError
from uptimekit.sandbox import HealthchecksSandbox, ManualClock, serve
from uptimekit.warehouse import groups, healthchecks
from uptimekit.warehouse.columns import columns_of

from ._readings import Yielded, keys, named, read
from ._server import span

HOUR = 3600


class Server:
    """A served sandbox with checks that have a past, and clients of it."""

    def __init__(self, sandbox: HealthchecksSandbox, clock: ManualClock, url: str) -> None:
        self.sandbox, self.clock, self.url = sandbox, clock, url
        self.project = sandbox.projects["main"]
        self.client = self.client_of(self.project.api_key)
        self.before = sandbox.requests

    def client_of(self, key: str) -> Client:
        return Client(
            key, self.project.ping_key, f"{self.url}/api/", clock=self.clock, rate_limit=None, retries=0
        )

    def read(self, feed: str, after: Yielded | None = None, **options: Any) -> Yielded:
        """Read a feed after another reading."""
        self.before = self.sandbox.requests
        client = options.pop("client", self.client)
        slices = options.pop("slices", 1_000)
        times = span(self.clock.now(), **options)
        return read(named(healthchecks.FEEDS, feed), client, times, after.state if after else None, slices)

    def asked(self) -> dict[str, int]:
        """The requests of the last reading."""
        return dict(self.sandbox.requests - self.before)

    def check(self, name: str) -> Any:
        return self.client.find_check(name)


@pytest.fixture
def server() -> Iterator[Server]:
    """Three checks with 120 pings each, of which the server keeps a hundred."""
    clock = ManualClock()
    sandbox = HealthchecksSandbox(clock=clock, checks=3, pings=120, ping_log_limit=100)
    with serve(sandbox.app) as served:
        made = Server(sandbox, clock, served.url)
        with made.client:
            yield made


def test_checks_are_known_by_their_unique_keys(server: Server) -> None:
    """Both kinds of keys give the same ids, in one request; what only one of them shows is in its rows."""
    ours = server.read("checks").of("checks")
    assert server.asked() == {"list_checks": 1}
    with server.client_of(server.project.readonly_key) as client:
        theirs = server.read("checks", client=client).of("checks")
        assert [each.unique_key for each in client.get_checks()] == [row["id"] for row in theirs]
    assert [row["id"] for row in ours] == [row["id"] for row in theirs]
    assert ours[0]["uuid"] == server.check("Job 0").uuid
    assert "uuid" not in theirs[0]


def test_channels_are_the_integrations(server: Server) -> None:
    """Each has its id, name and kind."""
    rows = server.read("channels").of("channels")
    assert {(row["name"], row["kind"]) for row in rows} == {("Ops mail", "email"), ("Hook", "webhook")}
    assert {row["id"] for row in rows} == {str(each.id) for each in server.project.channels}


@pytest.mark.parametrize("feed", ["channels", "pings"])
def test_what_a_readonly_key_does_not_show_is_left_out(
    server: Server, caplog: pytest.LogCaptureFixture, feed: str
) -> None:
    """No slice is read, so that nothing counts as deleted, and a warning says what is missing."""
    with server.client_of(server.project.readonly_key) as client:
        reading = server.read(feed, client=client)
    assert (reading.labels, reading.rows) == ([], {})
    (warning,) = caplog.messages
    assert "read-only key" in warning
    assert "read-write" in warning


def test_a_wrong_key_is_no_readonly_one(server: Server) -> None:
    """The channels are not left out in silence: the error of the server is raised."""
    with server.client_of("k" * 32) as client, pytest.raises(HCAPIKeyError):
        server.read("channels", client=client)


def test_the_flips_of_a_first_reading(server: Server) -> None:
    """They are those of the server since the beginning of the span, oldest first for each check, with a readonly key too."""
    rows = server.read("flips").of("flips")
    assert server.asked() == {"list_checks": 1, "list_flips": 3}
    for check in server.client.get_checks():
        flips = [
            (flip.timestamp, flip.up) for flip in reversed(server.client.get_check_flips(check.uuid or ""))
        ]
        id_ = next(row["id"] for row in server.read("checks").of("checks") if row["uuid"] == check.uuid)
        assert [(row["timestamp"], row["up"]) for row in rows if row["check_id"] == id_] == flips
        assert len(flips) == 5
    with server.client_of(server.project.readonly_key) as client:
        assert server.read("flips", client=client).of("flips") == rows
    since = server.clock.now() - timedelta(days=1)
    late = server.read("flips", days=1).of("flips")
    assert late == [row for row in rows if row["timestamp"] >= since]
    assert 0 < len(late) < len(rows)


def test_only_checks_that_changed_are_asked_for_flips(server: Server) -> None:
    """Nothing is asked again while nothing happens; after a failure only its check is, and the flip comes once."""
    first = server.read("flips")
    server.clock.advance(60)
    second = server.read("flips", first)
    assert (server.asked(), second.labels) == ({"list_checks": 1}, [])
    server.client.fail_ping(slug="job-1")
    third = server.read("flips", second, window=0)
    assert server.asked() == {"list_checks": 1, "list_flips": 1}
    (flip,) = third.of("flips")
    assert (flip["timestamp"], flip["up"]) == (server.clock.now(), 0)


def test_flips_within_the_window_are_read_again(server: Server) -> None:
    """A check that has changed yields those of the last days a second time, under the same keys."""
    first = server.read("flips")
    server.clock.advance(HOUR)
    server.client.success_ping(slug="job-1")
    again = server.read("flips", first, window=1)
    known = {tuple(row.items()) for row in first.of("flips")}
    assert {tuple(row.items()) for row in again.of("flips")} < known
    assert all(
        row["timestamp"] >= server.clock.now() - timedelta(days=1, hours=1) for row in again.of("flips")
    )


def test_a_flip_that_the_server_notes_late_is_found(server: Server) -> None:
    """A check that is down is asked for again, since its flip may lie before the last reading."""
    late = HealthchecksSandbox(clock=server.clock, checks=1, pings=2, alert_daemon=False)
    with serve(late.app) as served:
        other = Server(late, server.clock, served.url)
        with other.client:
            first = other.read("flips")
            server.clock.advance(2 * HOUR)
            overdue = other.read("flips", first)
            assert (other.check("Job 0").status, len(overdue.of("flips"))) == ("down", 1)
            server.clock.advance(60)
            assert late.tick() == 1
            noted = other.read("flips", overdue)
            assert [row["up"] for row in noted.of("flips")] == [1, 0]
            assert noted.of("flips")[1]["timestamp"] < server.clock.now() - timedelta(seconds=60)


def test_flips_within_one_second_are_told_apart(server: Server) -> None:
    """Each has its place within the second, oldest first."""
    server.client.fail_ping(slug="job-0")
    server.client.success_ping(slug="job-0")
    flips = [row for row in server.read("flips").of("flips") if row["timestamp"] == server.clock.now()]
    assert [(row["place"], row["up"]) for row in flips] == [(0, 0), (1, 1)]


def test_a_first_reading_of_flips_goes_on_where_it_broke_off(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a failure between two slices only the checks of the later ones are asked, and no flip of that time is missed."""
    monkeypatch.setattr(groups, "GROUP", 2)
    half = server.read("flips", slices=1)
    assert half.labels == ["checks 1 to 2 of 3"]
    server.clock.advance(60)
    server.client.fail_ping(slug="job-0")
    rest = server.read("flips", half, window=0)
    assert server.asked() == {"list_checks": 1, "list_flips": 2}
    together = set(keys(half.of("flips") + rest.of("flips"), "check_id", "timestamp", "place"))
    assert together == set(keys(server.read("flips").of("flips"), "check_id", "timestamp", "place"))


def test_the_pings_of_a_first_reading(server: Server) -> None:
    """They are those of the server, oldest first; the first row of a check says how many had been dropped."""
    rows = server.read("pings").of("pings")
    assert server.asked() == {"list_checks": 1, "list_pings": 3}
    assert len(rows) == 300
    for start in (0, 100, 200):
        mine = rows[start : start + 100]
        assert [row["n"] for row in mine] == list(range(21, 121))
        assert [row["missing_before"] for row in mine] == [20] + [None] * 99
        assert len({row["check_id"] for row in mine}) == 1
    assert {row["type"] for row in rows} == {"success", "fail", "start"}


def test_a_first_reading_of_pings_begins_with_the_span(server: Server) -> None:
    """Older pings are left out, and are not missing."""
    rows = server.read("pings", days=1).of("pings")
    since = server.clock.now() - timedelta(days=1)
    assert len(rows) == 3 * 48
    assert all(row["date"] >= since.isoformat() for row in rows)
    assert {row["missing_before"] for row in rows} == {None}


def test_only_new_pings_of_pinged_checks_are_read(server: Server) -> None:
    """Nothing is asked while no ping comes; then only the check that was pinged, and its new rows are yielded once."""
    first = server.read("pings")
    second = server.read("pings", first)
    assert (server.asked(), second.labels) == ({"list_checks": 1}, [])
    server.client.success_ping(slug="job-2")
    server.client.success_ping(slug="job-2")
    third = server.read("pings", second)
    assert server.asked() == {"list_checks": 1, "list_pings": 1}
    assert list(keys(third.of("pings"), "n", "missing_before")) == [(121, None), (122, None)]
    assert server.read("pings", third).labels == []


def test_pings_that_the_server_dropped_before_they_were_read_are_told(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    """The first row after a gap has its size, and one warning tells the sum."""
    first = server.read("pings")
    assert caplog.messages == []
    for _ in range(130):
        server.client.success_ping(slug="job-1")
    rows = server.read("pings", first).of("pings")
    assert list(keys(rows, "n", "missing_before")) == [(151, 30), *((n, None) for n in range(152, 251))]
    (warning,) = caplog.messages
    assert "30 pings of 1 checks" in warning


def test_a_ping_that_comes_while_pings_are_read_is_of_the_next_reading(server: Server) -> None:
    """It is in exactly one of the two."""
    feed, after = named(healthchecks.FEEDS, "pings"), Yielded()
    (each,) = feed.slices(server.client, {}, span(server.clock.now()))
    server.client.success_ping(slug="job-0")
    assert max(row["n"] for _, row in each.rows()) == 120
    after.state = each.state
    assert [row["n"] for row in server.read("pings", after).of("pings")] == [121]


def test_new_and_deleted_checks(server: Server) -> None:
    """A check that is deleted while it is read is skipped, and later forgotten; one that is new is read from its beginning."""
    feed = named(healthchecks.FEEDS, "pings")
    gone = server.check("Job 0").uuid
    (each,) = feed.slices(server.client, {}, span(server.clock.now()))
    server.client.delete_check(gone)
    assert len({row["check_id"] for _, row in each.rows()}) == 2
    flips = list(named(healthchecks.FEEDS, "flips").slices(server.client, {}, span(server.clock.now())))
    server.client.delete_check(server.check("Job 1").uuid)
    assert len({row["check_id"] for one in flips for _, row in one.rows()}) == 1
    server.client.success_ping(slug="new", create=True)
    after = Yielded()
    after.state = each.state
    reading = server.read("pings", after)
    assert list(keys(reading.of("pings"), "n", "missing_before")) == [(1, None)]
    assert len(reading.state["read"]) == 2


def test_settings_of_a_check_do_not_make_it_changed(server: Server) -> None:
    """A check with a new name is not asked for again."""
    pings, flips = server.read("pings"), server.read("flips")
    server.client.update_check(server.check("Job 0").uuid, CheckUpdate(name="Renamed"))
    server.read("pings", pings)
    assert "list_pings" not in server.asked()
    server.read("flips", flips)
    assert "list_flips" not in server.asked()


def test_no_column_lets_anybody_ping() -> None:
    """Without secrets no column has a UUID or an address that holds one; with them, all do."""
    columns = {
        table.name: {each.name for each in columns_of("healthchecks", table)}
        for feed in healthchecks.FEEDS
        for table in feed.tables
    }
    secret = {"uuid", "ping_url", "update_url", "pause_url", "resume_url"}
    assert not columns["checks"] & secret
    assert "body_url" not in columns["pings"]
    (checks,) = named(healthchecks.FEEDS, "checks").tables
    shown = {each.name for each in columns_of("healthchecks", checks, with_secrets=True)}
    assert shown - columns["checks"] == secret
    assert columns["flips"] == {"account", "check_id", "timestamp", "place", "up", "loaded_at"}
