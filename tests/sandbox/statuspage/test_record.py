"""What all records have in common."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from uptimekit.sandbox.statuspage._incident_model import Template
from uptimekit.sandbox.statuspage._model import Component

_THEN, _NOW = datetime(2026, 1, 12, tzinfo=UTC), datetime(2026, 1, 13, tzinfo=UTC)


def test_change() -> None:
    """A change sets attributes and the time of the last change, and leaves that of the creation."""
    record = Component(id="c", created_at=_THEN, updated_at=_THEN, page_id="p", name="Old")
    record.change({"name": "New", "showcase": True}, _NOW)
    assert (record.name, record.showcase, record.created_at, record.updated_at) == ("New", True, _THEN, _NOW)


def test_there_are_no_other_attributes() -> None:
    """A name that a record has no place for is a mistake."""
    record = Template(id="t", created_at=_THEN, updated_at=_THEN, name="N", title="T", body="B")
    with pytest.raises(AttributeError):
        record.change({"colour": "red"}, _NOW)


def test_records_do_not_share_their_lists() -> None:
    """Each record has lists of its own."""
    first, second = (
        Template(id=i, created_at=_THEN, updated_at=_THEN, name="N", title="T", body="B") for i in "ab"
    )
    first.component_ids.append("c")
    assert second.component_ids == []
