"""What facades make of answers beyond reading them, with one odd value in every place of the answer, over a socket."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.runtime._kit import KEY, Driver

from uptimekit import UptimeKitError, betterstack, healthchecks, statuspage, uptimehunt

from ._facades import CHECK
from ._server import FaultServer, Wire

Serve = Callable[..., FaultServer]
Answers = list[tuple[str, Any]]
"""Pattern of method and path -> answer; the first one that fits counts."""
Path = tuple[str | int, ...]

ABSENT = object()
ODD: tuple[Any, ...] = (
    ABSENT, None, True, 5, "", "odd", [], ["odd", None, 5], {}, {"odd": None}, [[]], "9" * 5000, "http://[", 10**400,
)  # fmt: skip


def _healthchecks(driver: Driver, url: str) -> Any:
    kind: Any = healthchecks.AsyncClient if driver.asynchronous else healthchecks.Client
    return driver.keep(kind(api_key=KEY, api_url=url, ping_url=url, clock=driver.clock, retries=0))


def _statuspage(driver: Driver, url: str) -> Any:
    kind: Any = statuspage.AsyncClient if driver.asynchronous else statuspage.Client
    client = kind(api_key=KEY, page_id="page1", base_url=url, clock=driver.clock, retries=0, rate_limit=None)
    driver.keep(client.api)
    return client


def _public(driver: Driver, url: str) -> Any:
    kind: Any = statuspage.AsyncPublicPage if driver.asynchronous else statuspage.PublicPage
    page = kind(url, clock=driver.clock, retries=0)
    driver.keep(page.api)
    return page


def _uptimehunt(driver: Driver, url: str) -> Any:
    kind: Any = uptimehunt.AsyncClient if driver.asynchronous else uptimehunt.Client
    return driver.keep(
        kind(access_token="t" * 30, base_url=url, clock=driver.clock, retries=0, cache_ttl=None)
    )


def _betterstack(driver: Driver, url: str) -> Any:
    return driver.keep(betterstack.UptimeAPI(KEY, base_url=f"{url}/api/v2/", clock=driver.clock, retries=0))


def _listing(*items: Any) -> dict[str, Any]:
    return {"data": list(items), "meta": {"total": len(items), "total_pages": 1}}


FORMS = ("svg", "svg3", "json", "json3", "shields", "shields3")
BADGE = dict.fromkeys(FORMS, "https://h.example/badge/key/sig/job.json")
BADGE_STATUS = ("/badge/|/b/", {"status": "up", "total": 1, "grace": 0, "down": 0})
CHECKED = {"name": "job", "slug": "job", "uuid": CHECK, "badge_url": f"https://h.example/b/2/{CHECK}.svg"}
COMPONENT = {"id": "c1", "name": "API", "group": False, "group_id": "g1", "status": "operational"}
GROUP = {"id": "g1", "name": "Services", "group": True, "group_id": None}
SUBSCRIBER = {"id": "s1", "mode": "email", "email": "a@example.test", "components": ["c1"]}
SERVICE = {"id": 3, "name": "shop", "type": "http", "config": {"url": "https://shop.example"}}
INCIDENT = {"id": "1", "attributes": {"name": "x", "status": "Started"},
            "relationships": {"monitor": {"data": {"id": "5"}}}}  # fmt: skip
CALENDAR = {
    "id": "1",
    "attributes": {"name": "x"},
    "relationships": {"on_call_users": {"data": [{"id": "1"}]}},
}
REPORT = {"id": "9", "attributes": {"report_type": "manual", "affected_resources": [
    {"status_page_resource_id": "1", "status": "downtime"}]}}  # fmt: skip


async def _badge_of(client: Any) -> Any:
    return await client.get_check_badge_status(await client.get_check(CHECK))


def _check_badge(client: Any) -> Any:
    if isinstance(client, healthchecks.AsyncClient):
        return _badge_of(client)
    return client.get_check_badge_status(client.get_check(CHECK))


async def _summary_of(page: Any) -> Any:
    found = await page.summary()
    return found.indicator, found.is_up


def _summary(page: Any) -> Any:
    if isinstance(page, statuspage.AsyncPublicPage):
        return _summary_of(page)
    found = page.summary()
    return found.indicator, found.is_up


def _updated_reports(api: Any) -> Any:
    return [found.update("text") for found in betterstack.StatusReport.filter(api, status_page_id="1")]


STEPS: dict[str, tuple[Callable[[Driver, str], Any], Callable[[Any], Any], Answers]] = {
    "badge of a tag": (_healthchecks, lambda client: client.get_badge_status("job"),
                       [("/badges/", {"badges": {"*": BADGE, "job": BADGE}}), BADGE_STATUS]),
    "badge of a check": (_healthchecks, _check_badge, [("/checks/", CHECKED), BADGE_STATUS]),
    "check by slug": (_healthchecks, lambda client: client.get_check_by_slug("job"), [("", {"checks": [CHECKED]})]),
    "component by name": (_statuspage, lambda client: client.components.find("API"), [("", [COMPONENT, GROUP])]),
    "components to statuses": (_statuspage, lambda client: client.components.set({"API": "major_outage"}),
                               [("GET", [COMPONENT, GROUP]), ("", COMPONENT)]),
    "export of subscribers": (_statuspage, lambda client: client.subscribers.export_csv(), [("", [SUBSCRIBER] * 2)]),
    "import of subscribers": (_statuspage, lambda client: client.subscribers.import_([{"email": "b@example.test"}]),
                              [("GET", [SUBSCRIBER]), ("", SUBSCRIBER)]),
    "metric of the page's own": (_statuspage, lambda client: client.metrics.create(name="x"),
                                 [("GET", [{"id": "m1", "type": "Self"}]), ("/metrics$", {"id": "x"}), ("", {"id": "m2"})]),
    "public summary": (_public, _summary, [("", {"status": {"indicator": "none", "description": "x"}})]),
    "a service ensured": (_uptimehunt, lambda client: client.services.ensure(interval=7, **{
                              name: SERVICE[name] for name in ("name", "type", "config")}),
                          [("GET .*services/?$", _listing(SERVICE)), ("", {"data": SERVICE})]),
    "a service moved": (_uptimehunt, lambda client: client.services.move(3, 4), [("", {"data": SERVICE})]),
    "a project moved": (_uptimehunt, lambda client: client.projects.move(1, 2),
                        [("GET", _listing(*({"id": each, "order": each} for each in (1, 2, 3)))), ("", {"data": None})]),
}  # fmt: skip
OBJECTS: dict[str, tuple[Callable[[Any], Any], Answers]] = {
    "incidents": (lambda api: [(each.monitor_id, each.is_resolved) for each in betterstack.Incident.get_all_instances(api)],
                  [("", {"data": [INCIDENT] * 2})]),
    "comments": (lambda api: betterstack.Incident("1", api).comments(), [("", {"data": [INCIDENT] * 2})]),
    "on call": (lambda api: [each.on_call_users for each in betterstack.OnCallCalendar.get_all_instances(api)],
                [("", {"data": [CALENDAR] * 2})]),
    "updates of reports": (_updated_reports, [("GET .*reports$", {"data": [REPORT]}), ("GET", {"data": REPORT}),
                                              ("", {"data": {"id": "1", "attributes": {"message": "text"}}})]),
}  # fmt: skip


def _paths(value: Any, path: Path = ()) -> Iterator[Path]:
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inside:
        yield from _paths(item, (*path, key))


def _with(value: Any, path: Path, odd: Any) -> Any:
    if not path:
        return None if odd is ABSENT else odd
    found = copy.deepcopy(value)
    *above, last = path
    part = found
    for key in above:
        part = part[key]
    if odd is ABSENT:
        del part[last]
    else:
        part[last] = odd
    return found


def _mutations(answers: Answers) -> Iterator[tuple[str, Answers]]:
    for place, (pattern, answer) in enumerate(answers):
        for path in _paths(answer):
            for odd in ODD:
                changed = (pattern, _with(answer, path, odd))
                yield f"{path} {str(odd)[:30]}", [*answers[:place], changed, *answers[place + 1 :]]


def _play(serve: Serve, answers: Answers) -> tuple[FaultServer, list[Answers]]:
    """Return a server, and a list whose only item is what it answers."""
    current = [answers]

    def step(wire: Wire) -> None:
        seen = wire.read()
        target = f"{seen.method} {seen.target.partition('?')[0]}"
        body = json.dumps(next(value for pattern, value in current[0] if re.search(pattern, target))).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        wire.write(head.encode() + body)

    return serve(step), current


def _check(carry_out: Callable[[], Any], answers: Answers, current: list[Answers]) -> None:
    carry_out()  # as documented, it works
    for where, current[0] in _mutations(answers):
        try:
            carry_out()
        except UptimeKitError:
            pass  # what it says is the matter of test_hostile
        except Exception as error:
            error.add_note(f"the answer had at {where}")
            raise


@pytest.mark.parametrize("name", STEPS)
def test_one_odd_value_raises_typed_errors_only(name: str, driver: Driver, serve: Serve) -> None:
    """Whatever stands in one place of an answer, a facade's step returns or raises an error of ours."""
    build, call, answers = STEPS[name]
    server, current = _play(serve, answers)
    client = build(driver, server.url)
    _check(lambda: driver.run(call(client)), answers, current)


@pytest.mark.parametrize("name", OBJECTS)
def test_one_odd_value_in_objects_of_better_stack(name: str, serve: Serve) -> None:
    """The same for the objects of Better Stack, which there are for threads only."""
    call, answers = OBJECTS[name]
    server, current = _play(serve, answers)
    driver = Driver("sync")
    try:
        api = _betterstack(driver, server.url)
        _check(lambda: call(api), answers, current)
    finally:
        driver.finish()
