"""Subscribers as rows of CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from uptimekit._runtime.json_types import is_array, is_list, is_object

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
"""Columns of an exported row."""

_SENT: Final = ("email", "endpoint", "phone_country", "phone_number", "page_access_user")
_SKIP: Final = "skip_confirmation_notification"
_KNOWN: Final = frozenset({*COLUMNS, _SKIP})
_YES: Final = ("true", "1", "yes")
_NO: Final = ("false", "0", "no")
_MODES: Final = frozenset({"", "email", "sms", "webhook"})  # of subscribers that the API can create
_BETWEEN: Final = re.compile(r"[\s,;]+")


def row_of(subscriber: Subscriber) -> dict[str, str]:
    """Return a subscriber as a row of text."""
    values = {
        **subscriber,
        "component_ids": " ".join(_texts(subscriber.components)),
        "page_access_user": subscriber.page_access_user_id,
    }
    return {name: str(values.get(name) or "") for name in COLUMNS}


def _texts(listed: Any) -> list[str]:
    """Return the texts in what should be a list of them."""
    return [each for each in listed if isinstance(each, str)] if is_list(listed) else []


def csv_text(rows: Iterable[Mapping[str, str]]) -> str:
    """Return *rows* as CSV with a header."""
    text = io.StringIO()
    table: csv.DictWriter[str] = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return text.getvalue()


def rows_in(given: str | Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of CSV text or of mappings, without empty cells; raise InputError for an invalid row."""
    table = csv.DictReader(io.StringIO(given.removeprefix("\ufeff"))) if isinstance(given, str) else given
    rows: list[dict[str, Any]] = []
    for number, row in enumerate(table, 1):
        rows.append(_filled(row))
        if wrong := _what_is_wrong(rows[-1]):
            raise InputError(f"row {number} {wrong}", field="rows")
    return rows


def _filled(row: Any) -> dict[str, Any]:
    if not is_object(row):
        raise InputError("rows are CSV text, or mappings of columns to cells", field="rows")
    return {name: cell for name, cell in row.items() if cell not in (None, "")}


def _what_is_wrong(row: Mapping[Any, Any]) -> str | None:
    if None in row:  # where csv puts them
        return "has more cells than the header has columns"
    if unknown := [str(name) for name in row if name not in _KNOWN]:
        return f"has an unknown column {unknown[0]!r}; the columns are {', '.join(sorted(_KNOWN))}"
    if supported(row) and not identity(row):
        return "has no address: fill in email, endpoint or phone_number"
    if _SKIP in row and _word(row[_SKIP]) not in (*_YES, *_NO):
        return f"has an invalid {_SKIP}: write true or false"
    return None


def supported(row: Mapping[str, Any]) -> bool:
    """Whether the API can create the subscriber: not those of Slack, Teams and partners."""
    return str(row.get("mode") or "").lower() in _MODES


def identity(row: Mapping[str, Any]) -> tuple[str, ...] | None:
    """Return the identity of a subscriber: endpoint, phone number or e-mail address."""
    if endpoint := row.get("endpoint"):
        return "webhook", str(endpoint)
    if number := row.get("phone_number"):
        return "sms", str(row.get("phone_country") or "").upper(), re.sub(r"\D", "", str(number))
    return ("email", str(row["email"]).casefold()) if row.get("email") else None


def fields_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the attributes of the subscriber of a row."""
    fields = {name: row[name] for name in _SENT if name in row}
    if components := row.get("component_ids"):
        fields["component_ids"] = (
            list(components) if is_array(components) else _BETWEEN.split(str(components).strip())
        )
    if _SKIP in row:
        fields[_SKIP] = _word(row[_SKIP]) in _YES
    return fields


def _word(cell: Any) -> str:
    return str(cell).strip().lower()
