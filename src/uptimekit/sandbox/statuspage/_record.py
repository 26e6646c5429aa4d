"""The base of all records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

__all__ = ["Record", "SiteRecord"]


@dataclass(slots=True, kw_only=True, eq=False)
class Record:
    """Something with an id, which was created once and changed last."""

    id: str
    created_at: datetime
    updated_at: datetime

    def change(self, values: Mapping[str, object], now: datetime) -> None:
        """Set attributes, already converted, and the time of the last change."""
        for name, value in values.items():
            setattr(self, name, value)
        self.updated_at = now


@dataclass(slots=True, kw_only=True, eq=False)
class SiteRecord(Record):
    """Something that shows which status page it is on."""

    page_id: str
