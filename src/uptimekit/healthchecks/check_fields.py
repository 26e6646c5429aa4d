"""The fields that create or change a check."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal, cast

from attrs import Attribute, Converter, define, field, fields, setters

from uptimekit._runtime.keyword_names import suggests_names

from .field_rules import RULES

if TYPE_CHECKING:
    from uptimekit_clients.healthchecks.params import CheckCreateParams

__all__ = ["CheckCreate", "CheckUpdate", "UniqueField"]

UniqueField = Literal["name", "slug", "tags", "timeout", "grace"]


def _checked(value: Any, attribute: Attribute[Any]) -> Any:
    return None if value is None else RULES[attribute.name](attribute.name, value)


def _field(default: Any = None) -> Any:
    converter: Any = Converter(_checked, takes_field=True)
    return field(default=default, converter=converter)


def _note(instance: Any, attribute: Attribute[Any], value: Any) -> Any:
    """Note that a field is given, or with None that it is not."""
    name = {attribute.name}
    instance._given = instance._given - name if value is None else instance._given | name
    return value


def _in_order(_cls: type, attributes: list[Attribute[Any]]) -> list[Attribute[Any]]:
    """Return the fields in the order of the base class: attrs puts those with another default last."""
    names = list(CheckUpdate.__annotations__)
    return sorted(attributes, key=lambda attribute: names.index(attribute.name))


@suggests_names
@define(kw_only=True, on_setattr=[setters.convert, _note])
class CheckUpdate:
    """Changes to a check.  Only given fields are sent; the others keep their values.

    The fields are those of :class:`CheckCreate`, with the same rules.  ``unique`` has no effect.
    """

    name: str | None = _field()
    tags: str | Iterable[str] | None = _field()
    desc: str | None = _field("")
    timeout: int | timedelta | None = _field()
    grace: int | timedelta | None = _field()
    schedule: str | None = _field()
    tz: str | None = _field()
    manual_resume: bool | None = _field()
    methods: Literal["", "POST"] | None = _field()
    channels: str | Iterable[str] | None = _field()
    unique: list[UniqueField] | None = _field()
    slug: str | None = _field()
    start_kw: str | None = _field()
    success_kw: str | None = _field()
    failure_kw: str | None = _field()
    filter_subject: bool | None = _field()
    filter_body: bool | None = _field()
    filter_http_body: bool | None = _field()
    filter_default_fail: bool | None = _field()
    _given: frozenset[str] = field(
        factory=frozenset, init=False, eq=False, repr=False, on_setattr=setters.NO_OP
    )

    def to_fields(self) -> CheckCreateParams:
        """Return the given fields as the server takes them; a field that is None counts as not given."""
        kind: Any = type(self)
        given: Any = {f.name: getattr(self, f.name) for f in fields(kind) if f.name in self._given}
        return cast("CheckCreateParams", given)

    @classmethod
    def validate_methods(cls, value: str) -> str:
        """Return *value* if it is ``""`` or ``"POST"``; raise InvalidRequestError (a ValueError) otherwise."""
        return str(RULES["methods"]("methods", value))

    @classmethod
    def validate_schedule(cls, value: str) -> str:
        """Return *value* if it is a cron or OnCalendar expression; raise InvalidRequestError otherwise."""
        return str(RULES["schedule"]("schedule", value))

    @classmethod
    def validate_tz(cls, value: str) -> str:
        """Return *value* if it is an IANA time zone name; raise InvalidRequestError otherwise."""
        return str(RULES["tz"]("tz", value))

    @classmethod
    def validate_unique(cls, value: list[str | None]) -> list[str | None]:
        """Return *value* if it holds only name, slug, tags, timeout and grace; raise InvalidRequestError otherwise."""
        return list(RULES["unique"]("unique", value))


@suggests_names
@define(kw_only=True, on_setattr=[setters.convert, _note], field_transformer=_in_order)
class CheckCreate(CheckUpdate):
    """A check to create.

    Every field is optional.  The defaults are the server's and are not sent.  Raises InvalidRequestError (a ValueError) for a
    value that the server would refuse.

    Attributes:
        name: at most 100 characters.
        tags: tags separated by spaces, or a list of them.
        desc: free text.
        timeout: seconds between pings of a simple check, 60 to 31,536,000, or a timedelta.
        grace: seconds that a ping may be late, 60 to 31,536,000, or a timedelta.
        schedule: cron or OnCalendar expression, instead of ``timeout``.
        tz: IANA time zone of the schedule.  Default: UTC, whatever the time zone of this machine is; an update that
            gives a schedule without it keeps the time zone of the check.
        manual_resume: whether a paused check stays paused when pings arrive.
        methods: ``""`` for any HTTP method, ``"POST"`` for POST alone.
        channels: integrations to notify: ``"*"`` for all, or ids and names, as a list or separated by commas.
        unique: fields that identify a check; one that matches in all of them is updated instead.
        slug: a-z, 0-9, ``-`` and ``_``; the part of the URL for pings by slug.
        start_kw: keywords, separated by commas, of a ping that means a start.
        success_kw: keywords of a ping that means a success.
        failure_kw: keywords of a ping that means a failure.
        filter_subject: whether e-mail pings are judged by keywords in the subject.
        filter_body: whether e-mail pings are judged by keywords in the body.
        filter_http_body: whether HTTP pings are judged by keywords in the body (server 3.13 or later).
        filter_default_fail: whether a judged ping without any keyword is a failure.
    """

    name: str | None = _field("")
    tags: str | Iterable[str] | None = _field("")
    timeout: int | timedelta | None = _field(86400)
    grace: int | timedelta | None = _field(3600)
    tz: str | None = _field("UTC")
    manual_resume: bool | None = _field(False)
    methods: Literal["", "POST"] | None = _field("")
    unique: list[UniqueField] | None = _field([])  # the rule copies: no list is shared


def _replaced(self: Any, **changes: object) -> Any:
    """Return a copy with *changes*, for ``copy.replace`` of Python 3.13.

    Fields that were not given stay so; ``attrs.evolve`` would give every field.
    """
    return type(self)(**{**self.to_fields(), **changes})


def _remember_given(kind: Any) -> None:
    """Let the constructor note the given fields, and restore ``__replace__``: attrs writes one on Python 3.13."""
    build = kind.__init__
    build.__annotations__ |= CheckUpdate.__annotations__  # attrs shows those of the converter

    @functools.wraps(build)
    def init(self: Any, **given: Any) -> None:
        build(self, **given)
        self._given = frozenset(name for name, value in given.items() if value is not None)

    kind.__init__ = init
    kind.__replace__ = _replaced


_remember_given(CheckUpdate)
_remember_given(CheckCreate)
