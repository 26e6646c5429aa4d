"""Status reports and updates."""

from __future__ import annotations

import pytest

from ._calls import BODIES, Caller

_MAINTENANCE = {"report_type": "maintenance", "ends_at": "2026-01-13T00:00:00Z"}


@pytest.fixture
def page(call: Caller) -> str:
    """The path of a page with one manual resource."""
    path = f"v2/status-pages/{call.make('v2/status-pages', BODIES['status_page'])}"
    call.make(f"{path}/resources", BODIES["status_page_resource"])
    return path


def _affected(call: Caller, page: str, status: str) -> list[dict[str, object]]:
    return [{"status_page_resource_id": one, "status": status} for one in call.ids(f"{page}/resources")]


def test_a_report_brings_its_first_update(call: Caller, page: str) -> None:
    """The message of a report is its first update, related to it and included when it is read alone."""
    body = {"title": "Down", "message": "Sorry", "affected_resources": _affected(call, page, "downtime")}
    reply = call("POST", f"{page}/status-reports", body).json()
    attributes = reply["data"]["attributes"]
    assert (attributes["report_type"], attributes["aggregate_state"]) == ("manual", "downtime")
    assert (attributes["starts_at"], attributes["ends_at"]) == ("2026-01-12T09:00:00.000Z", None)
    assert not {"message", "published_at", "notify_subscribers"} & set(attributes)
    (update,) = reply["included"]
    assert (update["type"], update["attributes"]["message"]) == ("status_update", "Sorry")
    assert reply["data"]["relationships"]["status_updates"]["data"] == [
        {"id": update["id"], "type": "status_update"}
    ]
    path = f"{page}/status-reports/{reply['data']['id']}"
    assert call("GET", path).json() == reply
    assert "included" not in call("GET", f"{page}/status-reports").json()
    assert call.ids(f"{path}/status-updates") == [update["id"]]


def test_updates_move_the_report(call: Caller, page: str) -> None:
    """A report says what its last update said, also after that was changed or deleted."""
    report = call.make(f"{page}/status-reports", {"affected_resources": _affected(call, page, "downtime")})
    path = f"{page}/status-reports/{report}"
    body = {"message": "Better", "affected_resources": _affected(call, page, "degraded")}
    update = f"{path}/status-updates/{call.make(f'{path}/status-updates', body)}"
    shown = call.attributes(update)
    assert (shown["status_report_id"], shown["published_at"]) == (int(report), "2026-01-12T09:00:00.000Z")
    assert call.attributes(path)["aggregate_state"] == "degraded"
    call.patch(update, affected_resources=_affected(call, page, "resolved"))
    assert call.attributes(path)["aggregate_state"] == "operational"
    call("DELETE", update)
    assert call.attributes(path)["aggregate_state"] == "downtime"


def test_updates_must_say_what_is_affected(call: Caller, page: str) -> None:
    """`affected_resources` is required on create, the message is not."""
    path = f"{page}/status-reports/{call.make(f'{page}/status-reports', {})}/status-updates"
    assert call("POST", path, {"message": "Hm"}).status_code == 422
    assert call.make(path, {"affected_resources": []})


@pytest.mark.parametrize(
    ("kind", "status", "ok"),
    [
        ("manual", "resolved", True),
        ("manual", "degraded", True),
        ("manual", "maintenance", False),
        ("maintenance", "maintenance", True),
        ("maintenance", "downtime", False),
    ],
)
def test_states_by_kind_of_report(call: Caller, page: str, kind: str, status: str, ok: bool) -> None:
    """A maintenance knows one state, other reports three."""
    body = {**_MAINTENANCE, "report_type": kind, "affected_resources": _affected(call, page, status)}
    assert call("POST", f"{page}/status-reports", body).status_code == (201 if ok else 422)


def test_unfit_reports(call: Caller, page: str) -> None:
    """A maintenance needs an end, and only resources of the page can be affected."""
    for body in (
        {"report_type": "maintenance"},
        {"report_type": "automatic"},
        {"affected_resources": [{"status_page_resource_id": "1", "status": "downtime"}]},
    ):
        assert call("POST", f"{page}/status-reports", body).status_code == 422


def test_changing_a_report(call: Caller, page: str) -> None:
    """Title and times can be changed, what is affected only for a maintenance, the kind never."""
    manual, planned = (
        f"{page}/status-reports/{call.make(f'{page}/status-reports', body)}" for body in ({}, _MAINTENANCE)
    )
    assert call.patch(manual, title="T", report_type="maintenance")["report_type"] == "manual"
    affected = _affected(call, page, "maintenance")
    assert call("PATCH", manual, {"affected_resources": affected}).status_code == 422
    assert call.patch(planned, affected_resources=affected)["aggregate_state"] == "maintenance"
    assert call("PATCH", planned, {"ends_at": None}).status_code == 422
