"""A stateful simulation of UptimeHunt."""

from __future__ import annotations

from uptimekit.sandbox.uptimehunt._model import User
from uptimekit.sandbox.uptimehunt._sandbox import UptimeHuntSandbox
from uptimekit.sandbox.uptimehunt._tokens import TokenPair

__all__ = ["TokenPair", "UptimeHuntSandbox", "User"]
