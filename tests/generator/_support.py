"""Shared by the generator's tests: a small good document, patches on it, and the two generators to run."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import httpx

from codegen.lint import lint
from documents.normalise import normalise

ROOT: Final = Path(__file__).resolve().parents[2]
HERE: Final = Path(__file__).resolve().parent
BEACON: Final = HERE / "beacon.yaml"
COURIER: Final = HERE / "courier.yaml"
PRISM: Final = HERE / "prism.yaml"
SCRIPT: Final = ROOT / "scripts" / "generate.py"


class DROP:
    """In a patch: leave the member out."""


JSON: Final = "application/json"
LIGHT: Final = {"$ref": "#/components/schemas/Light"}


def answer(schema: Any) -> dict[str, Any]:
    """Return the responses of an operation that answers with *schema*."""
    return {"200": {"description": "OK", "content": {JSON: {"schema": schema}}}}


GOOD: Final[dict[str, Any]] = {
    "openapi": "3.1.0",
    "info": {"title": "Beacon", "version": "1"},
    "servers": [{"url": "https://beacon.test/{version}", "variables": {"version": {"default": "v1"}}}],
    "security": [{"apiKey": []}],
    "paths": {
        "/lights": {
            "get": {
                "operationId": "listLights",
                "x-method-name": "list",
                "tags": ["Lights"],
                "parameters": [
                    {"name": "page", "in": "query", "schema": {"type": "integer"}},
                    {"name": "per_page", "in": "query", "schema": {"type": "integer"}},
                ],
                "x-pagination": {"style": "page", "parameter": "page", "items": "lights"},
                "responses": answer({"$ref": "#/components/schemas/LightPage"}),
            },
            "post": {
                "operationId": "createLight",
                "x-method-name": "create",
                "tags": ["Lights"],
                "requestBody": {
                    "required": True,
                    "content": {JSON: {"schema": {"$ref": "#/components/schemas/LightCreate"}}},
                },
                "responses": answer(LIGHT),
            },
        },
        "/lights/{light_id}": {
            "parameters": [
                {"name": "light_id", "in": "path", "required": True, "schema": {"type": "string"}}
            ],
            "get": {
                "operationId": "getLight",
                "x-method-name": "get",
                "tags": ["Lights"],
                "responses": answer(LIGHT),
            },
        },
    },
    "components": {
        "securitySchemes": {"apiKey": {"type": "apiKey", "in": "header", "name": "X-Api-Key"}},
        "schemas": {
            "LightState": {"type": "string", "enum": ["on", "off"]},
            "Light": {
                "type": "object",
                "properties": {
                    "id": {"type": "string"},
                    "state": {"$ref": "#/components/schemas/LightState"},
                },
            },
            "LightPage": {
                "type": "object",
                "required": ["lights"],
                "properties": {
                    "lights": {"type": "array", "items": LIGHT},
                    "links": {"$ref": "#/components/schemas/Links"},
                },
            },
            "Links": {"type": "object", "properties": {"next": {"type": ["string", "null"]}}},
            "LightCreate": {
                "type": "object",
                "required": ["name"],
                "properties": {"name": {"type": "string"}, "unique": {"type": "string"}},
            },
        },
    },
}


def patched(patch: Mapping[str, Any], base: Mapping[str, Any] = GOOD) -> dict[str, Any]:
    """Return *base* with *patch* merged into it; DROP removes a member."""
    out: dict[str, Any] = copy.deepcopy(dict(base))
    for key, value in patch.items():
        if value is DROP:
            out.pop(key, None)
        elif isinstance(value, Mapping) and isinstance(out.get(key), dict):
            out[key] = patched(value, out[key])
        else:
            out[key] = copy.deepcopy(value)
    return out


def checked(document: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return a document as the rules get it, and what they find, as the command does."""
    spec, notes = normalise(document)
    return spec, lint("beacon.yaml", spec, notes.origins, notes.problems)


def problems_of(document: dict[str, Any]) -> list[str]:
    """Return what is wrong with a document, a line each."""
    return checked(document)[1]


def schema(name: str, value: Any) -> dict[str, Any]:
    """Return a patch that adds or changes a named schema."""
    return {"components": {"schemas": {name: value}}}


def prop(value: Any) -> dict[str, Any]:
    """Return a patch that gives Light a property ``extra_one``."""
    return schema("Light", {"properties": {"extra_one": value}})


def operation(name: str, value: Any) -> dict[str, Any]:
    """Return a patch of one of the three operations."""
    path, method = {
        "list": ("/lights", "get"),
        "create": ("/lights", "post"),
        "get": ("/lights/{light_id}", "get"),
    }[name]
    return {"paths": {path: {method: value}}}


def write_spec(folder: Path, document: Mapping[str, Any], name: str = "beacon") -> Path:
    """Write a document as a provider's spec (JSON is YAML)."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.yaml"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def run_generator(
    *arguments: object, python: str = sys.executable, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run scripts/generate.py in a process of its own."""
    command = [python, str(SCRIPT), *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, **(env or {})}, timeout=100
    )


def generate_stock(folder: Path) -> None:
    """Let openapi-python-client make its own client of the beacon document, with its own templates."""
    config = folder / "stock.json"
    config.write_text(json.dumps({"post_hooks": []}), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "openapi_python_client",
        "generate",
        "--path",
        str(BEACON),
        "--meta",
        "none",
    ]
    command += ["--output-path", str(folder / "stock_beacon"), "--config", str(config)]
    subprocess.run(command, capture_output=True, check=True, timeout=100)


Handler = Callable[[httpx.Request], httpx.Response]


def always(status: int, **content: Any) -> Handler:
    """Return a handler that gives one answer to every request."""
    return lambda request: httpx.Response(status, **content)
