"""Components: one by one, by name, and many at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import httpx
import pytest

from uptimekit.statuspage import InputError, NotFoundError, Progress, UnprocessableError
from uptimekit_clients.statuspage.models import ComponentStatus

from ._support import Driver, Recorder, Server, act

P = "/v1/pages/page00000001/components"
ROWS = [
    {"id": "c1", "name": "API", "status": "operational"},
    {"id": "c2", "name": "Website", "status": "major_outage"},
    {"id": "c3", "name": "Shop", "status": "operational"},
]
USERS = {"page_access_user_ids": ["u1"]}
GROUPS = {"page_access_group_ids": ["g1"]}
CASES: list[tuple[str, tuple[Any, ...], dict[str, Any], Any, str]] = [
    # action, arguments, attributes, what is sent, class of the result
    ("get", ("c1",), {}, ("GET", f"{P}/c1", {}, None), "Component"),
    ("replace", ("c1",), {"name": "n"}, ("PUT", f"{P}/c1", {}, {"component": {"name": "n"}}), "Component"),
    ("uptime", ("c1",), {}, ("GET", f"{P}/c1/uptime", {}, None), "ComponentUptime"),
    (
        "uptime",
        ("c1",),
        {"start": date(2026, 1, 2), "end": "2026-02", "skip_related_events": True},
        (
            "GET",
            f"{P}/c1/uptime",
            {"start": "2026-01-02", "end": "2026-02", "skip_related_events": "true"},
            None,
        ),
        "ComponentUptime",
    ),
    ("add_page_access_users", ("c1", ["u1"]), {}, ("POST", f"{P}/c1/page_access_users", {}, USERS), "Component"),
    ("clear_page_access_users", ("c1",), {}, ("DELETE", f"{P}/c1/page_access_users", {}, None), "Component"),
    ("add_page_access_groups", ("c1", ["g1"]), {}, ("POST", f"{P}/c1/page_access_groups", {}, GROUPS), "Component"),
    ("clear_page_access_groups", ("c1",), {}, ("DELETE", f"{P}/c1/page_access_groups", {}, None), "Component"),
]  # fmt: skip


@pytest.mark.parametrize(("action", "args", "kwargs", "sent", "kind"), CASES)
def test_actions(driver: Driver, action: str, args: Any, kwargs: Any, sent: Any, kind: str) -> None:
    """Each action sends exactly one request, this one, and returns what the server answers, typed."""
    result, all_sent = act(driver, f"components.{action}", *args, **kwargs)
    assert all_sent == [sent]
    assert type(result).__name__ == kind
    assert result == {"id": "x"}


def _written(sent: list[Any]) -> dict[str, str]:
    assert {method for method, *_ in sent[1:]} <= {"PATCH"}
    return {path.rpartition("/")[2]: body["component"]["status"] for _, path, _, body in sent[1:]}


def test_find_reads_once(driver: Driver) -> None:
    """find() reads the components and returns the one that is meant."""
    found, sent = act(driver, "components.find", "Website", answer=ROWS)
    assert (found.id, found.status) == ("c2", "major_outage")
    assert sent == [("GET", P, {"page": "1", "per_page": "100"}, None)]
    error = driver.error(driver.client(Recorder(ROWS)).components.find, "Wiki")
    assert isinstance(error, NotFoundError)


def test_set_writes_the_differences(driver: Driver) -> None:
    """set() reads once, writes what differs and nothing else, and returns what it wrote."""
    recorder = Recorder(ROWS, {"id": "done"})
    wanted = {"API": "degraded_performance", "Website": "major_outage", "c3": ComponentStatus.MAJOR_OUTAGE}
    changed = driver.run(driver.client(recorder).components.set(wanted))
    assert _written(recorder.sent) == {"c1": "degraded_performance", "c3": "major_outage"}
    assert [each.id for each in changed] == ["done", "done"]


def test_set_what_is_so_already(driver: Driver) -> None:
    """If all is as wanted, nothing is written and nobody is told."""
    told: list[Progress] = []
    recorder = Recorder(ROWS)
    client = driver.client(recorder)
    assert driver.run(client.components.set({"Website": "major_outage"}, on_progress=told.append)) == []
    assert driver.run(client.components.set({})) == []
    assert ([method for method, *_ in recorder.sent], told) == (["GET", "GET"], [])


def test_set_writes_nothing_if_a_name_is_wrong(driver: Driver) -> None:
    """A name that is not there raises NotFoundError before anything is written."""
    recorder = Recorder(ROWS)
    error = driver.error(
        driver.client(recorder).components.set, {"API": "major_outage", "Wiki": "major_outage"}
    )
    assert isinstance(error, NotFoundError)
    assert len(recorder.sent) == 1


def test_set_tells_how_far_it_is(driver: Driver) -> None:
    """on_progress is told after each write."""
    told: list[Progress] = []
    recorder = Recorder(ROWS, {"id": "done"})
    wanted = dict.fromkeys(("API", "Website", "Shop"), "under_maintenance")
    driver.run(driver.client(recorder).components.set(wanted, on_progress=told.append))
    assert [(each.done, each.total) for each in told] == [(1, 3), (2, 3), (3, 3)]


def test_set_again_goes_on(driver: Driver, server: Server) -> None:
    """After a failure in the middle, calling again does what is left, and nothing twice."""
    client = driver.client(**server.options)
    wanted = dict.fromkeys(("API", "Website", "Shop"), "partial_outage")
    error = driver.error(client.components.set, {**wanted, "Website": ComponentStatus("broken")})
    assert isinstance(error, UnprocessableError)
    done = [each for each in driver.run(client.components.list()) if each.status == "partial_outage"]
    assert len(driver.run(client.components.set(wanted))) == 3 - len(done)
    assert driver.run(client.components.set(wanted)) == []
    assert {each.status for each in driver.run(client.components.list())} == {"partial_outage"}
    refused = 1
    assert server.sandbox.requests["update_component"] == 3 + refused


def test_set_refuses_a_wrong_status_before_anything_is_sent(driver: Driver) -> None:
    """A status that the API does not document is refused under the component's name, and not even a read is sent."""
    recorder = Recorder()
    error = driver.error(driver.client(recorder).components.set, {"API": "operational", "Shop": "outage"})
    assert type(error) is InputError
    assert str(error).startswith("statuses['Shop'] must be one of 'operational', ")
    assert recorder.requests == []


