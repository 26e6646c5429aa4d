"""What is refused before it is sent, in the shape in which the server refuses it: field -> messages.

The rules are the vendor's: names, URLs, intervals and limits from the overview of the API ("Validate Input Before
Sending", "Pagination"), projects and passwords from the pages about projects and the account.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from uptimekit._runtime import Unset
from uptimekit._runtime.json_types import is_object

from .errors import InvalidInputError

__all__ = [
    "CODE",
    "LONGEST_INTERVAL",
    "MOST_PER_PAGE",
    "check_login",
    "check_page",
    "check_password",
    "check_project",
    "check_registration",
    "check_service",
    "refuse",
]

CODE: Final = "VALIDATION_ERROR"
"""The code of the server's 422 and of what is refused here."""
SHORTEST_NAME: Final = 3
SHORTEST_PASSWORD: Final = 8
LONGEST_INTERVAL: Final = 60  # minutes
LONGEST_URL: Final = 4096
MOST_PER_PAGE: Final = 100
_COLOR: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_TARGETS: Final = {
    "http": "url",
    "ping": "ip",
}  # service type -> field of its config that says what is watched

Details = dict[str, list[str]]


def refuse(details: Mapping[str, Iterable[str]]) -> None:
    """Raise InvalidInputError if *details* names a field."""
    found = {name: list(messages) for name, messages in details.items() if messages}
    if not found:
        return
    error = InvalidInputError("validation failed, nothing was sent", field=next(iter(found)))
    error.code, error.details = CODE, found
    raise error


def check_service(fields: Mapping[str, Any], *, type_known: str | None = None) -> None:
    """Check the fields of a service that are given; *type_known* is its type if it is not among them.

    Raises InvalidInputError with ``details`` for ``name``, ``type``, ``interval``, ``url`` or ``ip``.
    """
    kind = _given(fields, "type", type_known)
    details: Details = {}
    _text(details, fields, "name", least=SHORTEST_NAME)
    _text(details, fields, "type", least=1)
    _whole(details, fields, "interval", LONGEST_INTERVAL)
    if "config" in fields and not isinstance(fields["config"], Unset):
        _config(details, fields["config"], _TARGETS.get(str(kind)))
    refuse(details)


def _config(details: Details, config: Any, target: str | None) -> None:
    if not is_object(config):
        details["config"] = ["must be a mapping"]
    elif target == "url":
        _url(details, config.get("url"))
    elif target is not None and not config.get(target):
        details[target] = ["is required"]


def _url(details: Details, url: Any) -> None:
    if not url:
        details["url"] = ["is required"]
    elif not isinstance(url, str) or not _is_web_address(url):
        details["url"] = ["must be a valid http or https URL"]
    elif len(url) > LONGEST_URL:
        details["url"] = [f"must have at most {LONGEST_URL} characters"]


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises for one out of range
    except ValueError:
        return False
    blank = any(character.isspace() or not character.isprintable() for character in url)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not blank


def check_project(fields: Mapping[str, Any]) -> None:
    """Check the fields of a project that are given; raise InvalidInputError."""
    details: Details = {}
    _text(details, fields, "name", least=1, most=128)
    _text(details, fields, "description", most=500)
    _text(details, fields, "icon", most=64)
    color = _given(fields, "color")
    if color is not None and not (isinstance(color, str) and _COLOR.fullmatch(color)):
        details["color"] = ["must be a color such as #3B82F6"]
    refuse(details)


def check_page(*, page: object = None, limit: object = None) -> None:
    """Check which page is asked for; raise InvalidInputError for a page below 1 or a limit outside 1 to 100."""
    details: Details = {}
    _whole(details, {"page": page}, "page", None)
    _whole(details, {"limit": limit}, "limit", MOST_PER_PAGE)
    refuse(details)


def check_login(email: object, password: object) -> None:
    """Check that both are given; raise InvalidInputError."""
    refuse(
        {
            name: [] if isinstance(value, str) and value else ["is required"]
            for name, value in (("email", email), ("password", password))
        }
    )


def check_registration(email: object, password: object) -> None:
    """Check the address and the password of a new user; raise InvalidInputError."""
    check_login(email, password)
    local, at, domain = str(email).rpartition("@")
    details: Details = {"email": [] if local and at and domain else ["must be an e-mail address"]}
    _text(details, {"password": password}, "password", least=SHORTEST_PASSWORD)
    refuse(details)


def check_password(current: object, new: object) -> None:
    """Check a change of password; raise InvalidInputError for a new one that is short or the same."""
    details: Details = {} if current else {"current_password": ["is required"]}
    _text(details, {"new_password": new}, "new_password", least=SHORTEST_PASSWORD)
    if new == current:
        details["new_password"] = ["must differ from the current one"]
    refuse(details)


def _given(fields: Mapping[str, Any], name: str, otherwise: Any = None) -> Any:
    value = fields.get(name)
    return otherwise if value is None or isinstance(value, Unset) else value


def _text(
    details: Details, fields: Mapping[str, Any], name: str, *, least: int = 0, most: int | None = None
) -> None:
    if name not in fields or isinstance(fields[name], Unset) or (fields[name] is None and not least):
        return
    value = fields[name]
    if not isinstance(value, str):
        details[name] = ["must be text"]
    elif len(value.strip()) < least:
        details[name] = [f"must have at least {least} character{'s' if least > 1 else ''}"]
    elif most is not None and len(value) > most:
        details[name] = [f"must have at most {most} characters"]


def _whole(details: Details, fields: Mapping[str, Any], name: str, most: int | None) -> None:
    value = _given(fields, name)
    if value is None:
        return
    if type(value) is not int or value < 1 or (most is not None and value > most):
        bounds = "of at least 1" if most is None else f"from 1 to {most}"
        details[name] = [f"must be a whole number {bounds}"]
