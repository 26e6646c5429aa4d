"""Status pages and sections."""

from __future__ import annotations

import pytest

from ._calls import BODIES, Caller


@pytest.fixture
def page(call: Caller) -> str:
    """The path of a page."""
    return f"v2/status-pages/{call.make('v2/status-pages', BODIES['status_page'])}"


def test_subdomains_are_unique(call: Caller, page: str) -> None:
    """One subdomain has one page, of whichever team; a page may keep its own."""
    assert call("POST", "v2/status-pages", BODIES["status_page"], token="other").status_code == 422
    assert call.patch(page, subdomain="c", company_name="D")["company_name"] == "D"


def test_passwords(call: Caller, page: str) -> None:
    """A password never shows, and excludes SSO."""
    shown = call.patch(page, password="p" * 8, password_enabled=True)
    assert "password" not in shown
    assert call("PATCH", page, {"password": "p" * 8, "require_sso": True}).status_code == 422


def test_an_empty_custom_domain_is_none(call: Caller, page: str) -> None:
    """ "" removes the domain."""
    assert call.patch(page, custom_domain="status.c.example")["custom_domain"] == "status.c.example"
    assert call.patch(page, custom_domain="")["custom_domain"] is None


@pytest.mark.parametrize("days", [6, 366])
def test_history_has_limits(call: Caller, page: str, days: int) -> None:
    """Between a week and a year."""
    assert call("PATCH", page, {"history": days}).status_code == 422


def test_sections(call: Caller, page: str) -> None:
    """Sections are numbered as they come unless told, know their page, and hide how they are fixed."""
    ids = [
        call.make(f"{page}/sections", body)
        for body in ({"name": "A"}, {}, {"position": 7, "fixed_position": True})
    ]
    shown = [call.attributes(f"{page}/sections/{one}") for one in ids]
    number = int(page.rpartition("/")[2])
    assert shown == [
        {"name": name, "position": position, "status_page_id": number}
        for name, position in (("A", 0), (None, 1), (None, 7))
    ]


def test_a_section_takes_its_resources_along(call: Caller, page: str) -> None:
    """With a section its resources go, those of others stay."""
    sections = [call.make(f"{page}/sections", {}) for _ in range(2)]
    gone, kept = (
        call.make(f"{page}/resources", {**BODIES["status_page_resource"], "status_page_section_id": one})
        for one in sections
    )
    call("DELETE", f"{page}/sections/{sections[0]}")
    assert call.ids(f"{page}/resources") == [kept]
    assert gone not in call.ids(f"{page}/resources")
