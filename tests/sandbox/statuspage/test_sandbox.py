"""The sandbox as an object, and served on a port."""

from __future__ import annotations

import threading

import httpx
import pytest

from uptimekit.sandbox import Fault, ManualClock, StatuspageSandbox, SystemClock, serve

from ._calls import Caller


def test_reset_goes_back_to_the_beginning(clock: ManualClock) -> None:
    """After a reset the first resources are there, the key is the same, and ids begin again."""
    call = Caller(StatuspageSandbox(clock=clock, components=["A"], incidents=2, subscribers=2))
    key, before = call.sandbox.api_key, call.get("incidents")
    first = call.component()
    call("DELETE", f"incidents/{before[0]['id']}")
    call.sandbox.faults.add(Fault(status=500))
    call.sandbox.reset()
    assert not call.sandbox.requests
    assert call.sandbox.api_key == key
    assert call.get("incidents") == before
    assert call.component() == first


def test_the_seed_fixes_everything(clock: ManualClock) -> None:
    """The same seed makes the same sandbox, another one another."""
    first, same, other = (StatuspageSandbox(clock=clock, seed=seed) for seed in (1, 1, 2))
    assert (first.api_key, first.page_id) == (same.api_key, same.page_id)
    assert first.api_key != other.api_key
    assert first.page_id != other.page_id


def test_reset_forgets_the_limit(clock: ManualClock) -> None:
    """After a reset sixty requests are let through again."""
    call = Caller(StatuspageSandbox(clock=clock, rate_limit=True))
    for _ in range(60):
        call("GET", "/v1/pages")
    call.sandbox.reset()
    assert call("GET", "/v1/pages").status_code == 200


def test_requests_is_a_copy(call: Caller) -> None:
    """Changing the returned counts changes nothing."""
    call.sandbox.requests["list_pages"] += 1
    assert not call.sandbox.requests


def test_default_clock_is_the_machines() -> None:
    """Without a clock a sandbox lives in real time."""
    assert isinstance(StatuspageSandbox().clock, SystemClock)


def test_a_sandbox_needs_a_page() -> None:
    """Without a page there would be nothing to ask for."""
    with pytest.raises(ValueError, match="needs a page"):
        StatuspageSandbox(pages=[])


def test_pages_by_name(clock: ManualClock) -> None:
    """The ids of all pages are known by name; the first one is the page, and the foreign one is not among them."""
    sandbox = StatuspageSandbox(clock=clock, pages=["Shop", "Bank"])
    assert list(sandbox.page_ids) == ["Shop", "Bank"]
    assert sandbox.page_ids["Shop"] == sandbox.page_id
    assert sandbox.foreign_page_id not in sandbox.page_ids.values()
    assert Caller(sandbox).ids("/v1/pages") == list(sandbox.page_ids.values())


def test_paths(sandbox: StatuspageSandbox) -> None:
    """A caller learns where both APIs are."""
    assert sandbox.manage_path == "/v1"
    assert sandbox.public_path() == f"/public/{sandbox.page_id}/api/v2"
    assert sandbox.public_path("other") == "/public/other/api/v2"


def test_faults_come_before_everything(call: Caller) -> None:
    """A fault answers in the provider's place and is not counted as a request."""
    call.sandbox.faults.add(Fault(status=503, match="POST /v1/pages/", times=1))
    body = {"component": {"name": "Checkout"}}
    assert [call("POST", "components", body).status_code for _ in range(2)] == [503, 201]
    assert call.sandbox.requests == {"create_component": 1}


@pytest.mark.parametrize("mode", ["slack", "teams", "integration_partner"])
def test_subscribers_that_the_api_cannot_create(call: Caller, mode: str) -> None:
    """Those of other programs are added by hand, and are active."""
    made = call.sandbox.add_subscriber(mode)
    shown = call.get(f"subscribers?type={mode}")
    assert [one["id"] for one in shown] == [made]
    assert (shown[0]["workspace_name"] is not None) is (mode == "slack")


