"""Names of items on the command line: arguments that complete, and the option ``--kind``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from uptimekit.fleet.vocabulary import Kind

__all__ = ["item_argument", "kind_option"]

F = TypeVar("F", bound=Callable[..., Any])


def item_argument(name: str, *kinds: Kind, several: bool = False) -> Callable[[F], F]:
    """Return a decorator that gives a command an argument for names or ids of items; they complete.

    Args:
        name: name of the argument.
        kinds: kinds that complete; default: all, or those of ``--kind``.
        several: whether there may be more than one.
    """

    def complete(ctx: click.Context, param: click.Parameter, begun: str) -> list[Any]:
        from .name_completion import completions

        return completions(ctx, ctx.params.get("kinds") or kinds or tuple(Kind), begun)

    return click.argument(
        name,
        nargs=-1 if several else 1,
        required=True,
        metavar=f"{name.upper()}{'...' if several else ''}",
        shell_complete=complete,
    )


def kind_option(*kinds: Kind) -> Callable[[F], F]:
    """Return a decorator that gives a command the option ``--kind`` as its argument ``kinds``; default: all of *kinds*."""
    known = kinds or tuple(Kind)

    def chosen(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[Kind, ...]:
        return (Kind(value),) if value else known

    return click.option(
        "--kind",
        "kinds",
        type=click.Choice([kind.value for kind in known], case_sensitive=False),
        callback=chosen,
        help="What it is, if several things have the same name.",
    )
