"""Checks of arguments that the server would refuse: messages by field, as in its own 422.

The rules are the vendor's: names, URLs, intervals and limits from the overview of the API ("Validate Input Before
Sending", "Pagination"), projects and passwords from the pages about projects and the account.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from uptimekit._runtime import UNSET, Unset
from uptimekit._runtime.json_types import is_object

from .errors import InvalidInputError

__all__ = [
    "check_login",
    "check_page",
    "check_password",
    "check_project",
    "check_registration",
    "check_service",
    "refuse",
]

CODE: Final = "VALIDATION_ERROR"  # of the server's 422, too
SHORTEST_NAME: Final = 3
SHORTEST_PASSWORD: Final = 8
LONGEST_INTERVAL: Final = 60  # minutes
LONGEST_URL: Final = 4096
MOST_PER_PAGE: Final = 100
_COLOR: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_TARGETS: Final = {
    "http": "url",
    "ping": "ip",
}  # service type -> the required field of its config

Details = dict[str, list[str]]


def refuse(details: Mapping[str, list[str]]) -> None:
    """Raise InvalidInputError if *details* has a message for any field."""
    wrong = {field: messages for field, messages in details.items() if messages}
    if wrong:
        error = InvalidInputError("validation failed, nothing was sent", field=next(iter(wrong)))
        error.code, error.details = CODE, wrong
        raise error


def check_service(fields: Mapping[str, Any]) -> None:
    """Check the given fields of a service; raise InvalidInputError.

    The fields in its ``details`` are ``name``, ``type``, ``interval``, ``config``, ``url`` and ``ip``.
    """
    name, kind = _text(fields, "name", least=SHORTEST_NAME), _text(fields, "type", least=1)
    refuse({**name, **kind, **_whole(fields, "interval", LONGEST_INTERVAL), **_config(fields)})


def _config(fields: Mapping[str, Any]) -> Details:
    config = fields.get("config", UNSET)
    if isinstance(config, Unset):
        return {}
    if not is_object(config):
        return {"config": ["must be a mapping"]}
    target = _TARGETS.get(str(fields.get("type")))
    if target is None:
        return {}
    if not config.get(target):
        return {target: ["is required"]}
    return {target: _url(config[target]) if target == "url" else []}


def _url(url: Any) -> list[str]:
    if not isinstance(url, str) or not _is_web_address(url):
        return ["must be a valid http or https URL"]
    return [f"must have at most {LONGEST_URL} characters"] if len(url) > LONGEST_URL else []


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises for one out of range
    except ValueError:
        return False
    blank = any(character.isspace() or not character.isprintable() for character in url)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not blank


def check_project(fields: Mapping[str, Any]) -> None:
    """Check the given fields of a project; raise InvalidInputError."""
    details = _text(fields, "name", least=1, most=128)
    details |= _text(fields, "description", most=500) | _text(fields, "icon", most=64)
    color = fields.get("color")
    if not isinstance(color, Unset | None) and not (isinstance(color, str) and _COLOR.fullmatch(color)):
        details["color"] = ["must be a color such as #3B82F6"]
    refuse(details)


def check_page(*, page: object = None, limit: object = None) -> None:
    """Check *page* (from 1) and *limit* (1 to 100) of a listing, as numbers or text; raise InvalidInputError."""
    given = {"page": _number(page), "limit": _number(limit)}
    refuse(_whole(given, "page", None) | _whole(given, "limit", MOST_PER_PAGE))


def _number(text: object) -> object:
    return int(text) if isinstance(text, str) and re.fullmatch(r"-?[0-9]+", text) else text


def check_login(email: object, password: object) -> None:
    """Check that both are given; raise InvalidInputError."""
    given = {"email": email, "password": password}
    refuse({name: [] if isinstance(text, str) and text else ["is required"] for name, text in given.items()})


def check_registration(email: object, password: object) -> None:
    """Check the e-mail address and the password of a new user; raise InvalidInputError."""
    check_login(email, password)
    local, at, domain = str(email).rpartition("@")
    wrong = [] if local and at and domain else ["must be an e-mail address"]
    refuse({"email": wrong, **_text({"password": password}, "password", least=SHORTEST_PASSWORD)})


def check_password(current: object, new: object) -> None:
    """Check a change of password; raise InvalidInputError for a new one that is short or the same."""
    details: Details = {"current_password": [] if current else ["is required"]}
    details |= _text({"new_password": new}, "new_password", least=SHORTEST_PASSWORD)
    if new == current:
        details["new_password"] = ["must differ from the current one"]
    refuse(details)


def _text(fields: Mapping[str, Any], name: str, *, least: int = 0, most: int | None = None) -> Details:
    value = fields.get(name, UNSET)
    if isinstance(value, Unset) or (value is None and not least):
        return {}
    if not isinstance(value, str):
        return {name: ["must be text"]}
    if len(value.strip()) < least:
        return {name: [f"must have at least {least} character{'s' if least > 1 else ''}"]}
    if most is not None and len(value) > most:
        return {name: [f"must have at most {most} characters"]}
    return {}


def _whole(fields: Mapping[str, Any], name: str, most: int | None) -> Details:
    value = fields.get(name)
    if isinstance(value, Unset | None) or (type(value) is int and 1 <= value <= (most or value)):
        return {}
    return {name: [f"must be a whole number {f'from 1 to {most}' if most else 'of at least 1'}"]}
