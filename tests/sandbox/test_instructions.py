"""The lines that the command prints."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from uptimekit.sandbox import (
    BetterStackSandbox,
    HealthchecksSandbox,
    ProjectSeed,
    StatuspageSandbox,
    UptimeHuntSandbox,
    serve,
)
from uptimekit.sandbox._instructions import Sandbox, instructions

_CALLS: dict[type[Sandbox], Callable[[Any], object]] = {
    HealthchecksSandbox: lambda client: client.success_ping(slug="job", create=True).text,
    BetterStackSandbox: lambda client: list(client.get("monitors")),
    StatuspageSandbox: lambda client: client.page.get().name,
    UptimeHuntSandbox: lambda client: client.services.list(),
}

_VARIABLES: dict[type[Sandbox], dict[str, Callable[[Any], str]]] = {
    HealthchecksSandbox: {
        "HEALTHCHECKS_API_KEY": lambda sandbox: sandbox.projects["main"].api_key,
        "HEALTHCHECKS_PING_KEY": lambda sandbox: sandbox.projects["main"].ping_key,
    },
    BetterStackSandbox: {"BETTERSTACK_API_TOKEN": lambda sandbox: sandbox.teams["main"].token},
    StatuspageSandbox: {
        "STATUSPAGE_API_KEY": lambda sandbox: sandbox.api_key,
        "STATUSPAGE_PAGE_ID": lambda sandbox: sandbox.page_id,
        "STATUSPAGE_ORGANIZATION_ID": lambda sandbox: sandbox.organization_id,
    },
    UptimeHuntSandbox: {
        "UPTIMEHUNT_EMAIL": lambda sandbox: sandbox.email,
        "UPTIMEHUNT_PASSWORD": lambda sandbox: sandbox.password,
    },
}


@pytest.mark.parametrize("kind", _CALLS)
def test_the_python_line_makes_a_client_that_works(kind: type[Sandbox]) -> None:
    """Pasted into Python, all lines but the one for a shell give a client of the sandbox that is served."""
    sandbox = kind()
    with serve(sandbox.app) as server:
        lines = [line for line in instructions(sandbox, server.url) if not line.startswith("export ")]
        names: dict[str, Any] = {}
        exec("\n".join(lines), names)  # what a reader does with them
        with names["client"] as client:
            _CALLS[kind](client)
    assert sum(sandbox.requests.values()) > 0


@pytest.mark.parametrize("kind", _VARIABLES)
def test_the_shell_line_exports_the_variables_of_the_client(kind: type[Sandbox]) -> None:
    """Pasted into a shell, all lines but the one for Python set the variables that the clients read."""
    sandbox = kind()
    lines = [line for line in instructions(sandbox, "http://localhost:1") if not line.startswith("from ")]
    program = "\n".join([*lines, "env"])
    printed = subprocess.run(["sh", "-c", program], capture_output=True, text=True, check=True, env={}).stdout
    found = dict(line.split("=", 1) for line in printed.splitlines())
    wanted = {name: value(sandbox) for name, value in _VARIABLES[kind].items()}
    assert {name: value for name, value in found.items() if name.isupper() and "_" in name[1:]} == wanted


def test_values_are_quoted_for_the_shell() -> None:
    """A key that means something to a shell arrives as it is."""
    sandbox = HealthchecksSandbox(projects=[ProjectSeed("p", api_key="a b;$(x)'", ping_key="k")])
    line = next(line for line in instructions(sandbox, "http://h") if line.startswith("export "))
    assert shlex.split(line)[1] == "HEALTHCHECKS_API_KEY=a b;$(x)'"


def test_remarks_tell_the_other_keys() -> None:
    """Every further key, token and page that a sandbox starts with is in a remark."""
    for sandbox, secrets in (
        (hc := HealthchecksSandbox(), [k for p in hc.projects.values() for k in (p.api_key, p.readonly_key)]),
        (
            bs := BetterStackSandbox(),
            [bs.global_token, bs.global_readonly_token, *(t.readonly_token for t in bs.teams.values())],
        ),
        (sp := StatuspageSandbox(pages=["A", "B"]), [sp.organization_id, *sp.page_ids.values()]),
        (uh := UptimeHuntSandbox(), [uh.prober_token, *(user.password for user in uh.users.values())]),
    ):
        text = "\n".join(instructions(sandbox, "http://h"))
        assert [secret for secret in secrets if secret not in text] == []


@pytest.mark.parametrize(
    ("sandbox", "path"),
    [(StatuspageSandbox(), "/summary.json"), (BetterStackSandbox(), "/v2/roles")],
    ids=["statuspage", "betterstack"],
)
def test_further_addresses_answer(sandbox: Sandbox, path: str) -> None:
    """The public API of a page and the endpoints of the other host are where a remark says."""
    token = getattr(sandbox, "global_token", "none")
    with serve(sandbox.app) as server:
        remarks = "\n".join(list(instructions(sandbox, server.url))[4:])
        address = re.search(r"http://\S+", remarks)
        assert address
        reply = httpx.get(address[0] + path, headers={"Authorization": f"Bearer {token}"})
    assert reply.status_code == 200
