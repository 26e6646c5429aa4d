"""UptimeHunt: sites that another team watches; one was down this morning."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from typing import Final

from uptimekit.sandbox import ManualClock, UptimeHuntSandbox, serve
from uptimekit.uptimehunt import Client

from .story import Event, Played

__all__ = ["play"]

SERVICES: Final = {
    "Company site": "https://company.example",
    "Careers": "https://careers.company.example",
    "Press archive": "https://press.company.example",
}
INTERVAL: Final = 60  # minutes


def play(stack: ExitStack, clock: ManualClock) -> Played:
    """Serve the sandbox; return its account, and what happens."""
    sandbox = UptimeHuntSandbox(clock=clock)
    base_url = f"{stack.enter_context(serve(sandbox.app)).url}{sandbox.base_path}"
    login = sandbox.email, sandbox.password
    with Client(*login, base_url=base_url, clock=clock) as client:
        project = client.projects.create(name="Company")
        ids = {name: _service(client, name, url, project.id) for name, url in SERVICES.items()}
    events: list[Event] = [
        (0.46, partial(sandbox.set_service_status, ids["Press archive"], "down")),
        (0.33, partial(sandbox.set_service_status, ids["Press archive"], "operational")),
    ]
    secrets = {"email": ("UPTIMEHUNT_EMAIL", login[0]), "password": ("UPTIMEHUNT_PASSWORD", login[1])}
    return Played("web", "uptimehunt", {"base_url": base_url}, secrets, events)


def _service(client: Client, name: str, url: str, project: int) -> int:
    config = {"url": url}
    return client.services.ensure(
        name=name, type="http", config=config, project_id=project, interval=INTERVAL
    ).id
