"""The sandboxes of the four providers, and the environment that makes a fleet of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from attrs import frozen

from uptimekit.healthchecks import CheckCreate, Client
from uptimekit.sandbox import (
    BetterStackSandbox,
    HealthchecksSandbox,
    StatuspageSandbox,
    UptimeHuntSandbox,
    serve,
)


@frozen
class Four:
    """Sandboxes by provider, and the variables that have their addresses and secrets."""

    sandboxes: dict[str, Any]
    variables: dict[str, str]


@contextmanager
def four_sandboxes() -> Iterator[Four]:
    """Serve the four: 3 monitors, a check that is called backup, a page of components, 2 services."""
    sandboxes: dict[str, Any] = {
        "betterstack": BetterStackSandbox(monitors=3),
        "healthchecks": HealthchecksSandbox(),
        "statuspage": StatuspageSandbox(),
        "uptimehunt": UptimeHuntSandbox(services=2),
    }
    page, hunt = sandboxes["statuspage"], sandboxes["uptimehunt"]
    variables = {
        "BETTERSTACK_API_TOKEN": sandboxes["betterstack"].teams["main"].token,
        "HEALTHCHECKS_API_KEY": sandboxes["healthchecks"].projects["main"].api_key,
        "STATUSPAGE_API_KEY": page.api_key,
        "STATUSPAGE_PAGE_ID": page.page_id,
        "UPTIMEHUNT_EMAIL": hunt.email,
        "UPTIMEHUNT_PASSWORD": hunt.password,
    }
    with ExitStack() as running:
        for provider, sandbox in sandboxes.items():
            variables[f"{provider.upper()}_BASE_URL"] = running.enter_context(serve(sandbox.app)).url
        address = variables["HEALTHCHECKS_BASE_URL"]
        with Client(variables["HEALTHCHECKS_API_KEY"], api_url=address) as client:
            client.create_check(CheckCreate(name="backup", tags="nightly"))
        yield Four(sandboxes, variables)
