"""All feeds of Statuspage."""

from __future__ import annotations

from uptimekit.warehouse.statuspage import FEEDS

from .._merged import Merged, misfits
from ._server import Server


def furnish(server: Server) -> None:
    """Make something for each table."""
    api = server.client.components.find("API")
    server.client.component_groups.create(name="Services", components=[api.id])
    server.client.metrics.create("self", name="Latency")
    server.incident("fire", components={api.id: "major_outage"})


def test_every_row_fits_its_table(server: Server) -> None:
    """Each value has a column, or is left out for a reason; each column that a feed adds has values."""
    furnish(server)
    for feed in FEEDS:
        assert misfits("statuspage", feed, server.client, server.span(days=5)) == (set(), set())


def test_names_are_unique() -> None:
    """Those of the feeds, of which each has a state, and those of the tables."""
    names = [each.name for each in FEEDS]
    tables = [table.name for each in FEEDS for table in each.tables]
    assert len({*names}) == len(names)
    assert len({*tables}) == len(tables)


def test_a_second_reading_on_the_same_day_costs_eight_requests(server: Server) -> None:
    """At one request a second: eight seconds, whatever the number of components."""
    furnish(server)
    merged = Merged()
    for feed in FEEDS:
        merged.read(feed, server.client, server.span())
    server.clock.advance(3600)
    server.asked()
    for feed in FEEDS:
        merged.read(feed, server.client, server.span())
    assert sum(server.asked().values()) == 8
