"""The documentation shows only what works: every Python block runs, page by page, against a sandbox."""

from __future__ import annotations

import logging
import os
import re
import ssl
import textwrap
from codeop import compile_command
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from doctest import ELLIPSIS, OutputChecker
from inspect import unwrap
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from tests.faults._server import FaultServer, answer, answer_json

from uptimekit import statuspage, uptimehunt
from uptimekit.betterstack import UptimeAPI
from uptimekit.fleet import Account, FromEnvironment
from uptimekit.healthchecks import CheckCreate, Client
from uptimekit.sandbox import (
    BetterStackSandbox,
    HealthchecksSandbox,
    ManualClock,
    StatuspageSandbox,
    UptimeHuntSandbox,
    serve,
)
from uptimekit.sandbox._instructions import Sandbox, instructions
from uptimekit.shared import SharedLimit

from ._fleet_page import fleet_page

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(
    r"^(?P<indent> *)```python(?: [^\n]*)?\n(?P<code>.*?)^(?P=indent)```$"
    r"(?:\n\n(?P=indent)```text\n(?P<printed>.*?)^(?P=indent)```$)?",
    re.MULTILINE | re.DOTALL,
)
"""A block of Python, and what it prints if a block of text follows at once."""
ELSEWHERE = {"adding-a-provider"}
"""Pages whose Python runs in tests/generator, against the provider that they add."""
ALL_PAGES = sorted((ROOT / "README.md", *(ROOT / "docs").rglob("*.md")))
PAGES = [
    page.relative_to(ROOT).as_posix()
    for page in ALL_PAGES
    if page.stem not in ELSEWHERE and BLOCK.search(page.read_text(encoding="utf-8"))
]


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
    """What most pages take as given: a sandbox, its address, keys and those of all projects, a client, a check."""
    clock = ManualClock()
    sandbox = HealthchecksSandbox(clock=clock)
    project = sandbox.projects["main"]
    with serve(sandbox.app) as server:
        given: dict[str, Any] = {
            "api_key": project.api_key,
            "ping_key": project.ping_key,
            "api_url": f"{server.url}/api/",
        }
        with Client(**given, clock=clock) as client:
            check = client.create_check(CheckCreate(name="Given", slug="given"))
            keys = {name: each.api_key for name, each in sandbox.projects.items()}
            yield {
                **given,
                "client": client,
                "check": check,
                "keys": keys,
                "sandbox": sandbox,
                "address": server.url,
            }


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


@contextmanager
def _account() -> Iterator[dict[str, Any]]:
    """What a page about a fleet takes as given: an account named ``shop``, with one check."""
    with _healthchecks() as given, pytest.MonkeyPatch.context() as environment:
        environment.setenv("SHOP_KEY", given["api_key"])
        yield {
            "account": Account(
                name="shop",
                provider="healthchecks",
                secrets={"api_key": FromEnvironment("SHOP_KEY")},
                settings={"base_url": given["api_url"]},
            )
        }


@contextmanager
def _warehouse() -> Iterator[dict[str, Any]]:
    """What the page about warehouses takes as given: an account of Healthchecks in the environment, an empty folder."""
    with (
        _healthchecks() as given,
        pytest.MonkeyPatch.context() as environment,
        TemporaryDirectory() as folder,
    ):
        for name in [each for each in os.environ if each.startswith(("UPTIMEKIT_CONFIG", "XDG_"))]:
            environment.delenv(name)
        for name, value in {
            "HOME": folder,
            "DLT_DATA_DIR": folder,
            "HEALTHCHECKS_API_KEY": given["api_key"],
            "HEALTHCHECKS_BASE_URL": given["api_url"],
        }.items():
            environment.setenv(name, value)
        environment.chdir(folder)
        yield {"check": given["check"], "client": given["client"]}


