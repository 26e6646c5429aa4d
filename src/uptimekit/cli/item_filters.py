"""The options that say which items are wanted: ``--state``, ``--name``, ``--tag`` and ``--provider``."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any, TypeVar

import click

from uptimekit.fleet.words import State

from .parameter_types import Text

if TYPE_CHECKING:
    from uptimekit.fleet import Filter

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


def require_items(where: Filter, found: Collection[object]) -> None:
    """Raise InputError if *where* has a name or tags, and nothing was *found*: a misspelt name must not look well.

    With states it may be that things have such a name, and are in another state.
    """
    if found or where.states or not (where.name or where.tags):
        return
    from uptimekit._runtime.errors import InputError

    named = [f"the name {where.name!r}"] if where.name else []
    tagged = [f"the tag {tag!r}" for tag in sorted(where.tags)]
    raise InputError(f"nothing has {' and '.join([*named, *tagged])}")
