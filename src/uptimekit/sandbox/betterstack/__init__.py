"""A stateful simulation of Better Stack Uptime (API v2 and v3, the organisation endpoints, heartbeat pings)."""

from __future__ import annotations

from uptimekit.sandbox.betterstack._model import Team
from uptimekit.sandbox.betterstack._sandbox import BetterStackSandbox

__all__ = ["BetterStackSandbox", "Team"]
