"""The addresses of objects, and the builders of their requests."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from uptimekit._runtime import Request, segment
from uptimekit._runtime._async.facade import AsyncFacade
from uptimekit.betterstack.builders import Builders, PathBuilders, relative_url
from uptimekit.betterstack.exceptions import ValidationError, facade_errors
from uptimekit.betterstack.tracked_object import TrackedObject

if TYPE_CHECKING:
    from .api import AsyncPaginatedAPI

__all__ = ["AsyncAddressed", "Extras"]

Extras = Mapping[str, Any] | None


@dataclass(init=False, repr=False, eq=False, match_args=False)
class _Head:
    """The first arguments of every object's constructor."""

    id: str
    _api: AsyncPaginatedAPI
    _extras: Extras = None
    _original_values: Extras = None


@facade_errors
class AsyncAddressed(TrackedObject, _Head):
    """An object with a place on the server."""

    _url_endpoint: ClassVar[str]
    _allowed_query_parameters: ClassVar[Collection[str] | None] = None
    _above: ClassVar[tuple[str, ...]] = ()  # the ids that lead to the collection, see _split
    _aliases: ClassVar[Mapping[str, str]] = {}  # what is sent -> the attribute that shows it
    _builders: ClassVar[staticmethod[[], Builders] | None] = None  # whose module loads on first use

    def __init_subclass__(cls, *, builders: Callable[[], Builders] | None = None, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if builders is not None or "_url_endpoint" in vars(cls):
            cls._builders = None if builders is None else staticmethod(builders)

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
