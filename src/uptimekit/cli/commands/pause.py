"""``uptimekit pause``: stop watching monitors and heartbeats."""

from __future__ import annotations

from uptimekit.fleet.words import Kind

from ..action_command import action_command

__all__ = ["command"]


@action_command("pause", "pause", Kind.MONITORS, Kind.HEARTBEATS)
def command() -> None:
    """Stop watching monitors or heartbeats, such as during maintenance.

    ITEMS are whole names, ids, or quoted patterns such as 'shop-*'; the case of names does not count.

    \b
    Examples:
      uptimekit pause checkout 'nightly backup'
      uptimekit pause 'shop-*' --account shop --dry-run
    """