@contextmanager
def _behind_tls(certificate: Path) -> Iterator[dict[str, Any]]:
    """What the page about certificates takes as given: a server with a certificate of its own, and a proxy that refuses."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = FaultServer(answer_json({"checks": []}), tls=context)
    proxy = FaultServer(answer(407))
    try:
        site = server.url.replace("http:", "https:")
        yield {"api_key": "k" * 32, "site": site, "ca_file": str(certificate), "address": proxy.url}
    finally:
        server.stop()
        proxy.stop()


@contextmanager
def _printed_client(sandbox: Sandbox) -> Iterator[dict[str, Any]]:
    """What a tutorial takes as given: the client of the line that a sandbox prints; its waiting costs no time."""
    with serve(sandbox.app) as server:
        given: dict[str, Any] = {"clock": sandbox.clock}
        (line,) = (line for line in instructions(sandbox, server.url) if line.startswith("from "))
        exec(line.removesuffix(")") + ", clock=clock)", given)
        with given["client"] as client:
            yield {"client": client, "address": server.url}


GIVEN = {"betterstack": _betterstack, "statuspage": _statuspage, "uptimehunt": _uptimehunt}
"""What a page takes as given if its name has this provider; any other page takes a client of Healthchecks."""
SANDBOXES: dict[str, Callable[[ManualClock], Sandbox]] = {
    "betterstack": lambda clock: BetterStackSandbox(clock=clock),
    "healthchecks": lambda clock: HealthchecksSandbox(clock=clock),
    "statuspage": lambda clock: StatuspageSandbox(clock=clock),
    "uptimehunt": lambda clock: UptimeHuntSandbox(clock=clock),
}
"""The sandboxes of the tutorials, as the command makes them."""
ADDRESS = "http://127.0.0.1:8000"
"""Where the sandbox of a tutorial is; in the tests it is at a free port."""


def _given(page: str, request: pytest.FixtureRequest) -> AbstractContextManager[dict[str, Any]]:
    """Return what a page takes as given."""
    path = Path(page)
    if path.stem in ("fleet", "report"):
        return fleet_page()
    if path.stem == "proxies-and-certificates":
        return _behind_tls(request.getfixturevalue("certificate"))
    if path.stem == "warehouse":
        return _warehouse()
    if path.stem == "prometheus":
        return _account()
    if path.parent.name == "tutorials":
        return _printed_client(SANDBOXES[path.stem](ManualClock()))
    return next((given for provider, given in GIVEN.items() if provider in path.stem), _healthchecks)()


@pytest.fixture(autouse=True)
def _warnings_are_printed() -> Iterator[None]:
    """Warnings are printed as in a program that has not configured logging; handlers of a page end with it."""
    loggers = logging.getLogger(), logging.getLogger("uptimekit")
    before = [(logger, logger.handlers[:], logger.level) for logger in loggers]
    shown = logging.Handler(logging.WARNING)
    shown.emit = lambda record: print(record.getMessage())  # type: ignore[method-assign]
    loggers[0].addHandler(shown)
    yield
    for logger, handlers, level in before:
        logger.handlers[:] = handlers
        logger.setLevel(level)


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_of_a_page_run(
    page: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    """Every Python block of a page runs, in the order of the page, raises nothing, and prints what the page shows."""
    text = (ROOT / page).read_text(encoding="utf-8")
    with _given(page, request) as given:
        monkeypatch.delenv("BETTERSTACK_HEARTBEAT_URL", raising=False)
        if "check" in given:
            monkeypatch.setenv("PING_URL", given["check"].ping_url)
        address = given.get("address", ADDRESS)
        if "store_url" in text:  # of Redis or Valkey
            given["store_url"] = request.getfixturevalue("store").url
            monkeypatch.setitem(
                unwrap(SharedLimit.__init__).__kwdefaults__, "timeout", 20.0
            )  # a busy machine is slow
        names: dict[str, Any] = {"__name__": "__main__", **given}
        for number, block in enumerate(BLOCK.finditer(text), 1):
            code = textwrap.dedent(block["code"]).replace(ADDRESS, address)
            exec(compile(code, f"{page}, block {number}", "exec"), names)
            names.update(given)  # a block that opens a client of its own closes it at its end
            printed = capsys.readouterr().out.replace(address, ADDRESS)
            if block["printed"] is not None:
                expected = textwrap.dedent(block["printed"])
                assert OutputChecker().check_output(expected, printed, ELLIPSIS), printed


@pytest.mark.parametrize("provider", SANDBOXES)
def test_the_steps_of_a_tutorial_can_be_pasted(provider: str) -> None:
    """Python's prompt takes each block of a tutorial line by line: an empty line ends each compound statement."""
    text = (ROOT / "docs" / "tutorials" / f"{provider}.md").read_text(encoding="utf-8")
    for block in BLOCK.finditer(text):
        typed = ""
        for line in [*block["code"].splitlines(), ""]:
            typed += f"{line}\n"
            if compile_command(typed.removesuffix("\n"), symbol="single"):
                typed = ""


def test_the_pages_are_found() -> None:
    """The pattern finds the pages that are known to have examples."""
    assert {"README.md", "docs/healthchecks.md", "docs/errors.md", "docs/sandbox.md"} <= set(PAGES)


def test_the_telemetry_of_dlt_is_off_before_its_import() -> None:
    """A block that imports dlt imports the warehouse first, which turns its telemetry off."""
    shown = [
        block
        for page in ALL_PAGES
        for block in page.read_text(encoding="utf-8").split("```")
        if re.search(r"^import dlt$", block, re.MULTILINE)
    ]
    assert shown
    for block in shown:
        assert 0 <= block.find("from uptimekit.warehouse import") < block.find("import dlt"), block


def test_links_between_pages_lead_somewhere() -> None:
    """Every relative link of the README and the docs names a file of the tree."""
    for page in ALL_PAGES:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
