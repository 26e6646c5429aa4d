"""Resources of status pages."""

from __future__ import annotations

import pytest

from ._calls import BODIES, Caller


@pytest.fixture
def page(call: Caller) -> str:
    """The path of a page."""
    return f"v2/status-pages/{call.make('v2/status-pages', BODIES['status_page'])}"


def _resource(**fields: object) -> dict[str, object]:
    return {**BODIES["status_page_resource"], **fields}


def test_without_a_section(call: Caller, page: str) -> None:
    """A resource goes to the first section, which a page gets if it has none."""
    first = call.attributes(f"{page}/resources/{call.make(f'{page}/resources', _resource())}")
    (section,) = call.ids(f"{page}/sections")
    assert first["status_page_section_id"] == int(section)
    call.make(f"{page}/sections", {})
    second = call.attributes(f"{page}/resources/{call.make(f'{page}/resources', _resource())}")
    assert (second["status_page_section_id"], second["position"]) == (int(section), 1)
    third = call.make(f"{page}/resources", _resource(status_page_section_id=None))
    assert call.attributes(f"{page}/resources/{third}")["status_page_section_id"] == int(section)


def test_sections_of_other_pages(call: Caller, page: str) -> None:
    """A section of another page is refused."""
    other = call.make("v2/status-pages", {**BODIES["status_page"], "subdomain": "d"})
    section = call.make(f"v2/status-pages/{other}/sections", {})
    assert call("POST", f"{page}/resources", _resource(status_page_section_id=section)).status_code == 422


def test_what_a_resource_is_about(call: Caller, page: str) -> None:
    """It needs the id of something of the team, except a manually tracked item, which has none."""
    monitor = call.monitor()
    ok = [("Monitor", monitor), ("LogsChart", "1"), ("ManuallyTrackedItem", None)]
    wrong = [("Monitor", None), ("Monitor", "1"), ("Heartbeat", monitor), ("Ghost", "1")]
    for expected, pairs in ((201, ok), (422, wrong)):
        for kind, target in pairs:
            reply = call("POST", f"{page}/resources", _resource(resource_type=kind, resource_id=target))
            assert reply.status_code == expected, (kind, target)
    manual = call.make(f"{page}/resources", _resource(resource_id=monitor))
    assert call.attributes(f"{page}/resources/{manual}")["resource_id"] is None


def test_path_and_attribute_hold_different_ids(call: Caller, page: str) -> None:
    """The id in the path is the resource's own, `resource_id` the number of what it is about."""
    monitor = call.monitor()
    made = call.make(f"{page}/resources", _resource(resource_type="Monitor", resource_id=monitor))
    assert made != monitor
    assert call.attributes(f"{page}/resources/{made}")["resource_id"] == int(monitor)