def test_a_failure_of_set_names_the_component(driver: Driver) -> None:
    """What fails in the middle says which component it was, by name and id, and what was wanted of it."""
    recorder = Recorder(ROWS, httpx.Response(422, json={"error": "Status is not included in the list"}))
    error = driver.error(driver.client(recorder).components.set, {"Shop": ComponentStatus("broken")})
    assert isinstance(error, UnprocessableError)
    assert error.__notes__ == ["while setting component 'Shop' (c3) to broken"]


def test_a_component_from_its_making_to_its_end(driver: Driver, server: Server) -> None:
    """Against a real server: created, read, changed, listed, measured, deleted, and then gone."""
    components = driver.client(**server.options).components
    made = driver.run(components.create(name="Search", description="Finds things", status="operational"))
    assert driver.run(components.get(made.id)) == made
    assert made.page_id == server.sandbox.page_id
    changed = driver.run(components.update(made.id, status="degraded_performance"))
    assert (changed.status, changed["status"], changed.name) == ("degraded_performance",) * 2 + ("Search",)
    names = {each.name for each in driver.run(components.list())}
    assert names == {"API", "Website", "Shop", "Search"}
    assert [each.name for each in driver.take(components.iter())][-1] == "Search"
    api = driver.run(components.find("API"))
    uptime = driver.run(components.uptime(api.id, start=date(2026, 1, 1), end=date(2026, 1, 10)))
    assert uptime.uptime_percentage == 100
    gone = driver.run(components.delete(made.id))
    assert gone == {"id": made.id, "page_id": server.sandbox.page_id}
    assert isinstance(driver.error(components.get, made.id), NotFoundError)


def test_paths_with_groups(driver: Driver, server: Server) -> None:
    """Against a real server: two components of one name are told apart by their groups."""
    client = driver.client(**server.options)
    ids = []
    for group in ("Europe", "America"):
        made = driver.run(client.components.create(name="Edge"))
        driver.run(client.component_groups.create(name=group, components=[made.id]))
        ids.append(made.id)
    error = driver.error(client.components.find, "Edge")
    assert "'Europe / Edge'" in str(error)
    assert "'America / Edge'" in str(error)
    changed = driver.run(client.components.set({"America / Edge": "major_outage"}))
    assert [each.id for each in changed] == [ids[1]]
    assert driver.run(client.components.find("Europe / Edge")).status == "operational"
