"""Tests of reports on a status page."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit.betterstack import StatusPage, StatusPageResource, StatusReport, UptimeAPI, ValidationError

from ._support import Recorder, mocked, one

PATH = "/api/v2/status-pages/3/status-reports"


def _page(*answers: Any) -> tuple[StatusPage, Recorder]:
    answer = Recorder(*answers)
    return StatusPage("3", mocked(answer)), answer


def _stated(status: str, *ids: str) -> list[dict[str, str]]:
    return [{"status_page_resource_id": each, "status": status} for each in ids]


@pytest.mark.parametrize(
    ("options", "affected"),
    [
        ({}, [*_stated("downtime", "5", "6", "7"), {"status_page_resource_id": "8", "status": "degraded"}]),
        (
            {"status": "degraded"},
            [*_stated("degraded", "5", "6", "7"), {"status_page_resource_id": "8", "status": "degraded"}],
        ),
        (
            {"report_type": "maintenance", "ends_at": "2026-02-01"},
            [*_stated("maintenance", "5", "6", "7"), {"status_page_resource_id": "8", "status": "degraded"}],
        ),
    ],
)
def test_opening(options: dict[str, Any], affected: list[dict[str, str]]) -> None:
    """open_report posts the first message, with resources given as objects, ids or dicts, and returns the report."""
    page, answer = _page(one("status_report", 9, title="Down"))
    given: list[Any] = [
        StatusPageResource("5", page._api),
        6,
        "7",
        {"status_page_resource_id": "8", "status": "degraded"},
    ]
    report = page.open_report("Down", "We look.", given, notify_subscribers=True, **options)
    more = {name: value for name, value in options.items() if name != "status"}
    body = {
        "title": "Down",
        "message": "We look.",
        "affected_resources": affected,
        "notify_subscribers": True,
    }
    assert answer.sent == [("POST", PATH, {}, body | more)]
    assert isinstance(report, StatusReport)
    assert report.generate_url() == "status-pages/3/status-reports/9"


@pytest.mark.parametrize(
    ("call", "affected"),
    [
        (lambda r: r.update("More."), _stated("downtime", "5")),
        (lambda r: r.update("More.", status="degraded"), _stated("degraded", "5")),
        (lambda r: r.update("More.", ["6"]), _stated("downtime", "6")),
        (lambda r: r.update("More.", ["6"], status="degraded"), _stated("degraded", "6")),
        (lambda r: r.update("More.", []), []),
        (lambda r: r.resolve("More."), _stated("resolved", "5")),
    ],
)
def test_updating_and_resolving(call: Any, affected: list[dict[str, str]]) -> None:
    """An update posts its message and the resources: those of the report unless others are given."""
    shown = {"title": "Down", "affected_resources": _stated("downtime", "5")}
    page, answer = _page(
        one("status_report", 9, **shown),
        one("status_update", 11),
        one("status_report", 9, aggregate_state="new"),
    )
    report = page.open_report("Down", "We look.", ["5"])
    report.title = "Still down"
    update = call(report)
    body = {"message": "More.", "affected_resources": affected}
    assert answer.sent[1] == ("POST", f"{PATH}/9/status-updates", {}, body)
    assert update.generate_url() == "status-pages/3/status-reports/9/status-updates/11"
    assert report.aggregate_state == "new"
    assert report.get_modified_properties() == ["title"]


def test_the_end_of_a_maintenance() -> None:
    """Resolving a maintenance says so in an update and ends it now; its resources stay in maintenance."""
    shown = {"report_type": "maintenance", "affected_resources": _stated("maintenance", "5")}
    page, answer = _page(one("status_report", 9, **shown))
    report = page.open_report("Work", "We work.", ["5"], report_type="maintenance", ends_at="2026-02-01")
    report.resolve("Done.")
    assert answer.sent[1][3] == {"message": "Done.", "affected_resources": _stated("maintenance", "5")}
    assert answer.last == ("PATCH", f"{PATH}/9", {}, {"ends_at": "1970-01-01T00:16:40+00:00"})


def test_the_kind_of_a_report_is_fixed() -> None:
    """A report cannot become a maintenance: saving that is refused."""
    page, _ = _page(one("status_report", 9, report_type="manual"))
    report = page.open_report("Down", "We look.")
    report.report_type = "maintenance"
    with pytest.raises(ValidationError, match="report_type"):
        report.save()


def test_a_report_on_a_server(api: UptimeAPI) -> None:
    """A report is opened, updated and resolved, one call each, and the page shows it."""
    page = StatusPage.new(
        api, company_name="Shop", company_url="https://x.example", subdomain="shop", timezone="UTC"
    )
    item = StatusPageResource.new(
        api, status_page_id=page.id, resource_type="ManuallyTrackedItem", public_name="Till"
    )
    report = page.open_report("Down", "We look.", [item])
    assert report.aggregate_state == "downtime"
    assert [update.message for update in report.updates] == ["We look."]
    report.update("Better.", status="degraded")
    assert report.aggregate_state == "degraded"
    report.resolve("Done.")
    assert report.aggregate_state == "operational"
    assert [update.message for update in report.updates] == ["We look.", "Better.", "Done."]
    assert report.updates is report.updates
    assert [each.id for each in page.reports] == [report.id]
    work = page.open_report(
        "Work", "We work.", [item], report_type="maintenance", ends_at="2027-01-01T00:00:00Z"
    )
    assert work.aggregate_state == "maintenance"
    work.resolve("Done.")
    assert work.ends_at is not None
    assert work.ends_at < "2027"
