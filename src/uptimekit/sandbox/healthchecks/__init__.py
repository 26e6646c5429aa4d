"""A stateful simulation of a Healthchecks server (Management API v1 to v3, pings and badges)."""

from __future__ import annotations

from uptimekit.sandbox.healthchecks._model import Channel, Project
from uptimekit.sandbox.healthchecks._sandbox import HealthchecksSandbox
from uptimekit.sandbox.healthchecks._seeds import ChannelSeed, ProjectSeed

__all__ = ["Channel", "ChannelSeed", "HealthchecksSandbox", "Project", "ProjectSeed"]
