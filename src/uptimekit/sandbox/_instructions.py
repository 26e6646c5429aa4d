"""Instructions that the command prints: lines for a shell and for Python, with remarks that both ignore."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from shlex import quote

from uptimekit.sandbox.betterstack import BetterStackSandbox
from uptimekit.sandbox.healthchecks import HealthchecksSandbox
from uptimekit.sandbox.statuspage import StatuspageSandbox
from uptimekit.sandbox.uptimehunt import UptimeHuntSandbox

__all__ = ["Sandbox", "environment", "instructions"]

Sandbox = BetterStackSandbox | HealthchecksSandbox | StatuspageSandbox | UptimeHuntSandbox


@dataclass(frozen=True, slots=True)
class _Access:
    """How to reach a sandbox: environment variables, and the client's class with its arguments.

    credentials: the client's arguments, by the environment variables that hold them too.
    address: name and value of the argument for the address.
    further: other variables, with which the commands of the provider reach what the address does not lead to.
    """

    provider: str
    credentials: Mapping[str, tuple[str, str]]
    address: tuple[str, str]
    remarks: Sequence[str] = field(repr=False)
    client: str = "Client"
    further: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)


def instructions(sandbox: Sandbox, url: str) -> Iterator[str]:
    """Return the lines for a sandbox that is served at `url`."""
    access = _access(sandbox, url)
    yield f"# {access.provider} sandbox at {url}, until Ctrl-C.  For a shell:"
    yield "export " + " ".join(f"{name}={quote(value)}" for name, (_, value) in access.credentials.items())
    yield "# For Python:"
    arguments = [*access.credentials.values(), access.address]
    written = ", ".join(f"{name}={value!r}" for name, value in arguments)
    module = f"uptimekit.{access.provider}"
    yield f"from {module} import {access.client}; client = {access.client}({written})"
    yield from (f"# {remark}" for remark in access.remarks)


def environment(sandbox: Sandbox, url: str) -> dict[str, str]:
    """Return the variables with which a fleet and all commands use a sandbox that is served at `url`."""
    access = _access(sandbox, url)
    return {
        **{name: value for name, (_, value) in access.credentials.items()},
        f"{access.provider.upper()}_BASE_URL": access.address[1],
        **access.further,
    }


def _access(sandbox: Sandbox, url: str) -> _Access:
    if isinstance(sandbox, HealthchecksSandbox):
        return _healthchecks(sandbox, url)
    if isinstance(sandbox, BetterStackSandbox):
        return _betterstack(sandbox, url)
    return _statuspage(sandbox, url) if isinstance(sandbox, StatuspageSandbox) else _uptimehunt(sandbox, url)


def _healthchecks(sandbox: HealthchecksSandbox, url: str) -> _Access:
    first, *others = sandbox.projects.values()
    return _Access(
        "healthchecks",
        {
            "HEALTHCHECKS_API_KEY": ("api_key", first.api_key),
            "HEALTHCHECKS_PING_KEY": ("ping_key", first.ping_key),
        },
        ("api_url", f"{url}{sandbox.base_path}"),
        [
            f"These are keys of project {first.name}; its read-only key: {first.readonly_key}",
            *(
                f"project {one.name}: api_key={one.api_key} readonly_key={one.readonly_key} ping_key={one.ping_key}"
                for one in others
            ),
        ],
        further={"HEALTHCHECKS_PROMETHEUS_KEY": first.readonly_key},
    )


def _betterstack(sandbox: BetterStackSandbox, url: str) -> _Access:
    first, *others = sandbox.teams.values()
    organization_url = f"{url}{sandbox.organization_path}/api"
    return _Access(
        "betterstack",
        {"BETTERSTACK_API_TOKEN": ("bearer_token", first.token)},
        ("base_url", f"{url}{sandbox.base_path}"),
        [
            f"This is the token of team {first.name}; its read-only token: {first.readonly_token}",
            *(f"team {one.name}: token={one.token} readonly_token={one.readonly_token}" for one in others),
            f"all teams: token={sandbox.global_token} readonly_token={sandbox.global_readonly_token}",
            f"endpoints of betterstack.com: {organization_url}",
        ],
        "UptimeAPI",
        {"BETTERSTACK_ORGANIZATION_URL": organization_url},
    )


def _statuspage(sandbox: StatuspageSandbox, url: str) -> _Access:
    return _Access(
        "statuspage",
        {
            "STATUSPAGE_API_KEY": ("api_key", sandbox.api_key),
            "STATUSPAGE_PAGE_ID": ("page_id", sandbox.page_id),
            "STATUSPAGE_ORGANIZATION_ID": ("organization_id", sandbox.organization_id),
        },
        ("base_url", f"{url}{sandbox.base_path}"),
        [
            f"page {name}: page_id={page_id} public API: {url}{sandbox.public_path(page_id)}"
            for name, page_id in sandbox.page_ids.items()
        ],
        further={"STATUSPAGE_PUBLIC_URL": f"{url}{sandbox.public_path()}"},
    )


def _uptimehunt(sandbox: UptimeHuntSandbox, url: str) -> _Access:
    first, *others = sandbox.users
    return _Access(
        "uptimehunt",
        {
            "UPTIMEHUNT_EMAIL": ("email", sandbox.email),
            "UPTIMEHUNT_PASSWORD": ("password", sandbox.password),
        },
        ("base_url", f"{url}{sandbox.base_path}"),
        [
            f"This is user {first}; the token of a prober: {sandbox.prober_token}",
            *(
                f"user {name}: email={sandbox.users[name].email} password={sandbox.users[name].password}"
                for name in others
            ),
        ],
    )
