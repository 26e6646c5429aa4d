"""The generated Python is compared as well, and shows what no comparison of specs explains."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from apimodel.document import SpecError
from specdiff import Change, compare, compare_packages

from ._edits import API, DOCUMENT, api, edited
from ._operations import OPERATIONS
from ._schemas import SCHEMA_ROWS

ROWS = {row.name: row for row in (*OPERATIONS, *SCHEMA_ROWS)}
# One document with many rows at once: those that can stand beside each other, renamed classes last.
TOGETHER = (
    *("operation added", "operation removed", "operation renamed", "resource renamed", "page size changed"),
    *("pages by another style", "credential removed", "server variable more", "parameter renamed"),
    *("body field renamed", "required key added", "answer field removed", "answer field added"),
    *("optional answer field may be null", "answer field no longer required", "enum value removed"),
    *("text becomes an enum", "record taken away", "model renamed"),
)
RESOURCE = """
from __future__ import annotations

class Lights:
    def get(self, light_id: str, *, full: bool | Unset = UNSET) -> Light: ...
    def list(self) -> list[Light]: ...

class AsyncLights:
    async def get(self, light_id: str, *, full: bool | Unset = UNSET) -> Light: ...
    async def list(self) -> list[Light]: ...
"""
MODEL = """
class Light:
    name: str
    state: str | None = None
"""


@pytest.fixture
def package(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes a small package in the layout of generated ones, with a text replaced."""

    def write(old: str = "", new: str = "") -> Path:
        folder = tmp_path / ("changed" if old else "plain") / "lantern"
        for name, text in {"resources/lights.py": RESOURCE, "models/light.py": MODEL}.items():
            path = folder / name
            path.parent.mkdir(parents=True)
            (path.parent / "__init__.py").touch()
            path.write_text(text.replace(old, new) if old else text, encoding="utf-8")
        (folder / "__init__.py").touch()
        return folder

    return write


def said(changes: list[Change]) -> list[str]:
    return [f"{change.severity} {change.where}: {change.text}" for change in changes]


def test_the_specs_explain_all_that_differs_in_python(beacon: Path, package_of: Callable[..., Path]) -> None:
    """Nineteen changes at once leave nothing unexplained, though the packages differ in each of those places."""
    document: dict[str, Any] = DOCUMENT
    for name in TOGETHER:
        document = edited(*ROWS[name].edits, base=document)
    changed = package_of(document)

    assert compare_packages(beacon, changed, compare(API, api(document))) == []
    alone = {(change.severity, change.where) for change in compare_packages(beacon, changed)}
    assert alone >= {
        ("additive", "lights.count"),
        ("breaking", "lights.delete"),
        ("additive", "lights.fetch"),
        ("breaking", "tags"),
        ("breaking", "Client(read_token)"),
        ("breaking", "lights.list(state)"),
        ("breaking", "LightCreateParams.note"),
        ("breaking", "Light.level"),
        ("additive", "Light.colour"),
        ("breaking", "SignalPage.data"),
        ("breaking", "LightState.OFF"),
        ("breaking", "LampRecord"),
        ("breaking", "Flash"),
    }


def test_reordered_keyword_arguments_change_nothing_in_python(
    beacon: Path, package_of: Callable[..., Path]
) -> None:
    """Whatever the order of the fields in a spec, no program can tell: all of them go by name."""
    document = edited(*ROWS["keyword arguments reordered"].edits, *ROWS["answer fields reordered"].edits)

    assert compare_packages(beacon, package_of(document)) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("    def list(", "    def all(", ["breaking lights.list: is gone", "additive lights.all: new"]),
        ("light_id: str, ", "", ["breaking lights.get(light_id): this argument is gone"]),
        ("light_id: str, *", "light_id: str, again: int, *", ["breaking lights.get(again): new required argument"]),
        ("light_id: str, *, full: bool | Unset = UNSET", "light_id: str, *, full: bool",
         ["breaking lights.get(full): this argument is now required"]),
        ("bool | Unset", "bool | None | Unset",
         ["additive lights.get(full): its type is `bool | None | Unset`, no longer `bool | Unset`"]),
        ("= UNSET", "= None", ["breaking lights.get(full): this argument has another default"]),
        ("light_id: str, *", "*, light_id: str", ["breaking lights.get(light_id): this argument is given in another way"]),
        ("-> Light:", "-> Light | None:", ["breaking lights.get(): its type is `Light | None`, no longer `Light`"]),
        ("name: str", "name: str | None", ["breaking Light.name: its type is `str | None`, no longer `str`"]),
        ("str | None", "str", ["additive Light.state: its type is `str`, no longer `str | None`"]),
        ("    def get(", "    async def get(", ["breaking lights.get: has to be awaited"]),
        ("class Light:", "class Lamp:", ["breaking Light: is gone", "additive Lamp: new"]),
        ("    name: str\n", "    name: str\n    _name: str\n", []),
    ],
)  # fmt: skip
def test_what_no_spec_explains_is_told(
    package: Callable[..., Path], old: str, new: str, expected: list[str]
) -> None:
    """A change of the templates alone shows, once for both kinds of client, in its class."""
    found = said(compare_packages(package(), package(old, new)))

    for line in expected:
        assert line in found
    assert bool(found) is bool(expected)


def test_a_milder_change_explains_no_graver_one(package: Callable[..., Path]) -> None:
    """A method that is gone is told although something additive was told of it."""
    told = [Change("documentation", "lights.list()", "", "additive", ("lights.list",))]

    found = said(compare_packages(package(), package("    def list(", "    def all("), told))

    assert found == ["breaking lights.list: is gone", "additive lights.all: new"]


def test_a_folder_without_a_package_is_refused(tmp_path: Path) -> None:
    """A wrong folder is an error and not an empty package."""
    with pytest.raises(SpecError, match="no generated package"):
        compare_packages(tmp_path, tmp_path)
