"""The beacon provider, generated once by our generator and once by the stock one."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

from ._support import BEACON, Handler, generate_stock, run_generator


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds ``uptimekit_clients/beacon``, made by the command line from start to finish."""
    root = tmp_path_factory.mktemp("ours")
    (root / "specs").mkdir()
    (root / "specs" / "beacon.yaml").write_bytes(BEACON.read_bytes())
    done = run_generator("--specs", root / "specs", "--out", root / "generated")
    assert done.returncode == 0, done.stderr
    return root / "generated"


@pytest.fixture(scope="session")
def beacon(generated: Path) -> Iterator[ModuleType]:
    """Our generated package, importable beside the committed ones."""
    sys.path.append(str(generated))
    importlib.invalidate_caches()
    yield importlib.import_module("uptimekit_clients.beacon")
    sys.path.remove(str(generated))


@pytest.fixture(scope="session")
def models(beacon: ModuleType) -> ModuleType:
    return importlib.import_module("uptimekit_clients.beacon.models")


@pytest.fixture(scope="session")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The stock client of the same document."""
    folder = tmp_path_factory.mktemp("stock")
    generate_stock(folder)
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
