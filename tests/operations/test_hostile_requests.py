"""Requests that no client would send: a sandbox refuses or takes them, and never breaks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from typing import Any

import pytest

from .test_schemathesis import _EXCLUDED, _served

BODIES: dict[str, bytes] = {
    "a deep array": b"[" * 100_000 + b"]" * 100_000,
    "a deep object": b'{"name":' * 100_000 + b"1" + b"}" * 100_000,
    "no UTF-8": b'{"name": "\xff\xfe"}',
    "UTF-16": '{"name": "x"}'.encode("utf-16"),
    "cut off": b'{"name": "x',
    "a text": b'"x"',
}
VALUES: dict[str, bytes] = {
    "half a surrogate pair": rb'"\ud800"',
    "NUL": rb'"\u0000"',
    "hundreds of arrays": b"[" * 700 + b"]" * 700,
    "5,000 digits": b"9" * 5000,
    "infinity": b"1e999",
    "NaN": b"NaN",
}
QUERIES = (
    "%ff=%fe",
    "page=%00",
    f"page={'9' * 5000}",
    "per_page=-1",
    "tag=%ed%a0%80",
    "page=1e999",
    "start=nan",
)
# Healthchecks itself answers 500 to these, as was observed; so does its sandbox.
AS_OBSERVED = {("healthchecks", name) for name in ("half a surrogate pair", "a deep array", "a deep object")}


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            given = {
                p["name"]: p.get("schema", {}).get("enum", [p.get("example", "x")])[0]
                for p in operation["parameters"]
            }
            yield method.upper(), re.sub(r"{([^}]+)}", lambda m: str(given[m[1]]), path), operation  # noqa: B023  # used at once


def _fields(document: dict[str, Any], operation: dict[str, Any]) -> list[str]:
    names = re.findall(r"#/components/schemas/(\w+)", json.dumps(operation["requestBody"]))
    return [
        field for name in names for field in document["components"]["schemas"][name].get("properties", {})
    ]


def _bodies(document: dict[str, Any], operation: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    yield from BODIES.items()
    for field in _fields(document, operation):
        for name, value in VALUES.items():
            yield name, b"{%s: %s}" % (json.dumps(field).encode(), value)


@pytest.mark.parametrize("provider", _EXCLUDED)
def test_hostile_requests(provider: str) -> None:
    """Bodies and queries that are nested, encoded or cut in odd ways are answered below 500 by every operation."""
    broken: set[str] = set()
    with (
        _served(provider) as (document, url, headers),
        closing(HTTPConnection(url.removeprefix("http://"))) as connection,
    ):
        headers["Content-Type"] = "application/json"
        for method, path, operation in _operations(document):
            asked = [(query[:20], f"{path}?{query}", b"") for query in QUERIES]
            if "requestBody" in operation:
                asked += [(name, path, body) for name, body in _bodies(document, operation)]
            for name, target, body in asked:
                connection.request(method, target, body or None, headers)
                with connection.getresponse() as answer:
                    answer.read()
                if (status := answer.status) >= 500 and (provider, name) not in AS_OBSERVED:
                    broken.add(f"{operation['operationId']}: {name}: {status}")
    assert sorted(broken) == []
