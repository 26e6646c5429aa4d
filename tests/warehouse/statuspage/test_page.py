"""The page and what it has."""

from __future__ import annotations

from uptimekit.warehouse.statuspage.page import PAGE

from .._merged import Merged
from ._server import Server


def test_a_page_comes_with_its_components_groups_and_metrics(server: Server) -> None:
    """A request each."""
    api = server.client.components.find("API")
    group = server.client.component_groups.create(name="Services", components=[api.id])
    metric = server.client.metrics.create("self", name="Latency")
    server.asked()
    merged = Merged()
    merged.read(PAGE, server.client, server.span())
    assert server.asked() == {
        "get_page": 1,
        "list_components": 1,
        "list_component_groups": 1,
        "list_metrics": 1,
    }
    assert merged.column("pages", "id") == [server.sandbox.page_id]
    assert sorted(merged.column("components", "name")) == ["API", "Services", "Website"]
    assert merged.column("component_groups", "components") == [[api.id]]
    assert merged.column("component_groups", "id") == [group.id]
    assert merged.column("metrics", "id") == [metric.id]


def test_addresses_are_among_the_secrets(server: Server) -> None:
    """A message to the address of a component sets its status; no table is one of people."""
    secrets = {each.name: each.secrets for each in PAGE.tables}
    assert secrets["components"] == {"automation_email"}
    assert "notifications_from_email" in secrets["pages"]
    server.client.subscribers.create(email="ann@example.org")
    merged = Merged()
    merged.read(PAGE, server.client, server.span())
    assert "ann@example.org" not in str([merged.rows(each.name) for each in PAGE.tables])
