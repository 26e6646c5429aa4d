"""The base of all objects: what they send."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar, dataclass_transform

from uptimekit._runtime import ListRequest, Request, segment
from uptimekit._runtime._async.facade import AsyncFacade
from uptimekit._runtime._async.waiting import wait_until
from uptimekit._runtime.finding import only_one
from uptimekit._runtime.reading import wrong_type
from uptimekit._runtime.sanitize import sanitized
from uptimekit._runtime.spelling import did_you_mean, with_article
from uptimekit.betterstack.address import parameters_of
from uptimekit.betterstack.builders import Builders, PathBuilders, filled, keywords_of, relative_url
from uptimekit.betterstack.exceptions import NotFoundError, ValidationError, facade_errors
from uptimekit.betterstack.listing import AsyncListing
from uptimekit.betterstack.response import read_change, read_resource
from uptimekit.betterstack.search import Criteria, refuse_unknown_filters
from uptimekit.betterstack.tracked_object import TrackedObject

from .read_each import read_each

if TYPE_CHECKING:
    from .api import AsyncPaginatedAPI

__all__ = ["AsyncBaseAPIObject", "Extras", "Id", "Name"]

T = TypeVar("T")
K = TypeVar("K", bound="AsyncBaseAPIObject")
Extras = Mapping[str, Any] | None
Id = str | int
Name = str | None


@dataclass(init=False, repr=False, eq=False, match_args=False)
class _Head:
    """The first arguments of every object's constructor."""

    id: str
    _api: AsyncPaginatedAPI
    _extras: Extras = None
    _original_values: Extras = None


