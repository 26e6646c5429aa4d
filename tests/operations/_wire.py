"""The requests of all operations, and a network in memory that keeps the bytes of each."""

from __future__ import annotations

import inspect
import json
import pkgutil
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import httpcore

from uptimekit._runtime import Operation, Request
from uptimekit._runtime.errors import InputError

__all__ = ["ANSWER", "AsyncRecorder", "Recorder", "requests_of"]

ANSWER: Final = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nset-cookie: a=b\r\n\r\n{}"
_ID: Final = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"  # a UUID, a name, and as good a number as any
_VALUES: Final = ("a b&ü,/?", 5, True, ["x", "y z"], {"k": "v ü"}, b"\x00 bytes", _ID)
_ONE_OF: Final = re.compile(r"must be one of '([^']+)'")


def requests_of(provider: str) -> Iterator[Request[Any]]:
    """Yield the request of each operation, with few arguments and with all of them."""
    package = import_module(f"uptimekit_clients.{provider}.requests")
    manifest = json.loads((Path(package.__path__[0]).parent / "manifest.json").read_text(encoding="utf-8"))
    called = {entry["id"]: entry["call"].partition(".")[2] for entry in manifest["operations"]}
    for resource in pkgutil.iter_modules(package.__path__):
        module = import_module(f"{package.__name__}.{resource.name}")
        for value in list(vars(module).values()):
            if isinstance(value, Operation):
                yield from _requests(getattr(module, called[value.id]))


def _requests(build: Callable[..., Request[Any]]) -> Iterator[Request[Any]]:
    """Yield the requests that a builder makes of what it accepts."""
    parameters = inspect.signature(build).parameters.values()
    given = _needed(build, {each.name: _ID for each in parameters if each.default is each.empty})
    yield build(**given)
    for each in parameters:
        given |= {} if each.name in given else _accepted(build, given, each.name)
    yield build(**given)


def _needed(build: Callable[..., Any], given: dict[str, Any]) -> dict[str, Any]:
    """Return *given* with the values that the builder asks for."""
    for _ in given:
        try:
            build(**given)
        except InputError as error:
            found = _ONE_OF.search(error.message)
            given = {**given, error.field or "": found[1] if found else [_ID]}
    return given


def _accepted(build: Callable[..., Any], given: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the first value for the argument *name* that the builder takes beside those *given*."""
    values = list(_VALUES)
    for value in values:
        try:
            build(**given, **{name: value})
        except InputError as error:
            values += _ONE_OF.findall(error.message)
        except (AttributeError, TypeError, ValueError):  # it takes another type
            continue
        else:
            return {name: value}
    return {}


class _Stream(httpcore.MockStream):
    """A stream that keeps what is written, and answers whenever it is read."""

    def __init__(self, write: Callable[[bytes], None]) -> None:
        super().__init__([])
        self._keep = write

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        del timeout
        self._keep(buffer)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        del max_bytes, timeout
        return ANSWER


class Recorder(httpcore.MockBackend):
    """A network for threads that calls *keep* with the server of each connection and with what is sent."""

    def __init__(self, keep: Callable[[bytes], None]) -> None:
        super().__init__([])
        self._keep = keep

    def connect_tcp(self, host: str, port: int, *_: Any, **__: Any) -> Any:
        self._keep(f"{host}:{port}\n".encode())
        return _Stream(self._keep)


class _AsyncStream(httpcore.AsyncMockStream):
    def __init__(self, write: Callable[[bytes], None]) -> None:
        super().__init__([])
        self._keep = write

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        del timeout
        self._keep(buffer)

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        del max_bytes, timeout
        return ANSWER


class AsyncRecorder(httpcore.AsyncMockBackend):
    """The same for tasks."""

    def __init__(self, keep: Callable[[bytes], None]) -> None:
        super().__init__([])
        self._keep = keep

    async def connect_tcp(self, host: str, port: int, *_: Any, **__: Any) -> Any:
        self._keep(f"{host}:{port}\n".encode())
        return _AsyncStream(self._keep)

    def abandon(self) -> None:
        """Do nothing: there is no socket."""
