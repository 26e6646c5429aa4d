"""The documentation shows only what works: every Python block runs, page by page, against a sandbox."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from uptimekit import statuspage, uptimehunt
from uptimekit.betterstack import UptimeAPI
from uptimekit.healthchecks import CheckCreate, Client
from uptimekit.sandbox import (
    BetterStackSandbox,
    HealthchecksSandbox,
    ManualClock,
    StatuspageSandbox,
    UptimeHuntSandbox,
    serve,
)

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = sorted(
    page.relative_to(ROOT).as_posix()
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md"))
    if re.search(r"^```python$", page.read_text(encoding="utf-8"), re.MULTILINE)
)


@contextmanager
def _betterstack() -> Iterator[dict[str, Any]]:
    """What the page of Better Stack takes as given: a token, an address, and an API with them."""
    sandbox = BetterStackSandbox(monitors=4)
    with serve(sandbox.app) as server:
        given: dict[str, Any] = {
            "token": sandbox.teams["main"].token,
            "base_url": f"{server.url}/api/v2/",
        }
        with UptimeAPI(given["token"], base_url=given["base_url"]) as api:
            yield {**given, "api": api}


@contextmanager
def _healthchecks() -> Iterator[dict[str, Any]]:
    """What most pages take as given: keys, the address of a server, a client and a check of it."""
    sandbox = HealthchecksSandbox()
    project = sandbox.projects["main"]
    with serve(sandbox.app) as server:
        given: dict[str, Any] = {
            "api_key": project.api_key,
            "ping_key": project.ping_key,
            "api_url": f"{server.url}/api/",
        }
        with Client(**given) as client:
            check = client.create_check(CheckCreate(name="Given", slug="given"))
            yield {**given, "client": client, "check": check}


@contextmanager
def _statuspage() -> Iterator[dict[str, Any]]:
    """What the page of Statuspage takes as given: a key, a page, addresses, and a client of it."""
    sandbox = StatuspageSandbox()
    with serve(sandbox.app) as server:
        given: dict[str, Any] = {
            "api_key": sandbox.api_key,
            "page_id": sandbox.page_id,
            "base_url": f"{server.url}{sandbox.manage_path}",
        }
        with statuspage.Client(**given) as client:
            yield {**given, "client": client, "public_address": f"{server.url}{sandbox.public_path()}"}


@contextmanager
def _uptimehunt() -> Iterator[dict[str, Any]]:
    """What the page of UptimeHunt takes as given: an address, a login, and a client whose waiting costs no time."""
    clock = ManualClock()
    sandbox = UptimeHuntSandbox(clock=clock)
    with serve(sandbox.app) as server:
        given: dict[str, Any] = {
            "email": sandbox.email,
            "password": sandbox.password,
            "base_url": f"{server.url}{sandbox.base_path}",
        }
        with uptimehunt.Client(**given, clock=clock) as client:
            yield {**given, "client": client}


GIVEN = {
    "docs/betterstack.md": _betterstack,
    "docs/statuspage.md": _statuspage,
    "docs/uptimehunt.md": _uptimehunt,
}
"""What a page takes as given, where it is not the address and keys of Healthchecks."""


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_of_a_page_run(page: str) -> None:
    """Every Python block of a page runs, in the order of the page, and raises nothing."""
    text = (ROOT / page).read_text(encoding="utf-8")
    with GIVEN.get(page, _healthchecks)() as given:
        names: dict[str, Any] = {"__name__": "__main__", **given}
        for number, block in enumerate(BLOCK.finditer(text), 1):
            if block["language"] == "python":
                exec(compile(block["code"], f"{page}, block {number}", "exec"), names)
                names.update(given)  # a block that opens a client of its own closes it at its end


def test_the_pages_are_found() -> None:
    """The pattern finds the pages that are known to have examples."""
    assert {"README.md", "docs/healthchecks.md", "docs/errors.md", "docs/sandbox.md"} <= set(PAGES)


def test_links_between_pages_lead_somewhere() -> None:
    """Every relative link of the README and the docs names a file of the tree."""
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
