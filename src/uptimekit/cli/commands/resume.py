"""``uptimekit resume``: watch paused monitors and heartbeats again."""

from __future__ import annotations

from uptimekit.fleet.words import Kind

from ..action_command import action_command

__all__ = ["command"]


@action_command("resume", "resume", Kind.MONITORS, Kind.HEARTBEATS)
def command() -> None:
    """Watch paused monitors or heartbeats again.

    ITEMS are ids, or whole names or quoted patterns such as 'shop-*', in any letter case.

    \b
    Examples:
      uptimekit resume checkout
      uptimekit resume '*' --account shop --yes
    """
