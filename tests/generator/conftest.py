"""The beacon and courier providers, generated once by our generator, and the beacon once by the stock one."""

from __future__ import annotations

import asyncio
import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from operator import attrgetter
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from tests.conftest import Once

from codegen.pipeline import Folders, generate

from ._support import BEACON, COURIER, PRISM, ROOT, Handler, generate_stock, run_generator


@pytest.fixture(scope="session")
def generated(once: Once) -> Path:
    """The folder that holds ``uptimekit_clients/beacon``, made by the command line from start to finish."""

    def fill(root: Path) -> None:
        (root / "specs").mkdir()
        (root / "specs" / "beacon.yaml").write_bytes(BEACON.read_bytes())
        done = run_generator("--specs", root / "specs", "--out", root / "generated")
        assert done.returncode == 0, done.stderr

    return once("beacon", fill) / "generated"


@pytest.fixture(scope="session")
def beacon(generated: Path) -> Iterator[ModuleType]:
    """Our generated package, importable beside the committed ones."""
    sys.path.append(str(generated))
    importlib.invalidate_caches()
    yield importlib.import_module("uptimekit_clients.beacon")
    sys.path.remove(str(generated))


@contextmanager
def package(spec: Path, once: Once) -> Iterator[ModuleType]:
    """The package of a document, generated once in a run, importable as long as the context is open."""

    def fill(root: Path) -> None:
        (root / "specs").mkdir()
        (root / "specs" / spec.name).write_bytes(spec.read_bytes())
        generate(Folders(root / "specs", ROOT / "templates", root / "generated"), [spec.stem])

    root = once(spec.stem, fill)
    sys.path.append(str(root / "generated"))
    importlib.invalidate_caches()
    yield importlib.import_module(f"uptimekit_clients.{spec.stem}")
    sys.path.remove(str(root / "generated"))


@pytest.fixture(scope="session")
def courier(once: Once) -> Iterator[ModuleType]:
    """The generated package of ``courier.yaml``."""
    with package(COURIER, once) as made:
        yield made


@pytest.fixture(scope="session")
def prism(once: Once) -> Iterator[ModuleType]:
    """The generated package of ``prism.yaml``, which has what vendors write and nobody would design."""
    with package(PRISM, once) as made:
        yield made


Sent = Callable[..., tuple[httpx.Request, Any]]


@pytest.fixture(params=["sync", "async"])
def deliver(courier: ModuleType, request: pytest.FixtureRequest) -> Sent:
    """A function that calls an operation of the courier, such as ``parcels.get``, with either client.

    It returns the request as it was sent, with its body read, and the result.  ``answer=`` is the answer, and
    ``options=`` are the client's.
    """

    def call(
        name: str,
        *args: Any,
        answer: httpx.Response | None = None,
        options: dict[str, Any] | None = None,
        **arguments: Any,
    ) -> tuple[httpx.Request, Any]:
        seen: list[httpx.Request] = []
        given = answer or httpx.Response(204)

        def receive(sent: httpx.Request) -> httpx.Response:
            seen.append(sent)
            return given

        made = {"transport": httpx.MockTransport(receive), "retries": 0, **(options or {})}

        async def awaited() -> Any:
            async with courier.AsyncClient(**made) as client:
                return await attrgetter(name)(client)(*args, **arguments)

        if request.param == "async":
            result = asyncio.run(awaited())
        else:
            with courier.Client(**made) as client:
                result = attrgetter(name)(client)(*args, **arguments)
        return seen[-1], result

    return call


@pytest.fixture(scope="session")
def models(beacon: ModuleType) -> ModuleType:
    return importlib.import_module("uptimekit_clients.beacon.models")


@pytest.fixture(scope="session")
def stock(once: Once) -> Iterator[ModuleType]:
    """The stock client of the same document."""
    folder = once("stock", generate_stock)
    sys.path.append(str(folder))
    importlib.invalidate_caches()
    yield importlib.import_module("stock_beacon")
    sys.path.remove(str(folder))


@pytest.fixture
def ours(beacon: ModuleType) -> Iterator[Callable[..., Any]]:
    """A function that builds our client over a handler; retries are off."""
    clients: list[Any] = []

    def build(handler: Handler, **options: Any) -> Any:
        options = {"api_key": "k" * 16, "retries": 0, **options}
        clients.append(beacon.Client(transport=httpx.MockTransport(handler), **options))
        return clients[-1]

    yield build
    for client in clients:
        client.close()


@pytest.fixture
def theirs(stock: ModuleType) -> Callable[[Handler], Any]:
    """A function that builds the stock client over a handler."""

    def build(handler: Handler) -> Any:
        return stock.Client(
            base_url="https://beacon.test", httpx_args={"transport": httpx.MockTransport(handler)}
        )

    return build


@pytest.fixture
def call_stock(stock: ModuleType) -> Callable[..., Any]:
    """A function that calls an operation of the stock client: tag, module, client, arguments."""

    def call(tag: str, name: str, client: Any, *args: Any, **kwargs: Any) -> Any:
        module = importlib.import_module(f"stock_beacon.api.{tag}.{name}")
        return module.sync(*args, client=client, **kwargs)

    return call
