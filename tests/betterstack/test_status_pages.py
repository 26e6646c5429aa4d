"""Tests of status pages, sections, resources and groups of pages."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit.betterstack import (
    Monitor,
    NotFoundError,
    StatusPage,
    StatusPageGroup,
    StatusPageResource,
    StatusPageSection,
    UptimeAPI,
)

from ._support import Recorder, listed, mocked, one, resource

PAGE: dict[str, Any] = {
    "company_name": "Shop",
    "company_url": "https://x.example",
    "subdomain": "shop",
    "timezone": "UTC",
}


@pytest.mark.parametrize(
    ("relation", "path"),
    [("sections", "sections"), ("resources", "resources"), ("reports", "status-reports")],
)
def test_relations_are_fetched_once(relation: str, path: str) -> None:
    """Each relation of a page is asked for once; the fetch method asks again and returns what it got."""
    answer = Recorder(listed(resource(relation, 1), resource(relation, 2)), listed())
    page = StatusPage("3", mocked(answer))
    found = getattr(page, relation)
    assert [each.id for each in found] == ["1", "2"]
    assert getattr(page, relation) is found
    assert [each.generate_url() for each in found] == [f"status-pages/3/{path}/{number}" for number in (1, 2)]
    assert len(answer.requests) == 1
    assert getattr(page, f"fetch_{relation}")() == []
    assert getattr(page, relation) == []
    assert [sent[1] for sent in answer.sent] == [f"/api/v2/status-pages/3/{path}"] * 2


def test_an_empty_relation_is_not_asked_for_again() -> None:
    """A page without sections is known to have none."""
    answer = Recorder(listed())
    page = StatusPage("3", mocked(answer))
    assert page.sections == page.sections == []
    assert len(answer.requests) == 1


def test_the_life_of_a_page(api: UptimeAPI) -> None:
    """A page with a section and a resource is built, changed, found by its company's name and deleted."""
    page = StatusPage.new(api, **PAGE)
    section = StatusPageSection.new(api, status_page_id=page.id, name="Web")
    monitor = next(Monitor.get_all_instances(api))
    shown = StatusPageResource.new(
        api, status_page_id=page.id, resource_id=int(monitor.id), resource_type="Monitor", public_name="Shop"
    )
    assert page.sections == [section]
    assert [each.public_name for each in page.resources] == ["Shop"]
    shown.public_name = "Store"
    shown.save()
    assert [each.public_name for each in page.fetch_resources()] == ["Store"]
    page.custom_domain = ""
    page.history = 30
    page.save()
    found = StatusPage.find(api, name="Shop")
    assert found is not None
    assert found.history == 30
    shown.delete()
    section.delete()
    found.delete()
    with pytest.raises(NotFoundError, match="there is no"):
        StatusPage.find(api, name="Shop")


def test_groups_of_pages(api: UptimeAPI) -> None:
    """A group shows its pages, fetched once."""
    group = StatusPageGroup.new(api, name="Public", sort_index=1)
    page = StatusPage.new(api, **PAGE, status_page_group_id=int(group.id))
    assert [each.id for each in group.status_pages] == [page.id]
    assert group.status_pages is group.status_pages


@pytest.mark.parametrize(
    ("change", "sent"),
    [
        ({"resource_id": 6}, {"resource_id": 6, "resource_type": "Monitor"}),
        ({"resource_id": "5", "public_name": "Till"}, {"public_name": "Till"}),
    ],
)
def test_the_id_of_an_item_goes_with_its_kind(change: dict[str, Any], sent: dict[str, Any]) -> None:
    """A changed resource_id is sent together with its resource_type: alone it names no item."""
    answer = Recorder(one("status_page_resource", 9))
    shown = resource("status_page_resource", 9, resource_id=5, resource_type="Monitor")
    item = StatusPageResource._made(mocked(answer), ("3",), shown)
    for name, value in change.items():
        setattr(item, name, value)
    item.save()
    assert answer.sent == [("PATCH", "/api/v2/status-pages/3/resources/9", {}, sent)]
