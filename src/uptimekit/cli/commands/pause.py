"""``uptimekit pause``: stop watching monitors and heartbeats."""

from __future__ import annotations

from uptimekit.fleet.words import Kind

from ..action_command import action_command

__all__ = ["command"]


@action_command("pause", "pause", Kind.MONITORS, Kind.HEARTBEATS)
def command() -> None:
    """Stop watching monitors or heartbeats, such as during maintenance.

    ITEMS are ids, or whole names or quoted patterns such as 'shop-*', in any letter case.

    \b
    Examples:
      uptimekit pause checkout 'nightly backup'
      uptimekit pause 'shop-*' --account shop --dry-run
    """
