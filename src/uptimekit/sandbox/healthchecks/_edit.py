"""Applying validated request fields to a check."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import cast
from uuid import UUID

from uptimekit.sandbox.healthchecks._model import Check, Kind, Project
from uptimekit.sandbox.healthchecks._schedule import guess_kind
from uptimekit.sandbox.healthchecks._store import Store

__all__ = ["ChannelError", "apply_fields", "find_match", "resolve_channels", "slugify"]

_AS_SENT = (
    "name",
    "slug",
    "tags",
    "desc",
    "grace",
    "tz",
    "manual_resume",
    "methods",
    "start_kw",
    "success_kw",
    "failure_kw",
    "filter_body",
    "filter_http_body",
    "filter_default_fail",
    "filter_subject",
)

_ALIASES = {"subject": "success_kw", "subject_fail": "failure_kw"}


class ChannelError(ValueError):
    """The `channels` of a request cannot be resolved: 400 with this text."""


def find_match(store: Store, project: Project, fields: Mapping[str, object]) -> Check | None:
    """The oldest check an upsert is about: equal in every field listed in `unique`.

    None if nothing is listed, or if a listed field was not sent.
    """
    unique = fields.get("unique")
    if not isinstance(unique, list) or not unique:
        return None
    names = cast("list[str]", unique)
    if any(name not in fields for name in names):
        return None
    matches = (c for c in store.checks(project) if all(getattr(c, name) == fields[name] for name in names))
    return next(matches, None)


def resolve_channels(project: Project, sent: str) -> frozenset[UUID]:
    """The channels a request names: "*" for all, "" for none, else UUIDs and exact names between commas.

    Nothing is trimmed and UUIDs are compared as text. Raises `ChannelError` for a name that fits no channel,
    or several, or is empty.
    """
    if sent == "*":
        return frozenset(channel.id for channel in project.channels)
    return frozenset(_resolve_one(project, item) for item in sent.split(",")) if sent else frozenset()


def _resolve_one(project: Project, item: str) -> UUID:
    if not item:
        raise ChannelError("empty channel identifier")
    ids = [channel.id for channel in project.channels if item in (str(channel.id), channel.name)]
    if len(ids) > 1:
        raise ChannelError(f"non-unique channel identifier: {item}")
    if not ids:
        raise ChannelError(f"invalid channel identifier: {item}")
    return ids[0]


def apply_fields(check: Check, fields: Mapping[str, object], version: int) -> None:
    """Set what was sent, and nothing else, the way API version `version` does.

    Before v3 a name brings its slug along, unless one is sent too. The old aliases come first, so that the
    fields they stand for win where both are sent.
    """
    if version < 3 and "name" in fields:
        check.slug = slugify(str(fields["name"]))
    for alias, target in _ALIASES.items():
        if alias in fields:
            setattr(check, target, fields[alias])
            check.filter_subject = bool(check.success_kw or check.failure_kw)
    for name in _AS_SENT:
        if name in fields:
            setattr(check, name, fields[name])
    _set_timing(check, fields)


def _set_timing(check: Check, fields: Mapping[str, object]) -> None:
    if "schedule" in fields:
        check.schedule = str(fields["schedule"])
        check.kind = guess_kind(check.schedule)
    elif isinstance(timeout := fields.get("timeout"), int):
        check.timeout = timeout
        check.kind = Kind.SIMPLE


def slugify(name: str) -> str:
    """ASCII letters, digits, `_` and `-` of `name` in lower case; white space becomes `-`; may be empty."""
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    kept = re.sub(r"[^\w\s-]", "", ascii_only.lower())
    return re.sub(r"[-\s]+", "-", kept).strip("-_")
