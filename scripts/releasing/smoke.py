"""Smoke test of an installed distribution of uptimekit: import all of it, and send one request with each client.

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
from operator import attrgetter
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
    operations = 0
    with HTTPServer(("127.0.0.1", 0), _Refuser) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for package in _packages(root):
            operations += len(_operations(package))
            _request(root, package, f"http://127.0.0.1:{server.server_port}")
        server.shutdown()
    print(f"{distribution} {version}: {operations} operations, and a request of each client")
    return 0


def _exports(module: ModuleType) -> None:
    for name in module.__all__:
        getattr(module, name)


def _packages(root: ModuleType) -> Iterator[ModuleType]:
    """Yield each generated client, and try the exports of its facade: of the full distribution, or the small one."""
    if hasattr(root, "Client"):
        yield root
        return
    for module in pkgutil.iter_modules(importlib.import_module("uptimekit_clients").__path__):
        if importlib.util.find_spec(f"uptimekit.{module.name}"):
            _exports(importlib.import_module(f"uptimekit.{module.name}"))
        yield importlib.import_module(f"uptimekit_clients.{module.name}")


def _operations(package: ModuleType) -> list[dict[str, str]]:
    """Return the operations that the package's manifest names; both clients must have them."""
    manifest = json.loads((Path(package.__path__[0]) / "manifest.json").read_text(encoding="utf-8"))
    for client in (package.Client(), package.AsyncClient()):
        for operation in manifest["operations"]:
            attrgetter(operation["call"])(client)
    operations: list[dict[str, str]] = manifest["operations"]
    return operations


def _request(root: ModuleType, package: ModuleType, url: str) -> None:
    """Send one request to the server at *url*, and expect its refusal as the error it is."""
    with package.Client(**_settings(package.Client, url)) as client:
        for operation in _operations(package):
            method = attrgetter(operation["call"])(client)
            parameters = inspect.signature(method).parameters.values()
            if operation["method"] != "GET" or any(
                p.default is p.empty and p.kind != p.VAR_KEYWORD for p in parameters
            ):
                continue
            try:
                next(iter(method()), None)  # a listing asks for its first page when it is read
            except root.NotFoundError:
                return
    raise SystemExit(f"{package.__name__}: no operation raised what it should")


def _settings(client: Any, url: str) -> dict[str, Any]:
    """Return arguments for a client: every address is *url*, every secret a made-up word."""
    names = [p.name for p in inspect.signature(client).parameters.values() if p.kind is p.KEYWORD_ONLY]
    urls = {name: url for name in names if name.endswith("_url")}
    secrets = {name: "smoke" for name in names if name.endswith(("key", "token"))}
    return {**urls, **secrets, "retries": 0}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
