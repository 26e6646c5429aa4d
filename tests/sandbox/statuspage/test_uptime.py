"""How available components were."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from starlette.datastructures import QueryParams

from uptimekit.sandbox.statuspage._components import set_status
from uptimekit.sandbox.statuspage._http import InvalidError
from uptimekit.sandbox.statuspage._incident_model import Incident
from uptimekit.sandbox.statuspage._model import Component, Site
from uptimekit.sandbox.statuspage._site_settings import new_embed, new_settings
from uptimekit.sandbox.statuspage._uptime import (
    Range,
    outages,
    percentage,
    read_range,
    related_incidents,
)

_NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)


def _site(time_zone: str = "UTC") -> Site:
    settings = {**new_settings("Shop", "shop"), "time_zone": time_zone}
    return Site(
        id="p", created_at=_NOW, updated_at=_NOW, settings=settings, embed=new_embed(), reachable=True
    )


def _range(query: str, since: date | None = None, time_zone: str = "UTC") -> Range:
    return read_range(_site(time_zone), QueryParams(query), since, _NOW)


def test_default_range() -> None:
    """Without a query it is the last 90 days, or those since the start date if they are fewer."""
    whole = _range("")
    assert (whole.first, whole.last, whole.warnings) == (date(2025, 12, 15), date(2026, 3, 15), ())
    assert _range("", date(2026, 2, 1)).first == date(2026, 2, 1)
    assert _range("", date(2025, 2, 1)).first == date(2025, 12, 15)


def test_today_is_that_of_the_page() -> None:
    """Days begin at midnight in the time zone of the page."""
    far = _range("", time_zone="Pacific/Kiritimati")
    assert far.last == date(2026, 3, 16)
    assert far.end == datetime(2026, 3, 16, 10, tzinfo=UTC)


def test_short_forms() -> None:
    """A month stands for its first or last day."""
    asked = _range("start=2026-01&end=2026-02")
    assert (asked.first, asked.last) == (date(2026, 1, 1), date(2026, 2, 28))


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("start=soon", "start"),
        ("end=2026-02-30", "end"),
        ("start=1969-12-31&end=1970-01-01", "start"),
        ("start=2026-02&end=2026-01", "end"),
        ("start=2025-09-01&end=2026-03-01", "end"),
        ("start=2027&end=2027-01", "start"),
        ("start=9999-12-31&end=9999-12-31", "start"),
    ],
)
def test_ranges_without_sense(query: str, field: str) -> None:
    """Days that are none, and ranges that are too early, too late, too long or backwards, are refused."""
    with pytest.raises(InvalidError) as refused:
        _range(query)
    assert list(refused.value.complaints) == [field]


def test_six_months_are_taken() -> None:
    """A range may span six months to the day."""
    assert _range("start=2025-09-01&end=2026-02").last == date(2026, 2, 28)


def test_warnings() -> None:
    """What lies after today or before the start date is left out, and said."""
    asked = _range("start=2026-01&end=2026-05", date(2026, 2, 1))
    assert (asked.first, asked.last, len(asked.warnings)) == (date(2026, 2, 1), date(2026, 3, 15), 2)


def _component(*changes: tuple[float, str]) -> Component:
    """A component, created at the beginning of March, that changed after so many hours."""
    born = datetime(2026, 3, 1, tzinfo=UTC)
    made = Component(id="c", created_at=born, updated_at=born, page_id="p", name="C")
    made.history.append((born, made.status))
    for hours, status in changes:
        set_status(made, status, born + timedelta(hours=hours))
    return made


def test_seconds_of_outage() -> None:
    """Only the two kinds of outage count, each by itself."""
    component = _component(
        (1, "major_outage"), (2, "degraded_performance"), (3, "partial_outage"), (5, "under_maintenance")
    )
    assert outages(component, _range(""), _NOW) == (3600, 7200)


def test_outages_are_cut_at_the_range() -> None:
    """What lies before the range does not count, nor what lies after it."""
    component = _component((12, "major_outage"), (36, "operational"))
    assert outages(component, _range("start=2026-03-02&end=2026-03-02"), _NOW) == (12 * 3600, 0)
    assert outages(component, _range("start=2026-03-01&end=2026-03-01"), _NOW) == (12 * 3600, 0)
    assert outages(component, _range("start=2026-02&end=2026-02"), _NOW) == (0, 0)


def test_an_outage_goes_on_until_now() -> None:
    """An outage that has not ended counts until this moment."""
    component = _component((14 * 24, "major_outage"))
    assert outages(component, _range("start=2026-03-15&end=2026-03-15"), _NOW) == (12 * 3600, 0)


def test_percentage() -> None:
    """Partial outages count three tenths, and only the time that has passed is divided by."""
    day = _range("start=2026-03-14&end=2026-03-14")
    assert percentage(0, 0, day, _NOW) == 100
    assert percentage(6 * 3600, 0, day, _NOW) == 75
    assert percentage(0, 8 * 3600, day, _NOW) == 90
    today = _range("start=2026-03-15&end=2026-03-15")
    assert percentage(6 * 3600, 0, today, _NOW) == 50
    assert percentage(0, 0, today, today.begin) == 100


def test_related_incidents() -> None:
    """Incidents with the component that overlap with the range are named."""
    site, component = _site(), _component()

    def add(name: str, begun: int, ended: int | None, *component_ids: str) -> None:
        moment = datetime(2026, 3, begun, tzinfo=UTC)
        site.incidents[name] = Incident(
            id=name,
            created_at=moment,
            updated_at=moment,
            page_id="p",
            name=name,
            status="resolved",
            started_at=moment,
            resolved_at=None if ended is None else datetime(2026, 3, ended, tzinfo=UTC),
            component_ids=list(component_ids),
        )

    add("before", 1, 4, "c")
    add("touches", 1, 5, "c")
    add("overlaps", 1, 6, "c")
    add("open", 6, None, "c")
    add("elsewhere", 6, 7, "d")
    add("after", 8, 9, "c")
    within = _range("start=2026-03-05&end=2026-03-07")
    assert [one.id for one in related_incidents(site, component, within)] == ["touches", "overlaps", "open"]
