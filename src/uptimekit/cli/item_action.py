"""What is done to items by name: pausing, resuming, acknowledging, resolving."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import click
from attrs import frozen

from uptimekit._runtime.errors import UptimeKitError
from uptimekit._runtime.sanitize import sanitized
from uptimekit.fleet.vocabulary import Incident, Item, Kind, State

from .exit_codes import CANNOT_TELL, OK
from .faults import show_faults
from .fleet_options import FleetFactory, fleet_options
from .item_names import item_argument, kind_option
from .output import Column, OutputFormat, output_option, write_rows

if TYPE_CHECKING:
    from uptimekit.fleet import Fleet

__all__ = ["ACKNOWLEDGE", "PAUSE", "RESOLVE", "RESUME", "ItemAction", "action_command"]


@frozen
class ItemAction:
    """Something that can be done to items.

    Attributes:
        verb: what it is called.
        run: does it, and returns the item as it is then.
        done: what has been done then, such as ``paused``.
        kinds: what it can be done to.
        is_done: whether nothing is left to do to an item.
    """

    verb: str
    run: Callable[[Fleet, Any], Item]
    done: str
    kinds: tuple[Kind, ...]
    is_done: Callable[[Item], bool]


_WATCHED: Final = (Kind.MONITORS, Kind.HEARTBEATS)
PAUSE: Final = ItemAction(
    "pause",
    lambda fleet, item: fleet.pause(item),
    "paused",
    _WATCHED,
    lambda item: item.state is State.PAUSED,
)
RESUME: Final = ItemAction(
    "resume",
    lambda fleet, item: fleet.resume(item),
    "resumed",
    _WATCHED,
    lambda item: item.state is not State.PAUSED,
)
ACKNOWLEDGE: Final = ItemAction(
    "acknowledge",
    lambda fleet, item: fleet.acknowledge(item),
    "acknowledged",
    (Kind.INCIDENTS,),
    lambda item: isinstance(item, Incident) and item.acknowledged is not None,
)
RESOLVE: Final = ItemAction(
    "resolve",
    lambda fleet, item: fleet.resolve(item),
    "resolved",
    (Kind.INCIDENTS,),
    lambda item: isinstance(item, Incident) and not item.is_open,
)

_COLUMNS: Final = (
    Column("result"),
    Column("name"),
    Column("kind"),
    Column("account"),
    Column("state"),
    Column("id"),
)


def action_command(name: str, action: ItemAction) -> Callable[[Callable[[], None]], click.Command]:
    """Return a decorator that makes a command of *action*, with the docstring of the function as its help."""

    def decorate(described: Callable[[], None]) -> click.Command:
        @click.command(name, help=described.__doc__)
        @item_argument("items", *action.kinds, several=True)
        @fleet_options
        @output_option
        @click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
        @click.option("--yes", is_flag=True, help="Do not ask where a pattern means several.")
        def command(
            items: tuple[str, ...], fleet: FleetFactory, output: OutputFormat, dry_run: bool, yes: bool,
            kinds: tuple[Kind, ...] = action.kinds,
        ) -> int:  # fmt: skip
            with fleet() as opened:
                return perform(opened, action, items, kinds, output, dry_run=dry_run, sure=yes or dry_run)

        return kind_option(*action.kinds)(command) if len(action.kinds) > 1 else command

    return decorate


def perform(
    fleet: Fleet,
    action: ItemAction,
    words: Sequence[str],
    kinds: Sequence[Kind],
    output: OutputFormat,
    *,
    dry_run: bool,
    sure: bool,
) -> int:
    """Do *action* to the items that *words* mean, print each, and return the exit code.

    Nothing is done if any word means no item, or several.  An item that fails does not stop the others.
    """
    from .item_matching import matched_items

    reading = fleet.survey(*kinds)
    show_faults(reading.faults)
    matched = matched_items(words, reading, kinds)
    if matched.by_pattern and not sure:
        _ask(action, matched.items)
    failed: list[Item] = []

    def results() -> Iterator[dict[str, Any]]:
        for item in matched.items:
            try:
                yield _result(fleet, action, item, dry_run=dry_run)
            except UptimeKitError as error:
                failed.append(item)
                click.echo(f"uptimekit: {sanitized(f'{item.name} ({item.account}): {error}')}", err=True)

    write_rows(results(), output, _COLUMNS)
    return CANNOT_TELL if failed or (matched.by_pattern and reading.faults) else OK


def _result(fleet: Fleet, action: ItemAction, item: Item, *, dry_run: bool) -> dict[str, Any]:
    from .item_rows import item_row

    if action.is_done(item):
        return {
            "result": f"already {action.done}" if action is not RESUME else "not paused",
            **item_row(item),
        }
    if dry_run:
        return {"result": f"would be {action.done}", **item_row(item)}
    return {"result": action.done, **item_row(action.run(fleet, item))}


def _ask(action: ItemAction, items: Sequence[Item]) -> None:
    names = "\n".join(f"  {sanitized(item.name)} ({item.account})" for item in items)
    question = f"{action.verb.capitalize()} these {len(items)}?"
    if not sys.stdin.isatty():
        raise click.UsageError(
            f"a pattern means {len(items)} items; add --yes to {action.verb} them all, or --dry-run"
        )
    click.echo(names, err=True)
    click.confirm(question, abort=True, err=True)
