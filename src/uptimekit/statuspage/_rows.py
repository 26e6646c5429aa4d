"""Subscribers as rows of a table: out of the API, into it, and as CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from uptimekit._runtime.json_types import is_array

from .errors import InputError
from .results import Subscriber

__all__ = ["COLUMNS", "csv_text", "fields_of", "identity", "row_of", "rows_in", "supported"]

COLUMNS: Final[tuple[str, ...]] = (
    "id",
    "mode",
    "email",
    "endpoint",
    "phone_country",
    "phone_number",
    "component_ids",
    "page_access_user",
    "created_at",
)
"""What an exported row has."""

_SENT: Final = ("email", "endpoint", "phone_country", "phone_number", "page_access_user")
_KNOWN: Final = frozenset({*COLUMNS, "skip_confirmation_notification"})
_MODES: Final = frozenset({"", "email", "sms", "webhook"})  # the others begin at the other end
_BETWEEN: Final = re.compile(r"[\s,;]+")


def row_of(subscriber: Subscriber) -> dict[str, str]:
    """Return a subscriber as a row of text."""
    told = {
        **subscriber,
        "component_ids": " ".join(subscriber.components or ()),
        "page_access_user": subscriber.page_access_user_id,
    }
    return {name: str(told.get(name) or "") for name in COLUMNS}


def csv_text(rows: Iterable[Mapping[str, str]]) -> str:
    """Return rows as CSV with a header."""
    text = io.StringIO()
    table: csv.DictWriter[str] = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return text.getvalue()


def rows_in(given: str | Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of CSV text or of mappings, without empty cells; raise InputError for an unknown column."""
    table = csv.DictReader(io.StringIO(given.removeprefix("\ufeff"))) if isinstance(given, str) else given
    rows = [{name: cell for name, cell in row.items() if cell not in (None, "")} for row in table]
    for number, row in enumerate(rows, 1):
        if unknown := [str(name) for name in row if name not in _KNOWN]:
            text = f"row {number} has an unknown column {unknown[0]!r}; there are {', '.join(sorted(_KNOWN))}"
            raise InputError(text, field="rows")
        if supported(row) and not identity(row):
            raise InputError(f"row {number} has neither email nor endpoint nor phone_number", field="rows")
    return rows


def supported(row: Mapping[str, Any]) -> bool:
    """Whether the API can create such a subscriber; those of Slack, Teams and partners it cannot."""
    return str(row.get("mode") or "").lower() in _MODES


def identity(row: Mapping[str, Any]) -> tuple[str, ...] | None:
    """Return what tells one subscriber from another: the endpoint, the phone number or the e-mail address."""
    if endpoint := row.get("endpoint"):
        return "webhook", str(endpoint)
    if number := row.get("phone_number"):
        return "sms", str(row.get("phone_country") or "").upper(), re.sub(r"\D", "", str(number))
    return ("email", str(row["email"]).casefold()) if row.get("email") else None


def fields_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is sent to create the subscriber of a row."""
    fields = {name: row[name] for name in _SENT if name in row}
    if components := row.get("component_ids"):
        fields["component_ids"] = (
            list(components) if is_array(components) else _BETWEEN.split(str(components).strip())
        )
    if "skip_confirmation_notification" in row:
        said = str(row["skip_confirmation_notification"]).strip().lower()
        fields["skip_confirmation_notification"] = said in ("true", "1", "yes")
    return fields
