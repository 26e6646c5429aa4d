"""Requests whose answers are read into results."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ParamSpec, TypeVar

from uptimekit._runtime import ListRequest, RawResponse, Request, list_of, read_json
from uptimekit._runtime.json_types import is_object
from uptimekit._runtime.reading import wrong_type
from uptimekit.statuspage._arguments import checked
from uptimekit.statuspage._result import Result

__all__ = ["items", "list_reader", "many", "object_reader", "one", "status", "unwrapped"]

P = ParamSpec("P")
R = TypeVar("R", bound=Result)


def one(
    kind: type[R], builder: Callable[P, Request[Any]], /, *args: P.args, **kwargs: P.kwargs
) -> Request[R]:
    """Return the request of *builder*; its answer is one object."""
    return checked(builder, *args, **kwargs).reading(object_reader(kind))


def many(
    kind: type[R], builder: Callable[P, Request[Any]], /, *args: P.args, **kwargs: P.kwargs
) -> Request[list[R]]:
    """Return the request of *builder*; its answer is a whole list."""
    return checked(builder, *args, **kwargs).reading(list_reader(kind))


def items(
    kind: type[R], builder: Callable[P, ListRequest[Any, Any]], /, *args: P.args, **kwargs: P.kwargs
) -> ListRequest[Any, R]:
    """Return the request of *builder*, which lists objects page by page."""
    return checked(builder, *args, **kwargs).reading_items(partial(_object, kind))


def status(builder: Callable[P, Request[Any]], /, *args: P.args, **kwargs: P.kwargs) -> Request[int]:
    """Return the request of *builder*; it returns the status of its answer."""
    return checked(builder, *args, **kwargs).reading(_status)


def unwrapped(body: Any) -> Any:
    """Return the content of an answer's envelope; the API has only one, ``data``, in a few answers."""
    return body["data"] if is_object(body) and list(body) == ["data"] else body


def object_reader(kind: type[R], within: str = "") -> Callable[[RawResponse], R]:
    """Return a reader of one object: the answer, or its field *within*."""
    return read_json(partial(_object, kind), within)


def list_reader(kind: type[R], within: str = "") -> Callable[[RawResponse], list[R]]:
    """Return a reader of a whole list: the answer, or its field *within*."""
    return read_json(list_of(partial(_object, kind)), within)


def _object(kind: type[R], said: Any) -> R:
    said = unwrapped(said)
    if not is_object(said):
        raise wrong_type(said, "an object", kind(), kind.__name__)
    return kind(said)


def _status(response: RawResponse) -> int:
    return response.status_code
