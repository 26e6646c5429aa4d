"""The error classes of all providers: one tree, and the page that documents it."""

from __future__ import annotations

import builtins
import copy
import importlib
import inspect
import pickle
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

import uptimekit
from uptimekit import betterstack, healthchecks, statuspage, uptimehunt
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
def test_each_status_raises_the_common_class(provider: str) -> None:
    """What a provider raises for a status is a member of the common class for it, so that catching that works."""
    for status in range(300, 600):
        raised = error_class(status, (429,), CLASSES[provider])
        assert issubclass(raised, error_class(status, (429,), {})), status


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


UUID = "f618072a-7bde-4eee-af63-71a77c5723bc"
LONG = "x" * 500


def _healthchecks() -> Any:
    return healthchecks.Client("k" * 32, "p" * 22, transport=_no_network())


def _betterstack() -> Any:
    return betterstack.UptimeAPI("t" * 24, transport=_no_network())


def _statuspage() -> Any:
    return statuspage.Client(api_key="k" * 24, page_id="page00000001", transport=_no_network())


def _uptimehunt() -> Any:
    return uptimehunt.Client(prober_token="t" * 24, transport=_no_network())


def _no_network() -> httpx.MockTransport:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise AssertionError(f"sent: {request.method} {request.url}")

    return httpx.MockTransport(refuse)


REFUSED: dict[str, tuple[Callable[[], Any], Callable[[Any], object], list[type[Exception]]]] = {
    "healthchecks: a field": (
        _healthchecks,
        lambda client: client.create_check(healthchecks.CheckCreate(name=LONG)),
        [healthchecks.BadAPIRequestError],
    ),
    "healthchecks: a ping": (
        _healthchecks,
        lambda client: client.success_ping(UUID, "a-slug"),
        [healthchecks.BadAPIRequestError],
    ),
    "healthchecks: an id in a path": (
        _healthchecks,
        lambda client: client.get_check("a/b"),
        [healthchecks.BadAPIRequestError],
    ),
    "healthchecks: a trap": (
        _healthchecks,
        lambda client: healthchecks.CheckTrap(client, "no uuid"),
        [healthchecks.BadAPIRequestError],
    ),
    "betterstack: an attribute": (
        _betterstack,
        lambda api: betterstack.Monitor.new(api, chek_frequency=30),
        [betterstack.APIError],
    ),
    "betterstack: an id in a path": (
        _betterstack,
        lambda api: betterstack.Monitor("a/b", api).delete(),
        [betterstack.APIError],
    ),
    "betterstack: a path": (_betterstack, lambda api: api.post("a/%2E%2E/b"), [betterstack.APIError]),
    "betterstack: a header": (
        _betterstack,
        lambda api: api.post("monitors", headers={"X-Team": "a\nb"}),
        [betterstack.APIError],
    ),
    "statuspage: a field": (
        _statuspage,
        lambda client: client.components.update("c1", stauts="operational"),
        [statuspage.RequestError, statuspage.ResourceError],
    ),
    "statuspage: an id in a path": (
        _statuspage,
        lambda client: client.components.get("a/b"),
        [statuspage.RequestError, statuspage.ResourceError],
    ),
    "statuspage: a value that JSON cannot say": (
        _statuspage,
        lambda client: client.incidents.create(name=float("nan")),
        [statuspage.RequestError, statuspage.ResourceError],
    ),
    "uptimehunt: a field": (
        _uptimehunt,
        lambda client: client.projects.create(name=LONG),
        [uptimehunt.ValidationError],
    ),
    "uptimehunt: an id in a path of a generated method": (
        _uptimehunt,
        lambda client: client.services.get("a/b"),
        [uptimehunt.ValidationError],
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_refusal_is_what_the_replaced_library_documents(case: str) -> None:
    """What is refused before sending is an InputError, and of the class documented for the server's refusal."""
    make, does, classes = REFUSED[case]
    with make() as client, pytest.raises(uptimekit.InputError) as caught:
        does(client)
    error = caught.value
    assert all(isinstance(error, kind) for kind in (*classes, uptimekit.InputError, ValueError))
    assert (error.status_code, error.attempts) == (None, 0)
    assert type(error).__module__.startswith("uptimekit.")
    for twin in (pickle.loads(pickle.dumps(error)), copy.deepcopy(error)):
        assert (type(twin), vars(twin), str(twin), repr(twin)) == (
            type(error),
            vars(error),
            str(error),
            repr(error),
        )
