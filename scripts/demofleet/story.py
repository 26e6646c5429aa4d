"""The parts of a provider's month."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Event", "Played"]

Event = tuple[float, Callable[[], object]]
"""How many days before the end something happens, and what."""


@dataclass(frozen=True)
class Played:
    """A sandbox that is served.

    name: the name of its account.
    provider: the provider.
    settings: ``base_url`` and further settings of the account.
    secrets: each credential of the account: the environment variable that the configuration names, and its value.
    events: what happens in the month, in any order.
    """

    name: str
    provider: str
    settings: dict[str, str]
    secrets: dict[str, tuple[str, str]]
    events: list[Event]

    def account(self) -> str:
        """Return the account as the configuration of a fleet has it, in TOML."""
        texts = {"provider": self.provider, **self.settings}  # JSON writes such texts as TOML does
        lines = [f"{name} = {json.dumps(text)}" for name, text in texts.items()]
        lines += [f'{name} = {{ env = "{variable}" }}' for name, (variable, _) in self.secrets.items()]
        return "\n".join([f"[accounts.{json.dumps(self.name)}]", *lines, ""])

    def variables(self) -> dict[str, str]:
        """Return the environment variables that the account names."""
        return dict(self.secrets.values())
