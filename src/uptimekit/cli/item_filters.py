"""The options that say which items are wanted: ``--state``, ``--name``, ``--tag`` and ``--provider``."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from uptimekit.fleet.words import State

from .parameter_types import Text

if TYPE_CHECKING:
    from uptimekit.fleet import Filter, Item

__all__ = ["filter_options", "naming_options", "require_items"]

R = TypeVar("R")


def _complete_tag(ctx: click.Context, param: click.Parameter, begun: str) -> list[Any]:
    from .name_completion import tag_completions

    return tag_completions(ctx, param, begun)


_STATE = click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice([*(state.value for state in State), "late"], case_sensitive=False),
    help="Only what is in this state; may be repeated.  late: heartbeats that are overdue and not down yet.",
)
_NAMING = (
    click.option(
        "--name",
        "name_pattern",
        type=Text(),
        metavar="PATTERN",
        help="Only items whose name matches, in any letter case: in 'shop-*', * stands for any text, and ? for a character.",
    ),
    click.option(
        "--tag",
        "tags",
        type=Text(),
        multiple=True,
        metavar="TAG",
        shell_complete=_complete_tag,
        help="Only what has this tag; if repeated, what has all of them.",
    ),
    click.option(
        "--provider",
        "providers",
        multiple=True,
        metavar="PROVIDER",
        help="Only of this provider, such as healthchecks; may be repeated.",
    ),
)


def filter_options(command: Callable[..., R]) -> Callable[..., R]:
    """Give a command the options, and the filter that they make as its argument ``where``."""
    return _STATE(naming_options(command))


def naming_options(command: Callable[..., R]) -> Callable[..., R]:
    """Give a command the options but ``--state``, and the filter that they make as its argument ``where``."""

    @functools.wraps(command)
    def called(
        *arguments: Any,
        name_pattern: str | None,
        tags: tuple[str, ...],
        providers: tuple[str, ...],
        states: tuple[str, ...] = (),
        **options: Any,
    ) -> R:
        from uptimekit.fleet import Filter

        where = Filter(states=states, name=name_pattern or "", tags=tags, providers=providers)
        return command(*arguments, where=where, **options)

    for option in reversed(_NAMING):
        called = option(called)
    return called


def require_items(
    where: Filter, found: Collection[object], known: Callable[[Filter], Iterable[Item]]
) -> None:
    """Raise InputError if nothing was *found* and nothing has the name and tags of *where*: a misspelt name must not look well.

    Args:
        where: what is wanted.
        found: what was found.
        known: returns all items that a filter without name, tags and states matches; called if nothing was found.
    """
    if found or not (where.name or where.tags):
        return
    from attrs import evolve

    from uptimekit._runtime.errors import InputError

    items = [*known(evolve(where, states=(), name="", tags=()))]
    if any(map(evolve(where, states=()).matches, items)):  # which are in another state
        return
    named = [f"the name {where.name!r}"] if where.name else []
    tagged = [f"the tag {tag!r}" for tag in sorted(where.tags)]
    raise InputError(f"nothing has {' and '.join([*named, *tagged])}{_nearest(where, items)}")


def _nearest(where: Filter, items: Collection[Item]) -> str:
    """Return the nearest name or tag for the first one that no item has."""
    from attrs import evolve

    from uptimekit._runtime.spelling import did_you_mean

    if where.name and not any(map(evolve(where, states=(), tags=()).matches, items)):
        return did_you_mean(where.name, {item.name for item in items})
    tags = {tag for item in items for tag in item.tags}
    return next((did_you_mean(tag, tags) for tag in sorted(where.tags - tags)), "")
