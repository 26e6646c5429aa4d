"""``uptimekit ack``: take over incidents."""

from __future__ import annotations

from uptimekit.fleet.words import Kind

from ..action_command import action_command

__all__ = ["command"]


@action_command("ack", "acknowledge", Kind.INCIDENTS)
def command() -> None:
    """Acknowledge open incidents: tell the provider that somebody is working on them, so that it alerts nobody else.

    ITEMS are ids, or whole names or quoted patterns such as 'shop-*', in any letter case.

    \b
    Examples:
      uptimekit ls incidents
      uptimekit ack checkout
    """
