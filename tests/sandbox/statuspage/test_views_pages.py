"""Pages and their status embed."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import ManualClock, StatuspageSandbox

from ._calls import Caller


@pytest.fixture
def path(call: Caller) -> str:
    """The path of the page."""
    return f"/v1/pages/{call.sandbox.page_id}"


def test_pages(clock: ManualClock) -> None:
    """All pages that the key reaches are listed, and each is found by its id."""
    call = Caller(StatuspageSandbox(clock=clock, pages=["Shop", "Bank"]))
    shown = call.get("/v1/pages")
    assert [one["name"] for one in shown] == ["Shop", "Bank"]
    assert [call.get(f"/v1/pages/{one['id']}") for one in shown] == shown


@pytest.mark.parametrize("method", ["PATCH", "PUT"])
def test_changing_a_page(call: Caller, path: str, method: str) -> None:
    """Both verbs change what is sent, and nothing else; what cannot be set is ignored."""
    before = call.get(path)
    inner = {
        "name": "Shop",
        "branding": "premium",
        "css_greens": "00ff00",
        "domain": "status.example.com",
        "allow_sms_subscribers": False,
    }
    after = call.ok(method, path, {"page": {**inner, "activity_score": 7, "id": "x"}})
    assert after == {**before, **inner, "updated_at": "2026-01-12T09:00:00Z"}
    assert call.get(path) == after


@pytest.mark.parametrize(
    "inner",
    [
        {"name": ""},
        {"subdomain": None},
        {"time_zone": ""},
        {"branding": "gold"},
        {"hidden_from_search": "maybe"},
    ],
)
def test_unfit_pages(call: Caller, path: str, inner: dict[str, object]) -> None:
    """What a page cannot be without, and words that are not known, are refused."""
    before = call.get(path)
    call.refused("PATCH", path, {"page": inner})
    assert call.get(path) == before


@pytest.mark.parametrize("method", ["PATCH", "PUT"])
def test_the_embed(call: Caller, method: str) -> None:
    """The look of the embed belongs to its page, and is changed in parts."""
    body = {"status_embed_config": {"position": "top-right", "incident_text_color": "#ffffff"}}
    changed = call.ok(method, "status_embed_config", body)
    assert changed == {
        "page_id": call.sandbox.page_id,
        "position": "top-right",
        "incident_background_color": None,
        "incident_text_color": "#ffffff",
        "maintenance_background_color": None,
        "maintenance_text_color": None,
    }
    assert call.get("status_embed_config") == changed
