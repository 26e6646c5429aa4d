"""The error classes of all providers: one tree, and the page that documents it."""

from __future__ import annotations

import builtins
import importlib
import inspect
import re
from pathlib import Path
from types import ModuleType

import pytest

import uptimekit
from uptimekit._runtime.errors import UptimeKitError, error_class
from uptimekit.betterstack.exceptions import ERROR_CLASSES as BETTERSTACK
from uptimekit.healthchecks.errors import ERROR_CLASSES as HEALTHCHECKS
from uptimekit.statuspage.errors import ERROR_CLASSES as STATUSPAGE
from uptimekit.uptimehunt.errors import ERROR_CLASSES as UPTIMEHUNT

CLASSES = {
    "betterstack": BETTERSTACK,
    "healthchecks": HEALTHCHECKS,
    "statuspage": STATUSPAGE,
    "uptimehunt": UPTIMEHUNT,
}
PAGE = Path(__file__).resolve().parents[1] / "docs" / "errors.md"
HEADINGS = {"Better Stack": "betterstack", "Healthchecks": "healthchecks", "Statuspage": "statuspage", "UptimeHunt": "uptimehunt"}  # fmt: skip


@pytest.mark.parametrize("provider", CLASSES)
@pytest.mark.parametrize("status", range(300, 600))
def test_each_status_raises_the_common_class(provider: str, status: int) -> None:
    """What a provider raises for a status is a member of the common class for it, so that catching that works."""
    raised = error_class(status, (429,), CLASSES[provider])
    assert issubclass(raised, error_class(status, (429,), {}))


@pytest.mark.parametrize("heading", HEADINGS)
def test_the_page_lists_the_errors_of_a_provider(heading: str) -> None:
    """The table of a provider has every error of its package, each a member of what the second column says."""
    module = importlib.import_module(f"uptimekit.{HEADINGS[heading]}")
    section = re.split(
        r"^## ", PAGE.read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2], flags=re.MULTILINE
    )[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*?) \|", section, re.MULTILINE))
    assert set(rows) >= _errors_of(module)
    for name, parents in rows.items():
        for parent, common in re.findall(r"`(\w+)`( of `uptimekit`)?", parents):
            assert issubclass(getattr(module, name), _class(parent, None if common else module)), name


def _errors_of(module: ModuleType) -> set[str]:
    """The names of the error classes that *module* has for itself."""
    found = {name: getattr(module, name) for name in module.__all__}
    return {
        name
        for name, kind in found.items()
        if inspect.isclass(kind)
        and issubclass(kind, UptimeKitError)
        and kind is not getattr(uptimekit, name, None)
    }


def _class(name: str, module: ModuleType | None) -> type[BaseException]:
    """The class that the page calls *name*: one of *module*, else of the package, else of Python."""
    for place in (module, uptimekit, builtins):
        kind: type[BaseException] | None = getattr(place, name, None)
        if kind:
            return kind
    raise AssertionError(name)
