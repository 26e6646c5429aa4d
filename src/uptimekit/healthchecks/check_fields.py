"""What is sent to create or change a check."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any, Final, Self, cast

from attrs import Attribute, define, field

from . import field_rules as rules

__all__ = ["CheckCreate", "CheckUpdate"]

_RULES: Final[Mapping[str, Callable[[str, Any], Any]]] = {
    "name": rules.checked_name,
    "slug": rules.checked_slug,
    "tags": rules.checked_tags,
    "desc": rules.checked_text,
    "timeout": rules.checked_seconds,
    "grace": rules.checked_seconds,
    "schedule": rules.checked_schedule,
    "tz": rules.checked_timezone,
    "manual_resume": rules.checked_flag,
    "methods": rules.checked_methods,
    "channels": rules.checked_channels,
    "unique": rules.checked_unique,
    "start_kw": rules.checked_keywords,
    "success_kw": rules.checked_keywords,
    "failure_kw": rules.checked_keywords,
    "filter_subject": rules.checked_flag,
    "filter_body": rules.checked_flag,
    "filter_http_body": rules.checked_flag,
    "filter_default_fail": rules.checked_flag,
}


class _Fields:
    """Keeps which fields the caller gave: only those are sent, so that an upsert resets nothing."""

    __slots__ = ("_given",)
    _given: frozenset[str]

    def __new__(cls, **given: object) -> Self:
        self = super().__new__(cls)
        self._given = frozenset(name for name, value in given.items() if value is not None)
        return self

    def to_fields(self) -> dict[str, Any]:
        """Return the fields that were given (a field given as None counts as not given), as the server takes them."""
        return {name: getattr(self, name) for name in _RULES if name in self._given}

    def __replace__(self, **changes: object) -> Self:
        """Return a copy with *changes*: what ``copy.replace`` calls, from Python 3.13 on.

        Fields that were not given stay so, which ``attrs.evolve`` cannot do: it gives every field.
        """
        return type(self)(**{**self.to_fields(), **changes})

    @classmethod
    def validate_methods(cls, value: str) -> str:
        """Return *value* if it is ``""`` or ``"POST"``; raise InputError (a ValueError) otherwise."""
        return rules.checked_methods("methods", value)

    @classmethod
    def validate_schedule(cls, value: str) -> str:
        """Return *value* if it is a cron or OnCalendar expression; raise InputError otherwise."""
        return rules.checked_schedule("schedule", value)

    @classmethod
    def validate_tz(cls, value: str) -> str:
        """Return *value* if it is an IANA time zone name; raise InputError otherwise."""
        return rules.checked_timezone("tz", value)

    @classmethod
    def validate_unique(cls, value: list[str | None]) -> list[str | None]:
        """Return *value* if it holds only name, slug, tags, timeout and grace; raise InputError otherwise."""
        names: list[str | None] = [*rules.checked_unique("unique", value)]
        return names


def _set(instance: Any, attribute: Attribute[Any], value: Any) -> Any:
    """Check a field that is assigned later, and take note that it is given."""
    checked = None if value is None else _RULES[attribute.name](attribute.name, value)
    name = {attribute.name}
    instance._given = instance._given - name if value is None else instance._given | name
    return checked


def _checked(name: str) -> Callable[[Any], Any]:
    def convert(value: Any) -> Any:
        return None if value is None else _RULES[name](name, value)

    return convert


def _field(name: str, default: Any = None) -> Any:
    return cast(Any, field(default=default, converter=_checked(name)))


@define(slots=True, kw_only=True, getstate_setstate=False, on_setattr=_set)
class CheckCreate(_Fields):
    """A check to create.

    Every field is optional; the defaults shown are the server's and are not sent unless you give them.
    Raises InputError (a ValueError) for a value that the server would refuse.

    Attributes:
        name: at most 100 characters.
        tags: tags separated by spaces, or a list of them.
        desc: free text.
        timeout: seconds between pings of a simple check, 60 to 31,536,000, or a timedelta.
        grace: seconds that a ping may be late, 60 to 31,536,000, or a timedelta.
        schedule: cron or OnCalendar expression; makes it a scheduled check, and ``timeout`` moot.
        tz: IANA time zone of the schedule.
        manual_resume: whether a paused check stays paused when pings arrive.
        methods: ``""`` for any HTTP method, ``"POST"`` to count only POST pings.
        channels: integrations to notify: ``"*"`` for all, or ids and names, as a list or separated by commas.
        unique: fields that identify a check: if one matches in all of them, it is updated instead.
        slug: a-z, 0-9, ``-`` and ``_``; the part of the URL for pings by slug.
        start_kw, success_kw, failure_kw: keywords, separated by commas, that tell what a ping means.
        filter_subject, filter_body: whether e-mail pings are judged by keywords in subject or body.
        filter_http_body: whether HTTP pings are judged by keywords in the body (server 3.13 or later).
        filter_default_fail: what a judged ping without any keyword means: failure, or nothing.
    """

    name: str | None = _field("name", "")
    tags: str | Iterable[str] | None = _field("tags", "")
    desc: str | None = _field("desc", "")
    timeout: int | timedelta | None = _field("timeout", 86400)
    grace: int | timedelta | None = _field("grace", 3600)
    schedule: str | None = _field("schedule")
    tz: str | None = _field("tz", "UTC")
    manual_resume: bool | None = _field("manual_resume", False)
    methods: str | None = _field("methods", "")
    channels: str | Iterable[str] | None = _field("channels")
    unique: list[str | None] | None = _field("unique", [])  # the converter copies: no list is shared
    slug: str | None = _field("slug")
    start_kw: str | None = _field("start_kw")
    success_kw: str | None = _field("success_kw")
    failure_kw: str | None = _field("failure_kw")
    filter_subject: bool | None = _field("filter_subject")
    filter_body: bool | None = _field("filter_body")
    filter_http_body: bool | None = _field("filter_http_body")
    filter_default_fail: bool | None = _field("filter_default_fail")


@define(slots=True, kw_only=True, getstate_setstate=False, on_setattr=_set)
class CheckUpdate(_Fields):
    """Changes to a check: only the fields that you give are sent, the others stay as they are.

    The fields are those of :class:`CheckCreate`, with the same rules.  ``unique`` has no effect on an update.
    """

    name: str | None = _field("name")
    tags: str | Iterable[str] | None = _field("tags")
    desc: str | None = _field("desc", "")
    timeout: int | timedelta | None = _field("timeout")
    grace: int | timedelta | None = _field("grace")
    schedule: str | None = _field("schedule")
    tz: str | None = _field("tz")
    manual_resume: bool | None = _field("manual_resume")
    methods: str | None = _field("methods")
    channels: str | Iterable[str] | None = _field("channels")
    unique: list[str | None] | None = _field("unique")
    slug: str | None = _field("slug")
    start_kw: str | None = _field("start_kw")
    success_kw: str | None = _field("success_kw")
    failure_kw: str | None = _field("failure_kw")
    filter_subject: bool | None = _field("filter_subject")
    filter_body: bool | None = _field("filter_body")
    filter_http_body: bool | None = _field("filter_http_body")
    filter_default_fail: bool | None = _field("filter_default_fail")


def _finish(cls: type[_Fields]) -> None:
    """Show the real constructor, and keep our ``__replace__``.

    ``inspect.signature`` would look at ``_Fields.__new__`` first; and from Python 3.13 on attrs writes a
    ``__replace__`` of its own, which gives every field.
    """
    signature = inspect.signature(vars(cls)["__init__"])
    types = inspect.get_annotations(cls)
    parameters = [
        p.replace(annotation=types[name]) for name, p in signature.parameters.items() if name != "self"
    ]
    shown = signature.replace(parameters=parameters, return_annotation=cls)
    cls.__signature__ = shown  # type: ignore[attr-defined]  # read by inspect
    cls.__replace__ = _Fields.__replace__  # type: ignore[method-assign]  # over the one that attrs wrote


_finish(CheckCreate)
_finish(CheckUpdate)
