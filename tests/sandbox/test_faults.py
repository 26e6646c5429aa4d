"""Which request meets which fault."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import Fault, Faults, ManualClock, RateLimit


@pytest.fixture
def faults(clock: ManualClock) -> Faults:
    """No faults yet."""
    return Faults(clock, seed=7)


def _statuses(faults: Faults, count: int, method: str = "GET", path: str = "/x") -> list[int | None]:
    planned = [faults.plan(method, path).fault for _ in range(count)]
    return [None if fault is None else fault.status for fault in planned]


def test_without_faults_nothing_is_planned(faults: Faults) -> None:
    """A request passes when nothing is armed."""
    assert faults.plan("GET", "/").fault is None
    assert not faults.injected


def test_times_is_a_limit(faults: Faults) -> None:
    """A fault for two requests leaves the third alone."""
    faults.add(Fault(status=503, times=2))
    assert _statuses(faults, 3) == [503, 503, None]


def test_first_fault_wins_and_the_next_takes_over(faults: Faults) -> None:
    """Faults are met in the order in which they were added."""
    faults.add(Fault(status=500, times=1), Fault(status=502, times=1))
    assert _statuses(faults, 3) == [500, 502, None]


@pytest.mark.parametrize(
    ("match", "hits"),
    [
        ("", {("GET", "/ping/a"), ("POST", "/ping/a"), ("POST", "/api/v3/checks/")}),
        ("POST", {("POST", "/ping/a"), ("POST", "/api/v3/checks/")}),
        ("post", {("POST", "/ping/a"), ("POST", "/api/v3/checks/")}),
        ("/ping/", {("GET", "/ping/a"), ("POST", "/ping/a")}),
        ("POST /ping/", {("POST", "/ping/a")}),
        ("DELETE", set()),
    ],
)
def test_match_is_a_method_a_path_or_both(faults: Faults, match: str, hits: set[tuple[str, str]]) -> None:
    """Only requests with the method and the beginning of the path are hit."""
    faults.add(Fault(status=500, match=match))
    requests = [("GET", "/ping/a"), ("POST", "/ping/a"), ("POST", "/api/v3/checks/")]
    assert {request for request in requests if faults.plan(*request).fault} == hits


def test_share_is_drawn_from_the_seed(clock: ManualClock) -> None:
    """The same seed hits the same requests, another seed others, and about the share asked for."""

    def drawn(seed: int) -> list[int | None]:
        faults = Faults(clock, seed)
        faults.add(Fault(status=500, share=0.3))
        return _statuses(faults, 400)

    assert drawn(1) == drawn(1) != drawn(2)
    assert 80 < drawn(1).count(500) < 160


@pytest.mark.parametrize(("share", "hits"), [(0.0, 0), (1.0, 50)])
def test_share_at_its_ends(faults: Faults, share: float, hits: int) -> None:
    """A share of 0 hits nothing and a share of 1 everything."""
    faults.add(Fault(status=500, share=share))
    assert _statuses(faults, 50).count(500) == hits


def test_latencies_add_up_and_do_not_end_the_search(faults: Faults) -> None:
    """Two waits and a status all apply to one request, and what follows the status does not."""
    faults.add(Fault(latency=1), Fault(latency=2), Fault(status=500, latency=4), Fault(latency=8))
    injection = faults.plan("GET", "/")
    assert injection.latency == 7
    assert injection.fault is not None
    assert injection.fault.status == 500


def test_injected_counts_by_kind(faults: Faults) -> None:
    """Each injection is counted under what it did, misses are not."""
    faults.add(Fault(latency=1), Fault(drop="after", times=1), Fault(status=500, times=1))
    _statuses(faults, 3)
    assert faults.injected == {"latency": 3, "drop after": 1, "status 500": 1}


def test_injected_is_a_copy(faults: Faults) -> None:
    """Changing the returned counts changes nothing."""
    faults.injected["status 500"] += 1
    assert not faults.injected


def test_clear_starts_afresh(faults: Faults) -> None:
    """After clearing, no fault is left, no count, and the draws begin again."""
    faults.add(Fault(status=500, share=0.5))
    first = _statuses(faults, 30)
    faults.clear()
    assert not faults.injected
    assert _statuses(faults, 3) == [None] * 3
    faults.add(Fault(status=500, share=0.5))
    assert _statuses(faults, 30) == first


def test_rate_limit_follows_the_clock(faults: Faults, clock: ManualClock) -> None:
    """Over the limit is 429 until the window has moved on; refused requests do not prolong it."""
    faults.add(RateLimit(limit=2, seconds=60, match=""))
    assert _statuses(faults, 3) == [None, None, 429]
    clock.advance(59)
    assert _statuses(faults, 1) == [429]
    clock.advance(1)
    assert _statuses(faults, 3) == [None, None, 429]
    assert faults.injected == {"status 429": 3}


def test_rate_limit_matches_the_management_api_by_default(faults: Faults) -> None:
    """Pings are neither counted nor refused."""
    faults.add(RateLimit(limit=0, headers={"Retry-After": "5"}))
    assert _statuses(faults, 1, path="/ping/x") == [None]
    refused = faults.plan("GET", "/api/v3/checks/").fault
    assert refused is not None
    assert refused.headers == {"Retry-After": "5"}


def test_a_fault_must_do_something() -> None:
    """A fault without status, drop or latency is an error, and so are two ends at once and odd shares."""
    with pytest.raises(ValueError, match="needs a status"):
        Fault()
    with pytest.raises(ValueError, match="not both"):
        Fault(status=500, drop="before")
    with pytest.raises(ValueError, match="between 0 and 1"):
        Fault(status=500, share=1.5)
