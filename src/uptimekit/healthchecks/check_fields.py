"""The fields that create or change a check."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal, Self, cast

from attrs import Attribute, Converter, define, field, fields, setters

from . import field_rules as rules

if TYPE_CHECKING:
    from uptimekit_clients.healthchecks.params import CheckCreateParams

__all__ = ["CheckCreate", "CheckUpdate", "UniqueField"]

UniqueField = Literal["name", "slug", "tags", "timeout", "grace"]


def _field(rule: Callable[[str, Any], Any], default: Any = None) -> Any:
    def checked(value: Any, attribute: Attribute[Any]) -> Any:
        return None if value is None else rule(attribute.name, value)

    converter: Any = Converter(checked, takes_field=True)
    return field(default=default, converter=converter, metadata={"rule": rule})


def _note(instance: Any, attribute: Attribute[Any], value: Any) -> Any:
    """Note that a field is given, or with None that it is not."""
    name = {attribute.name}
    instance._given = instance._given - name if value is None else instance._given | name
    return value


def _in_order(_cls: type, attributes: list[Attribute[Any]]) -> list[Attribute[Any]]:
    """Return the fields in the order of the base class: attrs puts those with another default last."""
    names = list(_Fields.__annotations__)
    return sorted(attributes, key=lambda attribute: names.index(attribute.name))


class _Given:
    """Knows which fields were given: only those are sent, so that an upsert resets nothing."""

    __slots__ = ("_given",)
    _given: frozenset[str]

    def to_fields(self) -> CheckCreateParams:
        """Return the given fields as the server takes them; a field that is None counts as not given."""
        kind: Any = type(self)
        given: Any = {f.name: getattr(self, f.name) for f in fields(kind) if f.name in self._given}
        return cast("CheckCreateParams", given)

    def __setstate__(self, state: tuple[None, dict[str, Any]]) -> None:
        for name, value in state[1].items():
            object.__setattr__(self, name, value)  # as it is: an assignment would count as given

    def __replace__(self, **changes: object) -> Self:
        """Return a copy with *changes*, for ``copy.replace`` of Python 3.13.

        Fields that were not given stay so; ``attrs.evolve`` would give every field.
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


@define(slots=True, kw_only=True, getstate_setstate=False, on_setattr=[setters.convert, _note])
class _Fields(_Given):
    name: str | None = _field(rules.checked_name)
    tags: str | Iterable[str] | None = _field(rules.checked_tags)
    desc: str | None = _field(rules.checked_text, "")
    timeout: int | timedelta | None = _field(rules.checked_seconds)
    grace: int | timedelta | None = _field(rules.checked_seconds)
    schedule: str | None = _field(rules.checked_schedule)
    tz: str | None = _field(rules.checked_timezone)
    manual_resume: bool | None = _field(rules.checked_flag)
    methods: Literal["", "POST"] | None = _field(rules.checked_methods)
    channels: str | Iterable[str] | None = _field(rules.checked_channels)
    unique: list[UniqueField] | None = _field(rules.checked_unique)
    slug: str | None = _field(rules.checked_slug)
    start_kw: str | None = _field(rules.checked_keywords)
    success_kw: str | None = _field(rules.checked_keywords)
    failure_kw: str | None = _field(rules.checked_keywords)
    filter_subject: bool | None = _field(rules.checked_flag)
    filter_body: bool | None = _field(rules.checked_flag)
    filter_http_body: bool | None = _field(rules.checked_flag)
    filter_default_fail: bool | None = _field(rules.checked_flag)


@define(
    slots=True,
    kw_only=True,
    getstate_setstate=False,
    on_setattr=[setters.convert, _note],
    field_transformer=_in_order,
)
class CheckCreate(_Fields):
    """A check to create.

    Every field is optional.  The defaults are the server's and are not sent.  Raises InputError (a ValueError) for a
    value that the server would refuse.

    Attributes:
        name: at most 100 characters.
        tags: tags separated by spaces, or a list of them.
        desc: free text.
        timeout: seconds between pings of a simple check, 60 to 31,536,000, or a timedelta.
        grace: seconds that a ping may be late, 60 to 31,536,000, or a timedelta.
        schedule: cron or OnCalendar expression; the server then drops ``timeout``.
        tz: IANA time zone of the schedule.
        manual_resume: whether a paused check stays paused when pings arrive.
        methods: ``""`` for any HTTP method, ``"POST"`` for POST alone.
        channels: integrations to notify: ``"*"`` for all, or ids and names, as a list or separated by commas.
        unique: fields that identify a check; one that matches in all of them is updated instead.
        slug: a-z, 0-9, ``-`` and ``_``; the part of the URL for pings by slug.
        start_kw, success_kw, failure_kw: keywords, separated by commas, that tell what a ping means.
        filter_subject, filter_body: whether e-mail pings are judged by keywords in subject or body.
        filter_http_body: whether HTTP pings are judged by keywords in the body (server 3.13 or later).
        filter_default_fail: whether a judged ping without any keyword is a failure.
    """

    name: str | None = _field(rules.checked_name, "")
    tags: str | Iterable[str] | None = _field(rules.checked_tags, "")
    timeout: int | timedelta | None = _field(rules.checked_seconds, 86400)
    grace: int | timedelta | None = _field(rules.checked_seconds, 3600)
    tz: str | None = _field(rules.checked_timezone, "UTC")
    manual_resume: bool | None = _field(rules.checked_flag, False)
    methods: Literal["", "POST"] | None = _field(rules.checked_methods, "")
    unique: list[UniqueField] | None = _field(rules.checked_unique, [])  # the rule copies: no list is shared


@define(slots=True, kw_only=True, getstate_setstate=False, on_setattr=[setters.convert, _note])
class CheckUpdate(_Fields):
    """Changes to a check.  Only given fields are sent; the others keep their values.

    The fields are those of :class:`CheckCreate`, with the same rules.  ``unique`` has no effect.
    """


def _remember_given(kind: Any) -> None:
    """Let the constructor note the given fields, and restore ``__replace__``: attrs writes one on Python 3.13."""
    build = kind.__init__
    build.__annotations__ |= _Fields.__annotations__  # attrs shows those of the converters

    @functools.wraps(build)
    def init(self: Any, **given: Any) -> None:
        build(self, **given)
        self._given = frozenset(name for name, value in given.items() if value is not None)

    kind.__init__ = init
    kind.__replace__ = _Given.__replace__


_remember_given(CheckCreate)
_remember_given(CheckUpdate)
