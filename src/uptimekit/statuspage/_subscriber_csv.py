"""Subscribers as rows of CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from uptimekit._runtime.json_types import is_array, is_list
from uptimekit._runtime.sanitize import sanitized

from .results import Subscriber

__all__ = ["COLUMNS", "KNOWN", "csv_text", "fields_of", "identity", "row_of", "supported", "what_is_wrong"]

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
KNOWN: Final = frozenset({*COLUMNS, _SKIP})
"""Columns of a row to import."""

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


def what_is_wrong(row: Mapping[Any, Any]) -> str | None:
    """Return what is wrong with a row without empty cells, to stand behind its place; None if nothing is."""
    if None in row:  # where csv puts them
        return "has more cells than the header has columns"
    if unknown := [str(name) for name in row if name not in KNOWN]:
        return (
            f"has an unknown column {sanitized(repr(unknown[0]))}; the columns are {', '.join(sorted(KNOWN))}"
        )
    for name in _SENT:
        if not isinstance(cell := row.get(name, ""), (str, int)):
            return f"has {name} of type {type(cell).__name__}; write text"
    if not (is_array(components := row.get("component_ids", "")) or isinstance(components, str)):
        return f"has component_ids of type {type(components).__name__}; write text or a list of ids"
    if supported(row) and not identity(row):
        return "has no address: fill in email, endpoint or phone_number"
    if "@" not in str(row.get("email", "@")):
        return "has an email without @"
    if not str(row.get("endpoint", "http://")).lower().startswith(("http://", "https://")):
        return "has an endpoint that is no http or https address"
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
