"""Status pages: sections, resources with their days, reports with their updates."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from uptimekit.warehouse.each_item import GONE, answers, unless_refused
from uptimekit.warehouse.feed import Row, Slice, Span, Table
from uptimekit.warehouse.whole_listing import WholeListing

from .resource_rows import resource_row, without_addresses

if TYPE_CHECKING:
    from uptimekit.betterstack import UptimeAPI
    from uptimekit_clients.betterstack.models import StatusReport, StatusUpdate

__all__ = ["STATUS_PAGES", "STATUS_REPORTS"]

_WELL: Final = ("operational", "resolved")  # states of a report that is over

_PAGES: Final = Table(
    name="status_pages",
    model="StatusPageAttributes",
    key=("id",),
    columns={"id": "text", "status_page_group_id": "text", "organization_id": "text"},
    leave_out=frozenset({"custom_css", "custom_javascript", "announcement_embed_css"}),
    whole=True,
)
_SECTIONS: Final = Table(
    name="status_page_sections",
    model="StatusPageSectionAttributes",
    key=("id",),
    columns={"id": "text", "status_page_id": "text"},
    whole=True,
)
_RESOURCES: Final = Table(
    name="status_page_resources",
    model="StatusPageResourceAttributes",
    key=("id",),
    columns={
        "id": "text",
        "status_page_id": "text",
        "status_page_section_id": "text",
        "resource_id": "text",
    },
    leave_out=frozenset({"status_history"}),
    whole=True,
)
_DAYS: Final = Table(
    name="status_page_resource_days",
    model="StatusHistoryDay",
    key=("status_page_resource_id", "day"),
    columns={"status_page_resource_id": "text"},
)
_REPORTS: Final = Table(
    name="status_reports",
    model="StatusReportAttributes",
    key=("id",),
    columns={"id": "text", "status_page_id": "text"},
    whole=True,
)
_UPDATES: Final = Table(
    name="status_updates",
    model="StatusUpdateAttributes",
    key=("id",),
    columns={"id": "text", "status_page_id": "text", "status_report_id": "text"},
    replaces=("status_report_id",),
)


def _page_rows(client: UptimeAPI) -> Iterator[tuple[Table, Row]]:
    for page in client.api.status_pages.iter():
        yield _PAGES, resource_row(page)
        for section in client.api.status_page_sections.iter(page.id):
            yield _SECTIONS, resource_row(section, status_page_id=page.id)
        for resource in client.api.status_page_resources.iter(page.id):
            row = without_addresses(resource_row(resource, status_page_id=page.id))
            for day in row.pop("status_history", None) or ():
                yield _DAYS, {**day, "status_page_resource_id": resource.id}
            yield _RESOURCES, row


class _StatusReports:
    """All reports in each reading, but updates only of those that may have got some since the last one."""

    name = "status_reports"
    tables = (_REPORTS, _UPDATES)

    def slices(self, client: UptimeAPI, state: Mapping[str, Any], span: Span) -> Iterator[Slice]:
        since = datetime.fromisoformat(state["read_at"]) - span.window if state else span.since
        reports = [
            (page.id, each) for page in client.api.status_pages.iter() for each in _reports(client, page.id)
        ]
        going_on = [each.id for _, each in reports if _goes_on(each)]
        changed = {
            *going_on,
            *state.get("open", ()),
            *(each.id for _, each in reports if _is_recent(each, since)),
        }
        rows = partial(_report_rows, client, reports, changed)
        yield Slice(label="all", rows=rows, state={"read_at": span.now.isoformat(), "open": going_on})


def _reports(client: UptimeAPI, page_id: str) -> Iterator[StatusReport]:
    yield from client.api.status_reports.iter(page_id)


def _goes_on(report: StatusReport) -> bool:
    of = report.attributes
    return of.ends_at is None and str(of.aggregate_state or "").lower() not in _WELL


def _is_recent(report: StatusReport, since: datetime) -> bool:
    """Whether a report began or ended *since* then, or tells no time."""
    times = [each for each in (report.attributes.starts_at, report.attributes.ends_at) if each is not None]
    return not times or max(times) >= since


def _report_rows(
    client: UptimeAPI, reports: Iterable[tuple[str, StatusReport]], changed: Container[str]
) -> Iterator[tuple[Table, Row]]:
    for page_id, report in reports:
        yield _REPORTS, resource_row(report, status_page_id=page_id)
    ids = {(page_id, report.id): None for page_id, report in reports if report.id in changed}
    for (page_id, report_id), updates in answers(client.api, ids, partial(_updates, client)):
        for update in updates:
            yield _UPDATES, resource_row(update, status_page_id=page_id, status_report_id=report_id)


def _updates(client: UptimeAPI, ids: tuple[str, str]) -> list[StatusUpdate]:
    return unless_refused(GONE, list, client.api.status_updates.iter(*ids)) or []


STATUS_PAGES: Final = WholeListing("status_pages", (_PAGES, _SECTIONS, _RESOURCES, _DAYS), _page_rows)
STATUS_REPORTS: Final = _StatusReports()
