"""Every path parameter of every generated operation: an id reaches its own resource, or nothing is sent."""

from __future__ import annotations

import inspect
import json
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from uptimekit._runtime import Operation
from uptimekit._runtime.errors import InputError

PROVIDERS = ("betterstack", "healthchecks", "statuspage", "uptimehunt")
GOOD = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"  # fits everywhere: a UUID, a name, and as good a number as any
HOSTILE = (
    "../x",
    "x/y",
    "x%2Fy",
    "x%252fy",
    "x\\y",
    "x%5cy",
    "x\ny",
    "x%0Ay",
    "x%00y",
    "..",
    "%2e%2E",
    "",
    " x",
)
HOSTILE_TAGS = ("x\ny", "..", "", " x")  # a badge's tag may hold the rest: it is encoded twice, see below


def _builders() -> Iterator[Any]:
    for provider in PROVIDERS:
        package = import_module(f"uptimekit_clients.{provider}.requests")
        manifest = json.loads(
            (Path(package.__path__[0]).parent / "manifest.json").read_text(encoding="utf-8")
        )
        called = {entry["id"]: entry["call"].partition(".")[2] for entry in manifest["operations"]}
        for resource in pkgutil.iter_modules(package.__path__):
            module = import_module(f"{package.__name__}.{resource.name}")
            for value in vars(module).values():
                if isinstance(value, Operation) and "{" in value.path:
                    yield pytest.param(module, called[value.id], value, id=f"{provider}-{value.id}")


def _path(module: ModuleType, name: str, given: dict[str, Any]) -> str:
    """Return the path of the request that the operation's builder makes; other arguments it needs are None."""
    builder = getattr(module, name)
    needed = [p.name for p in inspect.signature(builder).parameters.values() if p.default is p.empty]
    path: str = builder(**{**dict.fromkeys(needed), **given}).path
    return path


@pytest.mark.parametrize(("module", "name", "operation"), list(_builders()))
def test_no_path_parameter_leads_elsewhere(module: ModuleType, name: str, operation: Operation) -> None:
    """What a server could read as another path is refused by the name of its parameter, wherever it stands."""
    parameters = re.findall(r"{([^}]+)}", operation.path)
    good = dict.fromkeys(parameters, GOOD)
    assert _path(module, name, good) == re.sub(r"{[^}]+}", GOOD, operation.path)
    for parameter in parameters:
        for hostile in HOSTILE_TAGS if parameter == "tag" else HOSTILE:
            with pytest.raises(InputError) as caught:
                _path(module, name, {**good, parameter: hostile})
            assert caught.value.field == parameter


def test_uuids_are_checked() -> None:
    """Healthchecks' UUIDs are sent lower-case with hyphens; a name in their place is refused, a unique key where it is one."""
    checked = set[str]()
    for module, name, operation in (param.values for param in _builders() if "healthchecks" in str(param.id)):
        parameters = re.findall(r"{([^}]+)}", operation.path)
        for parameter in {"uuid", "check_id", "project_id", "badge_uuid"}.intersection(parameters):
            checked.add(operation.id)
            good = dict.fromkeys(parameters, GOOD)
            for form in (GOOD.upper(), f" {GOOD}\n", GOOD.replace("-", "")):
                assert _path(module, name, {**good, parameter: form}) == _path(module, name, good)
            with pytest.raises(InputError, match="must be a UUID"):
                _path(module, name, {**good, parameter: "nightly"})
            if parameter == "check_id":
                assert "/" + "ab" * 20 in _path(module, name, {**good, parameter: "AB" * 20})
    assert len(checked) == 28


def test_the_only_parameter_that_may_hold_a_slash() -> None:
    """A tag of a badge, on three GETs, is encoded twice: a server that decodes the path once routes no slash of it."""
    found = [
        (operation.method, _path(module, name, {"badge_key": "k", "signature": "s", "tag": "a/../fail"}))
        for module, name, operation in (param.values for param in _builders())
        if "{tag}" in operation.path
    ]
    assert found == [("GET", f"/badge/k/s/a%252F..%252Ffail.{form}") for form in ("svg", "json", "shields")]
