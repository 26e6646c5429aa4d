"""The documentation site is built without warnings, is whole, and needs nothing from elsewhere."""

from __future__ import annotations

import inspect
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.conftest import Once

from uptimekit import betterstack

from ._html import is_broken, is_elsewhere, read

ROOT = Path(__file__).resolve().parents[2]
FILLED = re.compile(r"^(?:\{\{ .* \}\}|--8<-- .*)$", re.MULTILINE)
NOTE = re.compile(r"^> In this file, (?:.*\n)(?:> .*\n)*", re.MULTILINE)
PACKAGES = (
    "uptimekit",
    "uptimekit.betterstack",
    "uptimekit.healthchecks",
    "uptimekit.statuspage",
    "uptimekit.uptimehunt",
    "uptimekit.fleet",
    "uptimekit.fleet.metrics",
    "uptimekit.fleet.sync",
    "uptimekit.warehouse",
    "uptimekit.opentelemetry",
    "uptimekit.sandbox",
    "uptimekit.sandbox.pytest_plugin",
    *(f"uptimekit_clients.{name}" for name in ("betterstack", "healthchecks", "statuspage", "uptimehunt")),
)

pytestmark = pytest.mark.timeout(600)  # the build, on a busy machine


def build(root: Path) -> subprocess.CompletedProcess[str]:
    """Build the site of a folder as `make docs` does."""
    command = [sys.executable, str(ROOT / "scripts" / "build_site.py"), str(root)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def site(once: Once) -> Path:
    """The built site."""

    def fill(root: Path) -> None:
        for name in ("CHANGELOG.md", "src", "generated", "scripts"):
            (root / name).symlink_to(ROOT / name)
        shutil.copy(ROOT / "mkdocs.yml", root)  # the site is built beside the file itself
        shutil.copytree(ROOT / "docs", root / "docs")
        done = build(root)
        (root / "said").write_text(f"{done.stderr}exit status {done.returncode}", encoding="utf-8")

    root = once("documentation", fill)
    said = (root / "said").read_text(encoding="utf-8")
    if not said.endswith("exit status 0"):
        pytest.fail(said, pytrace=False)
    return root / "site"


def pages(site: Path) -> Iterator[Path]:
    """Yield the pages of a site; that for missing pages is read at any address."""
    yield from (page for page in site.rglob("*.html") if page.name != "404.html")


@cache
def anchors(site: Path) -> set[str]:
    """Return the anchors of all pages."""
    return {anchor for page in pages(site) for anchor in read(page).anchors}


def test_a_page_that_the_site_fills_says_so(site: Path) -> None:
    """The file of a page with macros or snippets tells its reader where to read what is missing, and the built page does not."""
    every = (ROOT / "docs").rglob("*.md")
    filled = [page for page in every if FILLED.search(page.read_text(encoding="utf-8"))]
    filled.remove(ROOT / "docs" / "warehouse.md")  # whose reader asks the warehouse
    assert filled
    for page in filled:
        note = NOTE.search(page.read_text(encoding="utf-8"))
        assert note, page
        assert "`make docs`" in note[0]
        for module in re.findall(r"python -m pydoc ([\w.]+)", note[0]):
            assert import_module(module).__doc__, module
    assert [page for page in pages(site) if "In this file, " in page.read_text(encoding="utf-8")] == []


def test_every_page_is_in_the_navigation() -> None:
    """The navigation has each page of docs/ once, and no other."""
    found: list[str] = []

    def collect(entry: Any) -> None:
        if isinstance(entry, str):
            found.append(entry)
        else:
            for each in entry.values() if isinstance(entry, dict) else entry:
                collect(each)

    collect(YAML(typ="safe").load(ROOT / "mkdocs.yml")["nav"])
    docs = ROOT / "docs"
    pages = sorted(page.relative_to(docs).as_posix() for page in docs.rglob("*.md"))
    assert sorted(found) == pages, "name each page in the nav of mkdocs.yml"


@pytest.mark.parametrize(
    ("page", "code", "said"),
    [
        ("[a](missing.md)", "", "page does not exist"),
        ("[a](#missing)", "", "anchor does not exist"),
        ("[a][missing.name]", "", "unresolved autoref"),
        ("::: faulty", '"""A module.\n\nSee :func:`missing`."""', "unresolved autoref"),
        (
            "::: faulty.run",
            'def run() -> None:\n    """Run.\n\n    Args:\n        speed: of it.\n    """',
            "does not appear",
        ),
    ],
)
def test_a_warning_fails_the_build(tmp_path: Path, page: str, code: str, said: str) -> None:
    """A broken link and a docstring that does not fit its function each end the build with status 1."""
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[0]
    settings, found = re.subn(r" +preload_modules: .*\n", "", settings)  # which nothing here needs
    assert found == 1
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (tmp_path / "scripts").symlink_to(ROOT / "scripts")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text(f"# Page\n\n{page}\n", encoding="utf-8")
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "faulty.py").write_text(code, encoding="utf-8")

    done = build(tmp_path)

    assert (done.returncode, said in done.stderr) == (1, True), done.stderr