@facade_errors
@dataclass_transform(kw_only_default=True, eq_default=False, field_specifiers=(field,))
class AsyncBaseAPIObject(TrackedObject, _Head):
    """A resource of the API, with its attributes as JSON has them.

    An attribute that the server does not send reads as None.  Attributes that the server sends and no class
    knows are kept: read and set them like the others, or look at ``_extras``.  Change what you like, also lists
    and dicts in place; :meth:`save` sends what differs from what the server said last.  To set an attribute that
    neither class nor server knows raises AttributeError.

    For a resource that has no class here, make one:

        class Severity(AsyncBaseAPIObject):
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

    _url_endpoint: ClassVar[str]
    _allowed_query_parameters: ClassVar[Collection[str] | None] = None
    _above: ClassVar[tuple[str, ...]] = ()  # the ids that lead to the collection, see _split
    _aliases: ClassVar[Mapping[str, str]] = {}  # what is sent -> the attribute that shows it
    _builders: ClassVar[staticmethod[[], Builders] | None] = (
        None  # by a function: the module loads on first use
    )

    def __init_subclass__(cls, *, builders: Callable[[], Builders] | None = None, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if builders is not None or "_url_endpoint" in vars(cls):
            cls._builders = None if builders is None else staticmethod(builders)

    # ------------------------------------------------------------------ addresses

    def generate_url(self) -> str:
        """Return the path of this object, relative to version 2 or absolute.

        Raises:
            ValueError: if it was not told what it lies below.
        """
        if self._builders is None:
            return f"{self.generate_global_url()}/{segment(self.id, 'id')}"
        return relative_url(self._own_request())

    @classmethod
    def generate_global_url(cls) -> str:
        """Return the path of the list of these objects.  Raises ValueError if there is none."""
        if cls._builders is None:
            return cls._url_endpoint
        cls._refuse_nowhere(dict.fromkeys(cls._above))
        return relative_url(cls._builders().list())

    @classmethod
    def _requests(cls, api: AsyncPaginatedAPI) -> Builders:
        cls._refuse_other_kind(api)
        if cls._builders is None:
            return PathBuilders(api.base_url, getattr(cls, "__secret__", ()))
        return cls._builders()

    @classmethod
    def _refuse_other_kind(cls, api: object) -> None:
        if not isinstance(api, AsyncFacade):
            given = f"the class {api.__name__}" if isinstance(api, type) else type(api).__name__
            raise ValidationError(f"{cls.__name__} needs an AsyncUptimeAPI, not {given}", field="api")

    def _own_request(self) -> Request[Any]:
        """Return the request that gets this object."""
        return self._requests(self._api).get(*self._ids())

    def _ids(self) -> tuple[str, ...]:
        """Return the ids in the path of this object."""
        if self._builders is None:
            return (self.generate_url(),)
        segment(self.id, "id")
        above = {name: vars(self).get(f"_{name}", vars(self).get(name)) for name in self._above}
        return (*self._refuse_nowhere(above), self.id)

    @classmethod
    def _split(cls, kwargs: Mapping[str, Any]) -> tuple[tuple[str, ...], dict[str, Any]]:
        """Return the ids of what the objects lie below (``page_id=`` or ``_page_id=``), and the other arguments."""
        rest = dict(kwargs)
        above = {name: rest.pop(f"_{name}", None) or rest.pop(name, None) for name in cls._above}
        return cls._refuse_nowhere(above), rest

    @classmethod
    def _refuse_nowhere(cls, above: Mapping[str, Any]) -> tuple[str, ...]:
        if None in above.values():
            raise ValueError(f"{cls.__name__} needs {' and '.join(above)}")
        return tuple(map(str, above.values()))

    @classmethod
    def _collection(cls, above: tuple[str, ...]) -> tuple[str, ...]:
        return (cls.generate_global_url(),) if cls._builders is None else above

    # ------------------------------------------------------------------ one object

    @classmethod
    def _from_api_response(cls, api: AsyncPaginatedAPI, data: Mapping[str, Any]) -> Self:
        """Return the object of a resource as the server sends it."""
        return cls._made(api, (), data)

    @classmethod
    def _made(cls, api: AsyncPaginatedAPI, above: tuple[str, ...], data: Mapping[str, Any]) -> Self:
        made = cls.__new__(cls)
        values = vars(made)
        values["_api"], values["_original_values"] = api, {}
        made._absorb(data)
        for name, value in zip(cls._above, above, strict=False):
            values[f"_{name}"] = value
        return made

    async def fetch_data(self, **kwargs: Any) -> None:
        """Get all attributes afresh; what was changed and not saved is lost.

        Args:
            kwargs: query parameters; one may end with an underscore that is not sent (``from_``).
        """
        request = self._own_request()
        request.query |= parameters_of(kwargs)
        self._absorb(await self._api.api.call(request.reading(read_resource)))
        self.reset_variable_tracking()

    async def save(self) -> None:
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
            await self._change(changes)

    async def _change(self, attributes: dict[str, Any]) -> None:
        requests: Any = self._requests(self._api)
        await self._act(filled(requests.update, self._ids(), self._outgoing(attributes)), attributes)

    async def _act(self, request: Request[Any], sent: Mapping[str, Any]) -> None:
        self._absorb_answer(await self._api.api.call(request.reading(read_change)), sent)

    @classmethod
    def _outgoing(cls, attributes: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return *attributes* as they are sent."""
        return attributes

    async def delete(self) -> None:
        """Delete this object on the server."""
        await self._api.api.call(self._requests(self._api).delete(*self._ids()))

    async def wait_until(
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
        return await wait_until(
            self._refreshed,
            lambda seen: seen._has(wanted) if isinstance(wanted, str) else wanted(seen),
            clock=self._api.clock,
            timeout=timeout,
            poll=poll,
            complaint=lambda seen: f"{sanitized(repr(seen))} did not come to {what} within {timeout:g} s",
            invalid=ValidationError,
        )

    async def _refreshed(self) -> Self:
        await self.fetch_data()
        return self

    def _has(self, status: str) -> bool:
        return str(getattr(self, "status", None)).lower() == status.lower()

    # ------------------------------------------------------------------ all objects

    @classmethod
    async def new(cls, api: AsyncPaginatedAPI, *, _extras: Extras = None, **kwargs: Any) -> Self:
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
        return cls._made(api, above, await api.api.call(request.reading(read_resource)))

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
    def filter(cls, api: AsyncPaginatedAPI, **kwargs: Any) -> AsyncListing[Self]:
        """Yield the objects that the server finds, page by page.

        Args:
            kwargs: query parameters; one may end with an underscore that is not sent (``from_``).

        Raises:
            ValidationError: for a parameter that the server does not filter by: it would return everything.
        """
        above, query = cls._split(kwargs)
        query = {name.removesuffix("_"): value for name, value in query.items()}
        if cls._builders is not None or cls._allowed_query_parameters is not None:
            refuse_unknown_filters(cls.__name__, query, cls._filters(api))
        return cls._listed(api, above, query, "filter")

    @classmethod
    def get_all_instances(cls, api: AsyncPaginatedAPI) -> AsyncListing[Self]:
        """Yield all objects of this class, page by page."""
        cls._refuse_other_kind(api)
        return cls._listed(api, cls._split({})[0], {}, "get_all_instances")

    @classmethod
    def _filters(cls, api: AsyncPaginatedAPI) -> Collection[str]:
        """Return the names of what the server filters by."""
        if cls._builders is None:
            return cls._allowed_query_parameters or ()
        names = keywords_of(cls._requests(api).list)
        return {name.removesuffix("_") for name in names} - {"page", "per_page"}

    @classmethod
    def _listed(
        cls, api: AsyncPaginatedAPI, above: tuple[str, ...], query: Mapping[str, Any], method: str
    ) -> AsyncListing[Self]:
        called = f"{cls.__name__}.{method}"
        if cls._builders is None:
            items = api.get(cls.generate_global_url(), parameters=dict(query))
            return read_each(items, partial(cls._made, api, above), called)
        rest = dict(query)
        start_at = rest.pop("page", None)
        request = cls._list_request(above, rest)
        request.called = called
        return cls._paged(api, request, above, start_at)

    @classmethod
    def _paged(
        cls,
        api: AsyncPaginatedAPI,
        request: ListRequest[Any, Any],
        above: tuple[str, ...] = (),
        start_at: str | None = None,
    ) -> AsyncListing[Self]:
        read = partial(cls._item, api, above)
        return aiter(
            api.api.paginate(request.reading_items(read), start_at=start_at, prefetch=api.max_workers)
        )

    @classmethod
    def _item(cls, api: AsyncPaginatedAPI, above: tuple[str, ...], data: Any) -> Self:
        if data.__class__ is not dict:
            raise wrong_type(data, "an object", cls._made(api, above, {}))
        return cls._made(api, above, data)

    def _related(self, request: ListRequest[Any, Any], kind: type[K]) -> AsyncListing[K]:
        """Yield the objects of *kind* that a listing of this object's has."""
        return kind._paged(self._api, request)

    @classmethod
    def _list_request(cls, above: tuple[str, ...], query: Mapping[str, Any]) -> ListRequest[Any, Any]:
        assert cls._builders is not None  # noqa: S101  (for type checkers)
        build: Any = cls._builders().list
        names = {name.removesuffix("_"): name for name in keywords_of(build)}
        request: ListRequest[Any, Any] = build(*above, **{names[n]: value for n, value in query.items()})
        return request

    @classmethod
    async def find(cls, api: AsyncPaginatedAPI, name: str | None = None, **kwargs: Any) -> Self:
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
        found = [each async for each in cls._matching(api, wanted, strict=True, seen=seen)]
        if name and not seen and cls._builders and cls._name_field in cls._filters(api):
            seen = await cls._first_names(api, cls._split(wanted)[0])
        return only_one(
            found,
            cls.__name__,
            name,
            attributes=kwargs,
            missing=NotFoundError,
            several=ValidationError,
            names=seen,
            shown=lambda each: each.id,
            advice="give more attributes, or use filter()",
        )

    @classmethod
    async def _first_names(cls, api: AsyncPaginatedAPI, above: tuple[str, ...]) -> list[str]:
        """Return the names on the first page of all objects, for a suggestion: where the server filters, none is seen."""
        request = cls._list_request(above, {}).reading_items(partial(cls._item, api, above))
        async with aclosing(api.api.paginate(request).pages()) as pages:
            return [str(getattr(each, cls._name_field, "")) for each in (await anext(pages)).items]

    @classmethod
    async def get_or_create(cls, api: AsyncPaginatedAPI, **kwargs: Any) -> tuple[bool, Self]:
        """Return whether one was created, and the first object with these attributes.

        Args:
            kwargs: attributes to look for, and to create one with if none has them all.

        Raises:
            ValidationError: if the server shows none of them, so that there is nothing to compare, and for an
                attribute that there is not.
        """
        async with aclosing(cls._matching(api, kwargs, strict=False)) as matches:
            async for found in matches:
                return False, found
        return True, await cls.new(api, **kwargs)

    @classmethod
    async def _matching(
        cls,
        api: AsyncPaginatedAPI,
        wanted: Mapping[str, Any],
        *,
        strict: bool,
        seen: list[str] | None = None,
    ) -> AsyncListing[Self]:
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
        async with aclosing(cls._listed(api, above, criteria.filters, "find")) as listed:
            async for each in listed:
                if seen is not None:
                    seen.append(str(getattr(each, cls._name_field, "")))
                if criteria.fits(each):
                    yield each
