"""The page, its components, their groups, and its metrics."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from uptimekit.warehouse.feed import Row, Table
from uptimekit.warehouse.whole_listing import WholeListing

if TYPE_CHECKING:
    from uptimekit.statuspage import Client

__all__ = ["PAGE"]

_DESIGN: Final = frozenset(
    {
        "css_blues",
        "css_body_background_color",
        "css_border_color",
        "css_font_color",
        "css_graph_color",
        "css_greens",
        "css_light_font_color",
        "css_link_color",
        "css_no_data",
        "css_oranges",
        "css_reds",
        "css_yellows",
        "email_logo",
        "favicon_logo",
        "hero_cover",
        "transactional_logo",
        "twitter_logo",
    }
)

_PAGES: Final = Table(
    name="pages",
    model="Page",
    key=("id",),
    leave_out=_DESIGN,
    secrets=frozenset({"ip_restrictions", "notifications_from_email"}),
    whole=True,
)
_COMPONENTS: Final = Table(
    name="components",
    model="Component",
    key=("id",),
    secrets=frozenset({"automation_email"}),  # a message to it sets the status
    whole=True,
)
_GROUPS: Final = Table(name="component_groups", model="ComponentGroup", key=("id",), whole=True)
_METRICS: Final = Table(name="metrics", model="Metric", key=("id",), whole=True)


def _rows(client: Client) -> Iterator[tuple[Table, Row]]:
    yield _PAGES, client.page.get()
    for component in client.components.iter():
        yield _COMPONENTS, component
    for group in client.component_groups.iter():
        yield _GROUPS, group
    for metric in client.metrics.iter():
        yield _METRICS, metric


PAGE: Final = WholeListing("page", (_PAGES, _COMPONENTS, _GROUPS, _METRICS), _rows)