@pytest.mark.parametrize("package", PACKAGES)
def test_every_public_name_has_an_entry(site: Path, package: str) -> None:
    """The reference has an anchor for each exported name, and for each public attribute of an exported class."""
    module = import_module(package)
    names = {f"{package}.{name}" for name in module.__all__}
    if package.startswith("uptimekit."):
        for name in module.__all__:
            names |= {f"{package}.{name}.{member}" for member in own_members(getattr(module, name))}
    assert sorted(names - anchors(site)) == [], "name them on a page of docs/reference"


def own_members(value: object) -> Iterator[str]:
    """Yield the public attributes that a class of this project has; of an error and an asynchronous object, none."""
    if not inspect.isclass(value) or issubclass(value, (Exception, betterstack.AsyncBaseAPIObject)):
        return
    for owner in value.__mro__:
        if owner.__module__.startswith("uptimekit"):
            yield from (name for name in vars(owner) if not name.startswith("_"))


@pytest.mark.parametrize("provider", ["betterstack", "healthchecks", "statuspage", "uptimehunt"])
def test_every_operation_has_an_entry(site: Path, provider: str) -> None:
    """The page of a generated client describes each method, and names each request builder."""
    text = "".join(read(site / "reference" / "clients" / provider / "index.html").text)
    for path in (ROOT / "generated" / "uptimekit_clients" / provider / "requests").glob("[!_]*.py"):
        package = f"uptimekit_clients.{provider}"
        for name in import_module(f"{package}.requests.{path.stem}").__all__:
            assert re.search(rf"requests\.{path.stem}: [\w, ]*\b{name}\b", text)
            assert any(
                re.fullmatch(rf"{package}\.resources\.{path.stem}\.\w+\.{name}", anchor)
                for anchor in anchors(site)
            ), name


def test_inherited_constructors_are_shown(site: Path) -> None:
    """An object of Better Stack shows the constructor that it inherits; griffe invents one without arguments."""
    text = "".join(read(site / "reference" / "betterstack" / "index.html").text)
    objects = [getattr(betterstack, name) for name in betterstack.__all__]
    names = [
        each.__name__
        for each in objects
        if inspect.isclass(each) and issubclass(each, betterstack.BaseAPIObject)
    ]
    assert len(names) > 10
    assert [name for name in names if not re.search(rf"\b{name}\(\s*id,", text)] == []


def test_keyword_arguments_can_be_looked_up(site: Path) -> None:
    """Wherever a signature takes the fields of a TypedDict by keyword, its name is a link."""
    name = re.compile(r"Unpack</span>(?:<[^>]+>|\s)*\[(?:<[^>]+>|\s)*?(<a |\w+)")
    for page in (site / "reference").rglob("*.html"):
        found = name.findall(page.read_text(encoding="utf-8"))
        assert [each for each in found if each != "<a "] == [], page


def test_every_link_leads_somewhere(site: Path) -> None:
    """Each link of each page names a page of the site, and an anchor that is there."""
    broken = [
        f"{page.relative_to(site)}: {link}"
        for page in pages(site)
        for link in read(page).links | read(page).loaded
        if not is_elsewhere(link) and is_broken(site, page, link)
    ]
    assert broken == []


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    """No page and no style sheet loads a font, script, style or picture from another server."""
    for page in site.rglob("*.html"):
        assert {address for address in read(page).loaded if is_elsewhere(address)} == set(), page
    for sheet in site.rglob("*.css"):
        assert not re.search(r"(url\(|@import)\s*[\"']?(https?:)?//", sheet.read_text(encoding="utf-8")), (
            sheet
        )


def test_docstrings_are_marked_up(site: Path) -> None:
    """No role of Sphinx, no doctest and no macro stands in a page as text."""
    for page in (site / "reference").rglob("*.html"):
        text = "".join(read(page).text)
        assert not re.findall(r":(?:meth|class|func|attr|data|exc|mod):|doctest: \+|\{\{ \w+\(", text), page
