"""A stateful simulation of Atlassian Statuspage (Manage API v1, and the public API v2 of its pages)."""

from __future__ import annotations

from uptimekit.sandbox.statuspage._sandbox import StatuspageSandbox

__all__ = ["StatuspageSandbox"]
