# Derived by scripts/generate.py from ../_async/base.py; do not edit.
"""The base of all objects: reading, changing and finding them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import closing
from dataclasses import field
from functools import partial
from typing import TYPE_CHECKING, Any, Self, dataclass_transform

from uptimekit._runtime import Request
from uptimekit._runtime._sync.waiting import wait_until
from uptimekit._runtime.finding import only_one
from uptimekit._runtime.sanitize import sanitized
from uptimekit._runtime.spelling import did_you_mean, with_article
from uptimekit.betterstack.address import parameters_of
from uptimekit.betterstack.builders import Builders, filled, keywords_of
from uptimekit.betterstack.exceptions import NotFoundError, ValidationError, facade_errors
from uptimekit.betterstack.listing import Listing
from uptimekit.betterstack.response import read_change, read_resource
from uptimekit.betterstack.search import Criteria

from .addressed import Extras
from .listed import Listed

if TYPE_CHECKING:
    from .api import PaginatedAPI

__all__ = ["BaseAPIObject", "Extras", "Id", "Name"]

Id = str | int
Name = str | None


@facade_errors
@dataclass_transform(kw_only_default=True, eq_default=False, field_specifiers=(field,))
class BaseAPIObject(Listed):
    """A resource of the API, with its attributes as JSON has them.

    An attribute that the server does not send reads as None.  Attributes that the server sends and no class
    knows are kept: read and set them like the others, or look at ``_extras``.  Change what you like, also lists
    and dicts in place; :meth:`save` sends what differs from what the server said last.  To set an attribute that
    neither class nor server knows raises AttributeError.  What is written into ``vars()`` of an object may not count
    as a change: use ``setattr()``.

    For a resource that has no class here, make one:

        class Severity(BaseAPIObject):
            _url_endpoint = "urgencies"                    # below base_url; "/api/v3/..." for another version
            _allowed_query_parameters = ("team_name",)     # what the server filters by; default: not checked
            _name_field = "name"                           # what find(name=...) compares; default: "name"
            __sendable__ = frozenset({"name", "sms"})      # what may be sent; default: everything
            __secret__ = frozenset()                       # what repr() and errors never show; default: nothing

            name: str | None = None
            sms: bool | None = None

    Such a class takes any attribute if it declares none.

    Args:
        id: id of the resource.
        _api: the API that it lives in.
        _extras: attributes that the class does not know.
        _original_values: what the server said last; what is missing in it counts as changed if it is set.
        fields: the class's fields by name; None is as good as not given.

    Raises:
        TypeError: for a field that the class does not have.
    """

    def fetch_data(self, **kwargs: Any) -> None:
        """Get all attributes afresh; what was changed and not saved is lost.

        Args:
            kwargs: query parameters; one may end with an underscore that is not sent (``from_``).
        """
        request = self._own_request()
        request.query |= parameters_of(kwargs)
        self._absorb(self._api.api.call(request.reading(read_resource)))
        self.reset_variable_tracking()

    def save(self) -> None:
        """Send the changed attributes, and nothing if there are none.

        A list that the server treats as a set has not changed if only its order has, and neither has a number
        that is set as text.

        Raises:
            ValidationError: with nothing sent, if one of them is the server's alone.
            UnprocessableError: 422, with the server's messages by field in ``details``.
        """
        changes = self._changes()
        if changes:
            self._refuse_read_only(changes, creating=False)
            self._change(changes)

    def _change(self, attributes: dict[str, Any]) -> None:
        requests: Any = self._requests(self._api)
        self._act(filled(requests.update, self._ids(), self._outgoing(attributes)), attributes)

    def _act(self, request: Request[Any], sent: Mapping[str, Any]) -> None:
        self._absorb_answer(self._api.api.call(request.reading(read_change)), sent)

    @classmethod
    def _outgoing(cls, attributes: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return *attributes* as they are sent."""
        return attributes

    def delete(self) -> None:
        """Delete this object on the server."""
        self._api.api.call(self._requests(self._api).delete(*self._ids()))

    def wait_until(
        self, wanted: str | Callable[[Self], bool], timeout: float = 300.0, poll: float = 15.0
    ) -> Self:
        """Fetch this object again and again until it is as *wanted*; return it.

        Args:
            wanted: a status ("up", "Resolved": letter case does not matter), or a function of the object.
            timeout: seconds after which to give up.
            poll: seconds between two requests.

        Raises:
            WaitTimeoutError: with the attributes that were seen last on this object.
        """
        self._refuse_no_status(wanted)
        what = f"status {wanted}" if isinstance(wanted, str) else "what was wanted"
        return wait_until(
            self._refreshed,
            lambda seen: seen._has(wanted) if isinstance(wanted, str) else wanted(seen),
            clock=self._api.clock,
            timeout=timeout,
            poll=poll,
            complaint=lambda seen: f"{sanitized(repr(seen))} did not come to {what} within {timeout:g} s",
            invalid=ValidationError,
        )

    def _refreshed(self) -> Self:
        self.fetch_data()
        return self

    def _has(self, status: str) -> bool:
        return str(getattr(self, "status", None)).lower() == status.lower()

    # ------------------------------------------------------------------ all objects

    @classmethod
    def new(cls, api: PaginatedAPI, *, _extras: Extras = None, **kwargs: Any) -> Self:
        """Create one on the server and return it.

        Args:
            _extras: attributes that neither class nor spec know.
            kwargs: its attributes.

        Raises:
            ValidationError: with nothing sent, for an attribute that there is not, or that is the server's.
        """
        above, attributes = cls._split(kwargs)
        requests = cls._requests(api)
        cls._refuse_unknown(attributes, requests)
        cls._refuse_read_only(attributes, creating=True)
        attributes = {**cls._outgoing(attributes), **(_extras or {})}
        request = filled(requests.create, cls._collection(above), attributes)
        return cls._made(api, above, api.api.call(request.reading(read_resource)))

    @classmethod
    def _refuse_unknown(cls, names: Collection[str], requests: Builders) -> None:
        known = {*cls._fields, *getattr(cls, "__sendable__", ())}
        if cls._builders is not None:
            known |= keywords_of(requests.create).keys()
        if known and (unknown := [name for name in names if name not in known]):
            hint = did_you_mean(unknown[0], known)
            raise ValidationError(
                f"{with_article(cls.__name__)} has no attribute {', '.join(unknown)}{hint or '; pass others in _extras'}",
                field=unknown[0],
            )

    @classmethod
    def find(cls, api: PaginatedAPI, name: str | None = None, **kwargs: Any) -> Self:
        """Return the one object with these attributes.

        Args:
            name: its name, whatever the resource calls it (``pronounceable_name``, ``company_name`` ...).
            kwargs: other attributes, compared exactly (``url=...``), and filters.

        Raises:
            NotFoundError: if there is none, with the nearest name.
            ValidationError: if several objects match, or if there is nothing to compare.
        """
        wanted = kwargs if name is None else {cls._name_field: name, **kwargs}
        seen: list[str] = []
        found = list(cls._matching(api, wanted, strict=True, seen=seen))
        if name and not seen and cls._builders and cls._name_field in cls._filters(api):
            seen = cls._first_names(api, cls._split(wanted)[0])
        filtered = cls._split(wanted)[1].keys() <= {*cls._filters(api)}
        return only_one(
            found,
            cls.__name__,
            name,
            attributes=kwargs,
            missing=NotFoundError,
            several=ValidationError,
            names=seen,
            shown=lambda each: each.id,
            advice="give more attributes, or "
            + ("use filter()" if filtered else "loop over get_all_instances() and compare"),
        )

    @classmethod
    def _first_names(cls, api: PaginatedAPI, above: tuple[str, ...]) -> list[str]:
        """Return the names on the first page of all objects, for a suggestion: where the server filters, none is seen."""
        request = cls._list_request(above, {}).reading_items(partial(cls._item, api, above))
        with closing(api.api.paginate(request).pages()) as pages:
            return [str(getattr(each, cls._name_field, "")) for each in next(pages).items]

    @classmethod
    def get_or_create(cls, api: PaginatedAPI, **kwargs: Any) -> tuple[bool, Self]:
        """Return whether one was created, and the first object with these attributes.

        Args:
            kwargs: attributes to look for, and to create one with if none has them all.

        Raises:
            ValidationError: if the server shows none of them, so that there is nothing to compare, and for an
                attribute that there is not.
        """
        with closing(cls._matching(api, kwargs, strict=False)) as matches:
            for found in matches:
                return False, found
        return True, cls.new(api, **kwargs)

    @classmethod
    def _matching(
        cls,
        api: PaginatedAPI,
        wanted: Mapping[str, Any],
        *,
        strict: bool,
        seen: list[str] | None = None,
    ) -> Listing[Self]:
        """Yield the objects that are *wanted*; add the names of all that were looked at to *seen*."""
        above, attributes = cls._split(wanted)
        criteria = Criteria.of(
            cls.__name__,
            attributes,
            shown=cls._fields,
            filters=cls._filters(api),
            aliases=cls._aliases,
            strict=strict,
        )
        if not strict:
            cls._refuse_unknown([n for n in attributes if n not in criteria.filters], cls._requests(api))
        with closing(cls._listed(api, above, criteria.filters, "find")) as listed:
            for each in listed:
                if seen is not None:
                    seen.append(str(getattr(each, cls._name_field, "")))
                if criteria.fits(each):
                    yield each
