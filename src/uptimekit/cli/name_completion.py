"""Completion of the names of items: from the cache, else from the accounts if they answer at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Final

from click.shell_completion import CompletionItem

from uptimekit._runtime.errors import ConfigurationError
from uptimekit.fleet.readers import reader_class
from uptimekit.fleet.words import Kind

from .fleet_options import accounts_of, fleet_of
from .name_cache import Name, NameCache

if TYPE_CHECKING:
    import click

    from uptimekit.fleet.provider import Action

__all__ = ["completions", "slug_completions", "tag_completions"]

PATIENCE: Final = 0.7
"""Seconds for the accounts to answer in; a shell that waits for longer is in the way."""
_OLD: Final = 86_400.0  # seconds; old names are better than none, for a day


def completions(
    ctx: click.Context,
    kinds: Collection[Kind],
    begun: str,
    *,
    action: Action | None = None,
    provider: str | None = None,
) -> list[CompletionItem]:
    """Return the names of items that begin with *begun*, whatever the case, and the ids if no name does.

    Never fails and never takes long: without an answer in time there are old names, or none.

    Args:
        ctx: has the options that choose the accounts.
        kinds: which kinds; others are not read.
        begun: what is typed already.
        action: only items of providers that have this action for their kind.
        provider: only items of this provider.
    """
    wanted = [
        each
        for each in _known_names(ctx, kinds)
        if provider in (None, each.provider) and (not action or _has(action, each))
    ]
    return _beginning(begun, ((each.name, each.kind) for each in wanted)) or _beginning(
        begun, ((each.id, each.name) for each in wanted)
    )


def slug_completions(ctx: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
    """Return the slugs of checks that begin with *begun*, with their names, as :func:`completions` does."""
    checks = _known_names(ctx, (Kind.HEARTBEATS,))
    return _beginning(begun, ((each.slug, each.name) for each in checks if each.slug))


def tag_completions(ctx: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
    """Return the tags that begin with *begun*, as :func:`completions` does."""
    return _beginning(begun, ((tag, "") for each in _known_names(ctx, tuple(Kind)) for tag in each.tags))


def _has(action: Action, name: Name) -> bool:
    try:
        return name.kind in reader_class(name.provider).actions.get(action, ())
    except ConfigurationError:  # its distribution is gone since its names were kept
        return False


def _known_names(ctx: click.Context, kinds: Collection[Kind]) -> tuple[Name, ...]:
    try:
        return _names(ctx, kinds)
    except Exception:  # completion says nothing: any text would land in the command line
        return ()


def _beginning(begun: str, texts: Iterable[tuple[str, str]]) -> list[CompletionItem]:
    found = {text: told for text, told in texts if text.casefold().startswith(begun.casefold())}
    return [CompletionItem(text, help=told) for text, told in sorted(found.items())]


def _names(ctx: click.Context, kinds: Collection[Kind]) -> tuple[Name, ...]:
    """Return the kept names, else read the accounts; kinds that were read in full are kept."""
    accounts = accounts_of(ctx)
    cache = NameCache.of(accounts)
    if (fresh := cache.read(kinds)) is not None:
        return fresh  # before a fleet is loaded, which takes as long as all else
    with fleet_of(ctx, deadline=PATIENCE) as fleet:
        reading = fleet.survey(*kinds)
    missing = {fault.kind for fault in reading.faults}
    if None not in missing:
        cache.write(reading.items, [kind for kind in kinds if kind not in missing])
    return cache.read(kinds, max_age=_OLD) or tuple(map(Name.of, reading.items))
