"""Objects that live below another one, so that their address needs its id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from uptimekit._runtime import segment
from uptimekit._runtime.tracebacks import hides_locals

from .base import BaseAPIObject

__all__ = ["NestedObject"]


@hides_locals
class NestedObject(BaseAPIObject):
    """An object whose path leads through others.

    ``_url_endpoint`` has a place for each of them (``"status-pages/{status_page_id}/sections"``), filled from
    the attribute of that name with an underscore before it.  ``new``, ``filter`` and ``find`` take these ids as
    arguments (``status_page_id=...``, with or without the underscore).
    """

    _above: ClassVar[tuple[str, ...]]

    def generate_url(self) -> str:
        """Return the path of this object.  Raises ValueError if it was not told what it lies below."""
        path = self._collection({name: self._id_above(name) for name in self._above})
        return f"{path}/{segment(self.id, 'id')}"

    def _id_above(self, name: str) -> Any:
        return vars(self).get(f"_{name}", vars(self).get(name))

    @classmethod
    def generate_global_url(cls) -> str:
        """Raise ValueError: these objects have no list of their own."""
        raise ValueError(f"{cls.__name__} needs {' and '.join(cls._above)}")

    @classmethod
    def _collection(cls, ids: Mapping[str, Any]) -> str:
        if any(value is None for value in ids.values()):
            cls.generate_global_url()
        return cls._url_endpoint.format_map({name: segment(value, name) for name, value in ids.items()})

    @classmethod
    def _locate(cls, kwargs: Mapping[str, Any]) -> tuple[str, dict[str, Any], dict[str, Any]]:
        rest = dict(kwargs)
        ids = {name: rest.pop(f"_{name}", None) or rest.pop(name, None) for name in cls._above}
        return cls._collection(ids), rest, {f"_{name}": str(value) for name, value in ids.items()}
