"""Looking objects up: the server filters where it can, the rest is compared here."""

from __future__ import annotations

from collections.abc import Collection, Generator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from uptimekit._runtime.sanitize import sanitized
from uptimekit._runtime.tracebacks import hides_locals

from .exceptions import ValidationError

if TYPE_CHECKING:
    from .api import PaginatedAPI

__all__ = ["Queries"]

_PAGING: Final = frozenset({"page", "per_page"})


@hides_locals
class Queries:
    """``find`` and ``get_or_create``, for classes that list and create."""

    _allowed_query_parameters: ClassVar[Collection[str] | None]
    _name_field: ClassVar[str]
    _aliases: ClassVar[Mapping[str, str]] = {}  # what is sent -> the attribute that shows it

    if TYPE_CHECKING:
        id: str
        _fields: ClassVar[frozenset[str]]

        @classmethod
        def filter(cls, api: PaginatedAPI, **kwargs: Any) -> Generator[Self, None, None]: ...
        @classmethod
        def new(cls, api: PaginatedAPI, **kwargs: Any) -> Self: ...
        @classmethod
        def _locate(cls, kwargs: Mapping[str, Any]) -> tuple[str, dict[str, Any], dict[str, Any]]: ...

    @classmethod
    def find(cls, api: PaginatedAPI, name: str | None = None, **kwargs: Any) -> Self | None:
        """Return the one object with these attributes, None if there is none.

        Args:
            name: its name, whatever the resource calls it (``pronounceable_name``, ``company_name`` ...).
            kwargs: other attributes, compared exactly (``url=...``).

        Raises ValidationError if several objects match, or if there is nothing to compare.
        """
        wanted = kwargs if name is None else {cls._name_field: name, **kwargs}
        found = list(cls._matching(api, wanted, strict=True))
        if len(found) > 1:
            ids = ", ".join(each.id for each in found[:5])
            raise ValidationError(
                f"{len(found)} objects of class {cls.__name__} match {_named(wanted)} (ids {sanitized(ids)}...); "
                "give more attributes, or use filter()"
            )
        return found[0] if found else None

    @classmethod
    def get_or_create(cls, api: PaginatedAPI, **kwargs: Any) -> tuple[bool, Self]:
        """Return whether one was created, and the first object with these attributes.

        Args:
            kwargs: attributes to look for, and to create one with if none has them all.

        Raises ValidationError if the server shows none of them, so that there is nothing to compare.
        """
        for found in cls._matching(api, kwargs):
            return False, found
        return True, cls.new(api, **kwargs)

    @classmethod
    def _matching(
        cls, api: PaginatedAPI, wanted: Mapping[str, Any], *, strict: bool = False
    ) -> Generator[Self, None, None]:
        allowed = cls._allowed_query_parameters or ()
        _, attributes, _ = cls._locate(wanted)
        shown = {cls._aliases.get(name, name): value for name, value in attributes.items()}
        known = cls._fields
        shown = {name: value for name, value in shown.items() if name in known}
        if not shown:
            raise ValidationError(f"{_named(wanted)}: no attribute that the server shows of a {cls.__name__}")
        filters = {
            name: value
            for name, value in wanted.items()
            if name not in attributes or (name in allowed and isinstance(value, (str, int)))
        }
        ignored = [
            name for name in attributes if name not in filters and cls._aliases.get(name, name) not in shown
        ]
        if strict and ignored:
            raise ValidationError(f"{', '.join(ignored)}: no attribute of a {cls.__name__}", field=ignored[0])
        for each in cls.filter(api, **filters):
            if all(_same(name, getattr(each, name, None), value) for name, value in shown.items()):
                yield each

    @classmethod
    def _check_filters(cls, parameters: Mapping[str, Any]) -> None:
        """Raise ValidationError for a parameter that the server would ignore."""
        allowed = cls._allowed_query_parameters
        if allowed is None:
            return
        names = [name.removesuffix("_") for name in parameters]
        refused = [name for name in names if name not in allowed and name not in _PAGING]
        if refused:
            can = f"it filters by {', '.join(sorted(allowed))}" if allowed else "it filters by nothing"
            raise ValidationError(
                f"{', '.join(refused)}: not what the server filters a {cls.__name__} by; {can}. "
                "find() compares any attribute",
                field=refused[0],
            )


def _named(wanted: Mapping[str, Any]) -> str:
    return ", ".join(wanted) or "no attribute"


def _same(name: str, actual: Any, wanted: Any) -> bool:
    """Whether the server's value is the one asked for: it echoes methods in lower case, and some ids as text."""
    if name.endswith("_id"):
        return str(actual) == str(wanted)
    if name == "http_method" and isinstance(actual, str):
        return actual.lower() == str(wanted).lower()
    return bool(actual == wanted)
