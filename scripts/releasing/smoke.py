"""Run with the Python of an environment that has a distribution of uptimekit: import all of it, and send one request.

    python smoke.py uptimekit
    python smoke.py uptimekit-healthchecks-client

It imports nothing of this package, so that it runs where only the distribution is installed.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import inspect
import json
import pkgutil
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any


class _Refuser(BaseHTTPRequestHandler):
    """Answers 404 to everything."""

    def do_GET(self) -> None:
        self.send_response(404)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep standard error clean."""


def main(distribution: str) -> int:
    """Try the distribution; a traceback ends the process if anything of it is broken."""
    version = importlib.metadata.version(distribution)
    root = importlib.import_module(distribution.replace("-", "_"))
    if root.__version__ != version:
        raise SystemExit(f"{distribution} is {version}, and calls itself {root.__version__}")
    _exports(root)
    clients = list(_clients(root))
    operations = sum(_operations(client) for client in clients)
    with HTTPServer(("127.0.0.1", 0), _Refuser) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for client in clients:
            _request(root, client, f"http://127.0.0.1:{server.server_port}")
        server.shutdown()
    print(f"{distribution} {version}: {operations} operations, and a request of each client")
    return 0


def _exports(module: ModuleType) -> None:
    for name in module.__all__:
        getattr(module, name)


def _clients(root: ModuleType) -> Iterator[ModuleType]:
    """Yield each generated client, and try the exports of its facade: of the full distribution, or the small one."""
    if hasattr(root, "Client"):
        yield root
        return
    for found in pkgutil.iter_modules(importlib.import_module("uptimekit_clients").__path__):
        if importlib.util.find_spec(f"uptimekit.{found.name}"):
            _exports(importlib.import_module(f"uptimekit.{found.name}"))
        yield importlib.import_module(f"uptimekit_clients.{found.name}")


def _operations(package: ModuleType) -> int:
    """Look up every operation of the manifest on both clients; return how many there are."""
    known = _known(package)
    for client in (package.Client(), package.AsyncClient()):
        for operation in known:
            _method(client, operation)
    return len(known)


def _known(package: ModuleType) -> list[dict[str, str]]:
    """Return the operations that the package's manifest names."""
    manifest = json.loads((Path(package.__path__[0]) / "manifest.json").read_text(encoding="utf-8"))
    operations: list[dict[str, str]] = manifest["operations"]
    return operations


def _method(client: Any, operation: dict[str, str]) -> Any:
    resource, _, name = operation["call"].partition(".")
    return getattr(getattr(client, resource), name)


def _request(root: ModuleType, package: ModuleType, url: str) -> None:
    """Send one request to the server at *url*, and expect its refusal as the error it is."""
    with package.Client(**_settings(package.Client, url)) as client:
        for call in _simple_calls(package, client):
            try:
                answer = call()
                next(iter(answer), None)  # a listing asks for its first page when it is read
            except root.NotFoundError:
                return
    raise SystemExit(f"{package.__name__}: no operation raised what it should")


def _settings(client: Any, url: str) -> dict[str, Any]:
    """Return arguments for a client: every address is *url*, every secret a made-up word."""
    names = [p.name for p in inspect.signature(client).parameters.values() if p.kind is p.KEYWORD_ONLY]
    urls = {name: url for name in names if name.endswith("_url")}
    secrets = {name: "smoke" for name in names if name.endswith(("key", "token"))}
    return {**urls, **secrets, "retries": 0}


def _simple_calls(package: ModuleType, client: Any) -> Iterator[Any]:
    """Yield the methods that read something and need no argument."""
    for operation in _known(package):
        method = _method(client, operation)
        parameters = inspect.signature(method).parameters.values()
        needed = [p for p in parameters if p.default is p.empty and p.kind is not p.VAR_KEYWORD]
        if operation["method"] == "GET" and not needed:
            yield method


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