def test_subscribers_that_the_api_can_create(sandbox: StatuspageSandbox) -> None:
    """Those by e-mail, SMS and webhook are not added by hand, and none to a page that is not there."""
    with pytest.raises(ValueError, match="created with the API"):
        sandbox.add_subscriber("email")
    with pytest.raises(LookupError):
        sandbox.add_subscriber("slack", "nowhere")


def test_confirming_and_quarantine(call: Caller) -> None:
    """A subscriber can be let confirm, and messages to one be let fail, on a page and on an incident."""
    made = call.subscriber(skip_confirmation_notification=False)
    path = f"subscribers/{made['id']}"
    assert call.ids("subscribers") == []
    call.sandbox.confirm_subscriber(made["id"])
    assert call.ids("subscribers") == [made["id"]]
    call.sandbox.quarantine_subscriber(made["id"])
    shown = call.get(path)
    assert (shown["quarantined_at"], shown["purge_at"]) == ("2026-01-12T09:00:00Z", "2026-02-11T09:00:00Z")
    there = f"incidents/{call.incident()['id']}/subscribers"
    other = call.ok("POST", there, {"subscriber": {"email": "reader@example.com"}})
    call.sandbox.quarantine_subscriber(other["id"])
    assert call.get(f"{there}/{other['id']}")["quarantined_at"] == "2026-01-12T09:00:00Z"


def test_unknown_ids(sandbox: StatuspageSandbox) -> None:
    """What is not there is a LookupError."""
    for ask in (sandbox.confirm_subscriber, sandbox.quarantine_subscriber, sandbox.metric_points):
        with pytest.raises(LookupError):
            ask("nothing")


def test_tick_without_a_request(call: Caller, clock: ManualClock) -> None:
    """Maintenance can be let begin without a request."""
    planned = {"scheduled_for": "2026-01-12T10:00:00Z", "scheduled_until": "2026-01-12T11:00:00Z"}
    call.incident(**planned, scheduled_auto_in_progress=True)
    assert call.sandbox.tick() == 0
    clock.advance(3600)
    assert [call.sandbox.tick() for _ in range(2)] == [1, 0]


def test_served_on_a_port(sandbox: StatuspageSandbox) -> None:
    """Both APIs work over a real socket, and so does a DELETE with a body."""
    auth = {"Authorization": f"OAuth {sandbox.api_key}"}
    with serve(sandbox.app) as server, httpx.Client(headers=auth) as http:
        page = f"{server.url}{sandbox.manage_path}/pages/{sandbox.page_id}"
        made = http.post(f"{page}/components", json={"component": {"name": "Checkout"}}).json()
        group = http.post(
            f"{page}/page_access_groups",
            json={"page_access_group": {"name": "G", "component_ids": [made["id"]]}},
        ).json()
        there = f"{page}/page_access_groups/{group['id']}/components"
        left = http.request("DELETE", there, json={"component_ids": [made["id"]]}).json()
        assert left["component_ids"] == []
        public = httpx.get(f"{server.url}{sandbox.public_path()}/components.json").json()
        assert made["id"] in [one["id"] for one in public["components"]]
        gone = http.delete(f"{page}/components/{made['id']}.json")
        assert (gone.status_code, gone.content) == (204, b"")


def test_parallel_requests_all_count(sandbox: StatuspageSandbox) -> None:
    """Requests from several threads at once all reach the state, each under an id of its own."""
    auth = {"Authorization": f"OAuth {sandbox.api_key}"}

    def create(url: str) -> None:
        with httpx.Client(headers=auth) as http:
            for _ in range(10):
                http.post(f"{url}/v1/pages/{sandbox.page_id}/components", json={"component": {"name": "C"}})

    with serve(sandbox.app) as server:
        threads = [threading.Thread(target=create, args=(server.url,)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(set(Caller(sandbox).ids("components"))) == 42
