"""``uptimekit resolve``: end incidents."""

from __future__ import annotations

from uptimekit.fleet.words import Kind

from ..action_command import action_command

__all__ = ["command"]


@action_command("resolve", "resolve", Kind.INCIDENTS)
def command() -> None:
    """Resolve open incidents.

    ITEMS are whole names, ids, or quoted patterns such as 'shop-*'; the case of names does not count.  A provider's own
    command opens an incident: uptimekit statuspage incidents create, uptimekit betterstack incidents create.

    \b
    Examples:
      uptimekit ls incidents
      uptimekit resolve 'Checkout is slow'
    """
