"""Arguments of actions: their types, and checks before anything is sent."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from inspect import signature
from typing import Any, ParamSpec, TypedDict, TypeVar

from uptimekit._runtime import UNSET, CallOptions, Request, Unset, body, documented, segment
from uptimekit._runtime.json_types import is_array, is_object
from uptimekit._runtime.spelling import did_you_mean
from uptimekit.statuspage._result import Result
from uptimekit.statuspage.errors import InputError

__all__ = [
    "Filters",
    "FiltersAndPaging",
    "Paging",
    "RequestOptions",
    "checked",
    "day",
    "documented_values",
    "given",
    "ids",
    "needed",
    "persisting",
    "refuse_unknown",
    "window",
]

P = ParamSpec("P")
T = TypeVar("T")


class Paging(TypedDict, total=False):
    """Options of a lazy listing.

    Attributes:
        start_at: page to begin with: the ``page_token`` of an error that broke a listing.
        prefetch: pages to fetch ahead of the reader.  Default 0.
        max_pages: the largest number of pages; more raise PaginationError.  Default 10,000.
    """

    start_at: str | None
    prefetch: int
    max_pages: int


class Filters(TypedDict, total=False):
    """Filters of a listing of subscribers.

    Attributes:
        q: text in the e-mail address, endpoint or phone number.
        type: email, sms, webhook, slack, teams or integration_partner.
        state: active (the server's default), unconfirmed, quarantined or all.
        sort_field: primary, created_at, quarantined_at, or relevance (with *q* only).
        sort_direction: asc or desc.
    """

    q: str | None
    type: str | None
    state: str | None
    sort_field: str | None
    sort_direction: str | None


class FiltersAndPaging(Filters, Paging, total=False):
    """Filters and options of a lazy listing of subscribers."""


class RequestOptions(CallOptions, total=False):
    """Further arguments of ``get``, ``post`` and so on, in addition to ``uptimekit.CallOptions``.

    Attributes:
        headers: further request headers.
        raw: True sends the body without an envelope, and keeps the envelope of the answer.  Default False.
        timeout: seconds to wait for each of connecting, sending and the next byte.
    """

    raw: bool


def given(value: T | None) -> T | Unset:
    """Return *value*; UNSET for None, which is not sent."""
    return UNSET if value is None else value


def day(value: date | str | None) -> str | Unset:
    """Return a day, month or year in the API's format, of a time its day; UNSET for None."""
    if isinstance(value, datetime):
        value = value.date()
    return value.isoformat() if isinstance(value, date) else given(value)


def needed(name: str, value: str | None) -> str:
    """Return an id whose documented default is None; raise InputError for None and for what is no id."""
    if value is None:
        raise InputError(f"no {name} was given", field=name)
    segment(value, name)
    return value


def ids(name: str, value: Iterable[str]) -> list[str]:
    """Return a list of ids; raise InputError for a single text, which is a sequence of letters, and for objects."""
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        raise InputError(f"{name} must be a list of ids, not of type {type(value).__name__}", field=name)
    listed = list(value)
    _refuse_objects(name, listed)
    return listed


def _refuse_objects(name: str, value: Any) -> None:
    """Raise InputError for a result, or a list with one, where the API takes its id."""
    for each in value if is_array(value) else (value,):
        if isinstance(each, Result) and "id" in each:
            text = f"{name} takes no {type(each).__name__}; pass its id, or the field that is meant"
            raise InputError(text, field=name)


def window(attributes: Mapping[str, Any], start: str, end: str) -> None:
    """Raise InputError if the times of a maintenance, under these names, have no zone, or end before they begin."""
    moments = [
        (name, attributes[name]) for name in (start, end) if isinstance(attributes.get(name), datetime)
    ]
    for name, moment in moments:
        if moment.utcoffset() is None:
            raise InputError(f"{name} needs a time zone, such as tzinfo=datetime.UTC", field=name)
    if len(moments) == 2 and moments[0][1] >= moments[1][1]:
        raise InputError(f"{start} must be before {end}", field=end)


def documented_values(**arguments: Any) -> None:
    """Raise InputError if a status, an impact or the status of one of the components is not documented.

    The builders check the same, but by then names have become ids, and the page's components have been read.
    """
    for name in ("statuses", "components"):
        if isinstance(wanted := arguments.get(name, {}), str) or (
            name == "statuses" and not is_object(wanted)
        ):
            example = "{'API': 'major_outage'}"
            kind = type(wanted).__name__
            raise InputError(f"{name} must be a dict such as {example}, not of type {kind}", field=name)
    from uptimekit_clients.statuspage.models import ComponentStatus, IncidentImpactLevel, IncidentStatus

    by = {"status": IncidentStatus, "impact": IncidentImpactLevel}
    for name, value in arguments.items():
        documented(name, value, by.get(name) or {"*": ComponentStatus})


def checked(builder: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Return the request of *builder*; raise InputError for a keyword that it does not take.

    An object where its id is taken is refused too.  If an attribute is missing, the request is built without it: the server's answer is a ResourceError, as documented.
    """
    for name, value in kwargs.items():
        _refuse_objects(name, value)
        if name.endswith("_ids") and isinstance(value, str):
            ids(name, value)
    try:
        return builder(*args, **kwargs)
    except TypeError:
        keywords = [each for each in signature(builder).parameters.values() if each.kind is each.KEYWORD_ONLY]
        refuse_unknown(builder.__name__, kwargs, [each.name for each in keywords])
        required = (each.name for each in keywords if each.default is each.empty)
        missing: Any = {name: UNSET for name in required if name not in kwargs}
        if not missing:
            raise
    return builder(*args, **kwargs, **missing)


def refuse_unknown(action: str, names: Collection[str], known: Collection[str]) -> None:
    """Raise InputError for the first of *names* that is not *known*, with a suggestion."""
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known, f"it takes {', '.join(sorted(known))}")
            raise InputError(f"{action}() takes no {name}{hint}", field=name) from None


def persisting(builder: Callable[P, Request[T]], keys: Collection[str]) -> Callable[P, Request[T]]:
    """Return *builder*, extended by *keys*, which are sent although the API no longer documents them."""

    @functools.wraps(builder)
    def build(*args: P.args, **kwargs: P.kwargs) -> Request[T]:
        unknown = kwargs.keys() - signature(builder).parameters.keys() if keys & kwargs.keys() else ()
        kept = {name: kwargs.pop(name) for name in keys if name in unknown}
        request = builder(*args, **kwargs)
        envelope = request.operation.envelope
        (request.json[envelope] if envelope else request.json).update(body(kept))
        return request

    return build
