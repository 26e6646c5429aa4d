"""Completion of the names of items: from the cache, else from the accounts if they answer at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Final

from click.shell_completion import CompletionItem

from .fleet_options import fleet_of
from .name_cache import Name, NameCache

if TYPE_CHECKING:
    import click

    from uptimekit.fleet import Kind

__all__ = ["completions"]

PATIENCE: Final = 0.7
"""Seconds for the accounts to answer in; a shell that waits for longer is in the way."""
_OLD: Final = 86_400.0  # seconds; old names are better than none, for a day


def completions(ctx: click.Context, kinds: Collection[Kind], begun: str) -> list[CompletionItem]:
    """Return the names of items that begin with *begun*, whatever the case, and the ids if no name does.

    Never fails and never takes long: without an answer in time there are old names, or none.
    """
    try:
        names = _names(ctx)
    except Exception:  # completion says nothing: any text would land in the command line
        return []
    wanted = [each for each in names if each[0] in kinds]
    return _beginning(begun, ((name, kind) for kind, name, _ in wanted)) or _beginning(
        begun, ((id_, name) for _, name, id_ in wanted)
    )


def _beginning(begun: str, texts: Iterable[tuple[str, str]]) -> list[CompletionItem]:
    found = {text: told for text, told in texts if text.casefold().startswith(begun.casefold())}
    return [CompletionItem(text, help=told) for text, told in sorted(found.items())]


def _names(ctx: click.Context) -> tuple[Name, ...]:
    with fleet_of(ctx, deadline=PATIENCE) as fleet:
        cache = NameCache.of(fleet.accounts)
        if (fresh := cache.read()) is not None:
            return fresh
        reading = fleet.survey()
        if reading.complete:
            cache.write(reading.items)
        return cache.read(max_age=_OLD) or tuple((item.kind, item.name, item.id) for item in reading.items)
