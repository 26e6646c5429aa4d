"""``uptimekit resolve``: end incidents."""

from __future__ import annotations

from uptimekit.fleet.words import Kind

from ..action_command import action_command

__all__ = ["command"]


@action_command("resolve", "resolve", Kind.INCIDENTS)
def command() -> None:
    """Resolve open incidents.

    Statuspage publishes "The incident is resolved." then, notifies the subscribers, and leaves the components as they
    are: those that are still not up are named.  To set them, see uptimekit statuspage components update; for a text of
    your own, uptimekit statuspage incidents update NAME --status resolved --body TEXT.

    ITEMS are ids, or whole names or quoted patterns such as 'shop-*', in any letter case.  To open an
    incident, see uptimekit statuspage incidents create and uptimekit betterstack incidents create.

    \b
    Examples:
      uptimekit ls incidents
      uptimekit resolve 'Checkout is slow' --dry-run
      uptimekit resolve 'Checkout is slow'
    """
