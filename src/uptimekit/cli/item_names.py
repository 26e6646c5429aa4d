"""Names of items on the command line: arguments that complete, and the option ``--kind``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from uptimekit.fleet.words import Kind

__all__ = ["KindChoice", "item_argument", "kind_option"]

F = TypeVar("F", bound=Callable[..., Any])


class KindChoice(click.Choice[str]):
    """A kind of items, in any letter case, in the plural or as tables name one of them: ``monitors``, ``monitor``."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the kind in the plural; an error calls the argument KIND, not by the list of all kinds."""
        plural = f"{str(value).casefold().removesuffix('s')}s"
        try:
            return super().convert(plural if plural in self.choices else value, param, ctx)
        except click.BadParameter as error:
            error.param_hint = "KIND" if isinstance(param, click.Argument) else None
            raise


def item_argument(name: str, *, several: bool = False, action: str | None = None) -> Callable[[F], F]:
    """Return a decorator that gives a command an argument for names or ids of items of ``--kind``; they complete.

    Args:
        name: name of the argument.
        several: whether there may be more than one.
        action: what is done to them; only items that it can be done to complete.
    """

    def complete(ctx: click.Context, param: click.Parameter, begun: str) -> list[Any]:
        from .name_completion import completions

        return completions(ctx, ctx.params.get("kinds") or tuple(Kind), begun, action=action)

    return click.argument(
        name,
        nargs=-1 if several else 1,
        required=True,
        metavar=f"{name.upper()}{'...' if several else ''}",
        shell_complete=complete,
    )


def kind_option(*kinds: Kind) -> Callable[[F], F]:
    """Return a decorator that gives a command the option ``--kind``, as its argument ``kinds``.

    Args:
        kinds: the kinds to choose from, and the default.  All that there are if none is given.
    """
    known = kinds or tuple(Kind)

    def chosen(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[Kind, ...]:
        return (Kind(value),) if value else known

    return click.option(
        "--kind",
        "kinds",
        type=KindChoice([kind.plural for kind in known]),
        callback=chosen,
        hidden=len(known) == 1,
        help="What it is, if several items have the name.",
    )
