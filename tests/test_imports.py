"""Tests of what importing a provider loads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from benchmarks.imports import MAIN_CLASSES

ROOT: Final = Path(__file__).resolve().parent.parent
LATER: Final = {
    "anyio",
    "asyncio",
    "attrs",
    "concurrent.futures",
    "email",
    "html",
    "http.client",
    "httpcore",
}.union(("httpx", "httpx2", "random", "ssl", "urllib.request"))
"""What takes long to load, and only a client that is built or called needs."""


def loaded_by(code: str) -> set[str]:
    """Return the modules of a fresh interpreter that has run *code*."""
    path = [str(ROOT / "src"), str(ROOT / "generated")]
    script = f"import sys; sys.path[:0] = {path!r}\n{code}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(("provider", "name"), MAIN_CLASSES.items())
def test_the_class_of_a_client_loads_little(provider: str, name: str) -> None:
    """The class of a client is there before httpx and the slow modules of Python are, which load when one is built."""
    loaded = loaded_by(f"from uptimekit.{provider} import {name}")
    assert f"uptimekit.{provider}" in loaded
    assert loaded & LATER == set()


@pytest.mark.parametrize("provider", MAIN_CLASSES)
def test_a_package_loads_no_client(provider: str) -> None:
    """The package of a provider is there before its modules are, and the others'."""
    ours = {name for name in loaded_by(f"import uptimekit.{provider}") if name.startswith("uptimekit")}
    assert ours == {"uptimekit", "uptimekit._runtime", "uptimekit._runtime.lazy", f"uptimekit.{provider}"}


def test_the_main_package_loads_no_provider() -> None:
    """Nothing of a provider, and nothing of the runtime, is loaded by the package itself."""
    assert {name for name in loaded_by("import uptimekit") if name.startswith("uptimekit")} == {"uptimekit"}


def test_the_fleet_loads_no_provider() -> None:
    """The package of the fleet is there before its modules; its classes load no provider and no client."""
    ours = {name for name in loaded_by("import uptimekit.fleet") if name.startswith("uptimekit")}
    assert ours == {"uptimekit", "uptimekit._runtime", "uptimekit._runtime.lazy", "uptimekit.fleet"}
    loaded = loaded_by("from uptimekit.fleet import AsyncFleet, Filter, Fleet, Monitor; Fleet(())")
    assert not {"httpx", "importlib.metadata", "tomllib", "uptimekit_clients"} & loaded
    assert not {f"uptimekit.{provider}" for provider in MAIN_CLASSES} & loaded


def test_a_service_loads_with_its_first_use() -> None:
    """Each service of Statuspage is a module, which a client loads when the service is asked for."""
    make = "from uptimekit.statuspage import Client; client = Client(api_key='x' * 20, page_id='p')"
    service = "uptimekit.statuspage._sync.components"
    assert service not in loaded_by(make)
    assert service in loaded_by(f"{make}; client.components")


def test_a_first_call_loads_what_it_needs() -> None:
    """Getting a check loads its model and no other, no event loop, and nothing for events, errors, files or listings."""
    loaded = loaded_by(
        "import httpx; from uptimekit.healthchecks import Client\n"
        "answer = httpx.MockTransport(lambda request: httpx.Response(200, json={'name': 'Job'}))\n"
        "assert Client('k' * 32, transport=answer).get_check('0' * 40).name == 'Job'\n"
    )
    ours = {name.removeprefix("uptimekit.") for name in loaded if name.startswith("uptimekit.")}
    assert "healthchecks.models" in ours
    assert "uptimekit_clients.healthchecks.models.check" in loaded
    later = {
        f"_runtime.{name}"
        for name in ("error_body", "events", "failures", "files", "lenient_reader", "pager")
    }
    assert ours & {*later, "_runtime.parts", "healthchecks.renamed_models"} == set()
    assert (
        loaded
        & {
            "asyncio",
            *(f"uptimekit_clients.healthchecks.models.{name}" for name in ("channel", "badge_urls")),
        }
        == set()
    )


@pytest.mark.parametrize(
    ("name", "wanted", "other"), [("Client", "_sync", "_async"), ("AsyncClient", "_async", "_sync")]
)
def test_a_client_that_is_built_has_what_sends(name: str, wanted: str, other: str) -> None:
    """No call waits until the connections of its kind are loaded: building the client does that, and loads no others."""
    loaded = loaded_by(f"from uptimekit.healthchecks import {name}; {name}('k' * 32)")
    senders = [f"uptimekit._runtime.{{kind}}.{module}" for module in ("sender", "transport", "http11")]
    assert loaded.issuperset(each.format(kind=wanted) for each in senders)
    assert loaded.isdisjoint(each.format(kind=other) for each in senders)


def test_the_objects_of_better_stack_need_no_model() -> None:
    """A listing of the facade loads neither the generated models nor attrs, which take as long as the first page."""
    loaded = loaded_by(
        "import httpx; from uptimekit.betterstack import Monitor, UptimeAPI\n"
        "answer = httpx.MockTransport(lambda request: httpx.Response(200, json={'data': [], 'pagination': {}}))\n"
        "assert list(Monitor.get_all_instances(UptimeAPI('t' * 24, transport=answer))) == []\n"
    )
    assert "uptimekit_clients.betterstack.requests.monitors" in loaded
    assert loaded & {"attrs", "uptimekit_clients.betterstack.models.monitor"} == set()


def test_a_client_without_a_shared_limit_loads_no_redis() -> None:
    """Neither redis-py nor what uses it is loaded by a client that is built, nor by the package of shared limits."""
    loaded = loaded_by(
        "import uptimekit.shared\nfrom uptimekit.healthchecks import Client\nClient('k' * 32).forecast(1)\n"
    )
    assert {name for name in loaded if name.startswith("uptimekit.shared")} == {"uptimekit.shared"}
    assert not {"redis", "uptimekit._runtime.shared_turn"} & loaded
