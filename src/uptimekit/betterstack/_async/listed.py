"""Listings of objects."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Self, TypeVar

from uptimekit._runtime import ListRequest
from uptimekit._runtime.reading import wrong_type
from uptimekit.betterstack.builders import keywords_of
from uptimekit.betterstack.exceptions import facade_errors
from uptimekit.betterstack.listing import AsyncListing
from uptimekit.betterstack.search import refuse_unknown_filters
from uptimekit.betterstack.tracked_object import copied

from .addressed import AsyncAddressed
from .read_each import read_each

if TYPE_CHECKING:
    from .api import AsyncPaginatedAPI

__all__ = ["AsyncListed"]

K = TypeVar("K", bound="AsyncListed")


@facade_errors
class AsyncListed(AsyncAddressed):
    """An object that the server lists."""

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
    def _from_api_response(cls, api: AsyncPaginatedAPI, data: Mapping[str, Any]) -> Self:
        """Return the object of a resource as the server sends it."""
        return cls._made(api, (), copied(data))

    @classmethod
    def _made(cls, api: AsyncPaginatedAPI, above: tuple[str, ...], data: Mapping[str, Any]) -> Self:
        made = cls.__new__(cls)
        made._absorb(data)
        values = vars(made)
        values["_api"] = api
        if above:
            values.update((f"_{name}", value) for name, value in zip(cls._above, above, strict=False))
        return made
