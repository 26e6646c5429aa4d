"""Bulk work within the published limit: nothing refused, nothing lost, and no time wasted."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from uptimekit import Event, RateLimit
from uptimekit._runtime.events import Answered
from uptimekit.sandbox import StatuspageSandbox, serve
from uptimekit.statuspage import Client, Progress

from ._clocks import SharedClock
from ._support import Driver

LIMIT = RateLimit(60, 60)  # what is published, and what the sandbox keeps to
UPDATES = 200
WORKERS = 8
SHORTEST = 180.0  # 60 at once, then 60 more each minute


class Work:
    """The sandbox with its limit on, a clock for all, and what was seen of the work."""

    def __init__(self, url: str, sandbox: StatuspageSandbox, clock: SharedClock) -> None:
        self.url, self.sandbox, self.clock = url, sandbox, clock
        self.left = UPDATES
        self.told: list[Progress] = []
        self.refused = 0

    def options(self, limit: RateLimit | None) -> dict[str, Any]:
        """Options of a client with this limit; without one its calls still pause together after a refusal."""
        limited = {} if limit is None else {"rate_limit": limit}
        return {
            "api_key": self.sandbox.api_key,
            "page_id": self.sandbox.page_id,
            "base_url": self.url,
            "clock": self.clock,
            "hooks": [self.watch],
            **limited,
        }

    def watch(self, event: Event) -> None:
        if isinstance(event, Answered) and event.status_code in (420, 429):
            self.refused += 1

    def on_progress(self, progress: Progress) -> None:
        self.told.append(progress)
        self.left = progress.total - progress.done
        self.clock.fewer()

    @property
    def names(self) -> list[str]:
        return [f"c{number}" for number in range(UPDATES)]

    @property
    def down(self) -> int:
        """How many components are down."""
        with Client(api_key=self.sandbox.api_key, page_id=self.sandbox.page_id, base_url=self.url) as client:
            self.clock.elapsed += 120
            return len([each for each in client.components.list() if each.status == "major_outage"])


@pytest.fixture
def work(request: pytest.FixtureRequest) -> Iterator[Work]:
    """Two hundred components behind a limit that answers with 420, or with the status that a test asks for."""
    made: list[Work] = []
    clock = SharedClock(lambda: min(WORKERS, made[0].left))
    names = [f"c{number}" for number in range(UPDATES)]
    sandbox = StatuspageSandbox(
        clock=clock, components=names, rate_limit=True, rate_limit_status=getattr(request, "param", 420)
    )
    with serve(sandbox.app) as server:
        made.append(Work(server.url, sandbox, clock))
        yield made[0]


def _set_all(driver: Driver, work: Work, limit: RateLimit | None) -> list[Any]:
    client = driver.client(**work.options(limit))
    wanted = dict.fromkeys(work.names, "major_outage")
    changed: list[Any] = driver.run(client.components.set(wanted, on_progress=work.on_progress))
    return changed


def test_the_limit_is_kept_and_used_up(driver: Driver, work: Work) -> None:
    """200 updates from 8 workers: none is refused, and they take at most 5 % more than the limit makes them."""
    changed = _set_all(driver, work, LIMIT)
    assert len(changed) == UPDATES
    assert work.sandbox.requests["update_component"] == UPDATES
    assert work.refused == 0
    assert SHORTEST <= work.clock.elapsed <= SHORTEST * 1.05
    assert work.down == UPDATES


@pytest.mark.parametrize("work", [420, 429], indirect=True)
def test_retry_after_alone_is_enough(driver: Driver, work: Work) -> None:
    """Without a limit of its own a client lives on what the server says: all is done, and nobody sees a refusal."""
    changed = _set_all(driver, work, None)
    assert len(changed) == UPDATES
    assert work.refused > 0
    assert work.sandbox.requests["update_component"] == UPDATES + work.refused
    assert work.clock.elapsed < SHORTEST * 2
    assert work.down == UPDATES


def test_progress_tells_how_long_it_takes(driver: Driver, work: Work) -> None:
    """From the first minute on the time that is left is told within the minute that it really takes."""
    ends: list[tuple[float, Progress]] = []
    tell = work.on_progress

    def watched(progress: Progress) -> None:
        ends.append((work.clock.elapsed, progress))
        tell(progress)

    work.on_progress = watched  # type: ignore[method-assign]
    _set_all(driver, work, LIMIT)
    assert [(each.done, each.total) for each in work.told] == [
        (done, UPDATES) for done in range(1, UPDATES + 1)
    ]
    end = ends[-1][0]
    for at, progress in ends:
        assert abs(at + progress.seconds_left - end) <= 61, progress
    assert work.told[0].seconds_left > 100
    assert work.told[-1].seconds_left == 0


def test_clients_of_one_key_share_the_limit(work: Work) -> None:
    """Eight threads with a client each are held to one limit together, since they use one key."""
    with Client(**work.options(LIMIT)) as reader:
        ids = [each.id or "" for each in reader.components.list()]
    lock = threading.Lock()
    failures: list[BaseException] = []

    def update(mine: list[str]) -> None:
        try:
            with Client(**work.options(LIMIT)) as client:
                for one in mine:
                    client.components.update(one, status="major_outage")
        except BaseException as error:  # a thread's own errors are seen by nobody
            failures.append(error)
        finally:
            with lock:
                busy.discard(threading.current_thread())
                work.left = len(busy)
            work.clock.fewer()

    threads = [threading.Thread(target=update, args=[ids[first::WORKERS]]) for first in range(WORKERS)]
    busy = set(threads)
    work.left = len(busy)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert work.refused == 0
    assert SHORTEST <= work.clock.elapsed <= SHORTEST * 1.05
    assert work.down == UPDATES


def test_nobody_waits_who_does_not_have_to(driver: Driver, work: Work) -> None:
    """As many requests as the limit allows at once go at once."""
    client = driver.client(**work.options(LIMIT))
    work.left = 50
    wanted = dict.fromkeys(work.names[:50], "major_outage")
    assert len(driver.run(client.components.set(wanted))) == 50
    assert work.clock.elapsed == 0
