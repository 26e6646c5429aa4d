"""``uptimekit resolve``: end incidents."""

from __future__ import annotations

from uptimekit.fleet.words import Kind

from ..action_command import action_command

__all__ = ["command"]


@action_command("resolve", "resolve", Kind.INCIDENTS)
def command() -> None:
    """Resolve open incidents.

    ITEMS are whole names, ids, or quoted patterns such as 'shop-*'; the case of names does not count.  An incident
    begins with a command of its provider: see uptimekit statuspage incidents --help, or the one of betterstack.

    \b
    Examples:
      uptimekit ls incidents
      uptimekit resolve 'Checkout is slow'
    """
