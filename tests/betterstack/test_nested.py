"""Tests of objects that live below another one."""

from __future__ import annotations

import pytest

from uptimekit.betterstack import StatusPageSection, StatusUpdate

from ._support import Recorder, listed, mocked, one, resource


def test_they_know_where_they_lie() -> None:
    """An object that was created or listed below a page has that page in its address."""
    answer = Recorder(one("status_page_section", 5), listed(resource("status_page_section", 6)), 204)
    api = mocked(answer)
    made = StatusPageSection.new(api, status_page_id=3, name="Web")
    (other,) = StatusPageSection.filter(api, _status_page_id="3")
    assert (made._status_page_id, other._status_page_id) == ("3", "3")
    other.delete()
    assert [sent[:2] for sent in answer.sent] == [
        ("POST", "/api/v2/status-pages/3/sections"),
        ("GET", "/api/v2/status-pages/3/sections"),
        ("DELETE", "/api/v2/status-pages/3/sections/6"),
    ]
    assert answer.sent[0][3] == {"name": "Web"}


def test_an_attribute_of_the_server_is_as_good() -> None:
    """Where the server itself names the page, that will do for the address."""
    section = StatusPageSection("5", mocked(Recorder()), status_page_id=3)
    assert section.generate_url() == "status-pages/3/sections/5"


def test_two_above() -> None:
    """An update needs its page and its report, and says which is missing."""
    api = mocked(Recorder())
    update = StatusUpdate("9", api, _status_page_id="3", _status_report_id="5")
    assert update.generate_url() == "status-pages/3/status-reports/5/status-updates/9"
    with pytest.raises(ValueError, match="status_report_id"):
        StatusUpdate("9", api, _status_page_id="3").generate_url()
    with pytest.raises(ValueError, match="status_page_id and status_report_id"):
        StatusUpdate.filter(api, status_page_id=3)


def test_an_id_above_cannot_lead_elsewhere() -> None:
    """The id of the page is one path segment, or refused."""
    answer = Recorder()
    with pytest.raises(ValueError, match="status_page_id"):
        StatusPageSection.filter(mocked(answer), status_page_id="..")
    section = StatusPageSection("5", mocked(answer), _status_page_id="3/../4")
    with pytest.raises(ValueError, match="status_page_id has a slash"):
        section.generate_url()
    assert answer.requests == []
