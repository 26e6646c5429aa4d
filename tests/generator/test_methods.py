"""The methods of OpenAPI 3.2 in a generated client."""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any, Final

import httpx
import pytest

from codegen.pipeline import Folders, generate
from documents import spec_files
from documents.reading import read
from tryouts import try_out

from ._support import JSON, ROOT, answer

_BODY: Final = {
    "required": True,
    "content": {JSON: {"schema": {"type": "object", "properties": {"name": {"type": "string"}}}}},
}
_OPERATION: Final = {
    "tags": ["lamps"],
    "requestBody": _BODY,
    "responses": answer({"type": "array", "items": {}}),
}
DOCUMENT: Final[dict[str, Any]] = {
    "openapi": "3.2.0",
    "info": {"title": "Lamps", "version": "1"},
    "servers": [{"url": "https://lamps.test"}],
    "paths": {
        "/lamps/{room-id}": {
            "parameters": [{"name": "room-id", "in": "path", "required": True, "schema": {"type": "string"}}],
            "query": {**_OPERATION, "operationId": "findLamps"},
            "additionalOperations": {
                "COPY": {**_OPERATION, "operationId": "copyLamps"},
                "BURN": {**_OPERATION, "operationId": "burnLamps", "x-skip": True},
            },
        }
    },
}


@pytest.fixture(scope="module")
def lamps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    root = tmp_path_factory.mktemp("lamps")
    (root / "specs").mkdir()
    (root / "specs" / "lamps.json").write_text(json.dumps(DOCUMENT))
    generate(Folders(root / "specs", ROOT / "templates", root / "generated"), ["lamps"])
    document = read(spec_files(root / "specs")["lamps"])
    report = try_out(document, root / "generated")
    assert (report.wrong, report.operations) == ({}, 2)
    sys.path.append(str(root / "generated"))
    importlib.invalidate_caches()
    yield importlib.import_module("uptimekit_clients.lamps")
    sys.path.remove(str(root / "generated"))


@pytest.mark.parametrize(("name", "method"), [("find", "QUERY"), ("copy", "COPY")])
@pytest.mark.parametrize("kind", ["sync", "async"])
def test_requests(lamps: ModuleType, kind: str, name: str, method: str) -> None:
    """QUERY and a method that OpenAPI has no name for are sent with path, body and answer as any other."""
    seen: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json=["a"])

    async def asynchronously() -> Any:
        async with lamps.AsyncClient(transport=httpx.MockTransport(handler)) as client:
            return await getattr(client.lamps, name)("hall", name="desk")

    if kind == "async":
        assert asyncio.run(asynchronously()) == ["a"]
    else:
        with lamps.Client(transport=httpx.MockTransport(handler)) as client:
            assert getattr(client.lamps, name)("hall", name="desk") == ["a"]
    (request,) = seen
    assert (request.method, request.url.path, json.loads(request.content)) == (
        method,
        "/lamps/hall",
        {"name": "desk"},
    )


def test_repeats(lamps: ModuleType) -> None:
    """QUERY may be sent again after a failure, another method may not: nothing says what it does."""
    operations = lamps.requests.lamps
    assert operations.FIND_LAMPS.idempotent
    assert not operations.COPY_LAMPS.idempotent


def test_what_is_skipped(lamps: ModuleType) -> None:
    """An operation of any method can be left out."""
    assert not hasattr(lamps.requests.lamps, "burn")
