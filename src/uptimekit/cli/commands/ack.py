"""``uptimekit ack``: take over incidents."""

from __future__ import annotations

from uptimekit.fleet.words import Kind

from ..action_command import action_command

__all__ = ["command"]


@action_command("ack", "acknowledge", Kind.INCIDENTS)
def command() -> None:
    """Acknowledge open incidents: tell the provider that somebody has taken over, so that it alerts nobody else.

    ITEMS are whole names, ids, or quoted patterns such as 'shop-*'; the case of names does not count.

    \b
    Examples:
      uptimekit ls incidents
      uptimekit ack checkout
    """
