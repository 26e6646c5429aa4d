"""Actions on items by name: pausing, resuming, acknowledging, resolving."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Final

import click
from attrs import frozen

from uptimekit._runtime.error_text import error_text
from uptimekit._runtime.errors import UptimeKitError
from uptimekit._runtime.sanitize import sanitized
from uptimekit.fleet import Fleet, Item, Kind, Reading, State
from uptimekit.fleet.constants import PAST

from .exit_codes import CANNOT_TELL, OK
from .faults import show_faults
from .item_matching import MatchedItems, matched_items
from .item_rows import item_row
from .output import Column, OutputFormat, write_rows
from .side_effects import side_effects

__all__ = ["ACTIONS", "ItemAction", "perform"]


@frozen
class ItemAction:
    """Something that can be done to items.

    Attributes:
        run: does it, and returns the item as it is then.
        done: what has been done then, such as ``paused``.
        needless: says why nothing is left to do to an item; nothing if something is.
    """

    run: Callable[[Fleet, Any], Item]
    done: str
    needless: Callable[[Any], str]


ACTIONS: Final[Mapping[str, ItemAction]] = {
    "pause": ItemAction(
        lambda fleet, item: fleet.pause(item),
        "paused",
        lambda item: "already paused" if item.state is State.PAUSED else "",
    ),
    "resume": ItemAction(
        lambda fleet, item: fleet.resume(item),
        "resumed",
        lambda item: "not paused" if item.state is not State.PAUSED else "",
    ),
    "acknowledge": ItemAction(
        lambda fleet, item: fleet.acknowledge(item),
        "acknowledged",
        lambda item: (
            "already resolved" if not item.is_open else "already acknowledged" if item.acknowledged else ""
        ),
    ),
    "resolve": ItemAction(
        lambda fleet, item: fleet.resolve(item),
        "resolved",
        lambda item: "" if item.is_open else "already resolved",
    ),
}

_COLUMNS: Final = (
    Column("result"),
    Column("name"),
    Column("kind"),
    Column("account"),
    Column("state"),
    Column("id"),
)


def perform(
    fleet: Fleet,
    verb: str,
    words: Sequence[str],
    kinds: Sequence[Kind],
    output: OutputFormat,
    *,
    dry_run: bool,
    sure: bool,
) -> int:
    """Do the action *verb* of :data:`ACTIONS` to the items that *words* mean, print each, and return the exit code.

    Nothing is done if any word means no item, or several.  An item that fails does not stop the others; Ctrl-C does, and
    what was done until then is printed.
    """
    action = ACTIONS[verb]
    reading = fleet.survey(*kinds)
    show_faults(reading.faults)
    matched = _matched(fleet, words, reading, kinds)
    if matched.by_pattern and not sure:
        _ask(verb, matched.items)
    changed: list[Item] = []
    failed: list[Item] = []
    interrupted: list[KeyboardInterrupt] = []

    def results() -> Iterator[dict[str, Any]]:
        for item in matched.items:
            try:
                is_needed = not action.needless(item)
                result = _result(fleet, action, item, dry_run=dry_run)
            except KeyboardInterrupt as interrupt:
                interrupted.append(interrupt)
                click.echo(f"uptimekit: interrupted at {sanitized(item.name)} ({item.account})", err=True)
                return
            except UptimeKitError as error:
                failed.append(item)
                click.echo(
                    f"uptimekit: {sanitized(f'{item.name} ({item.account}): {error_text(error)}')}", err=True
                )
            else:
                changed.extend([item] * is_needed)
                yield result

    write_rows(results(), output, _COLUMNS, empty="nothing was done")
    for line in side_effects(fleet, verb, changed):
        click.echo(f"uptimekit: {line}", err=True)
    if interrupted:
        raise interrupted[0]
    return CANNOT_TELL if failed or (matched.by_pattern and reading.faults) else OK


def _matched(
    fleet: Fleet, words: Sequence[str], reading: Reading[Item], kinds: Sequence[Kind]
) -> MatchedItems:
    """Return what *words* mean of *reading*; if one means nothing, incidents that are over lately count, too."""
    try:
        return matched_items(words, reading, kinds)
    except UptimeKitError:
        if Kind.INCIDENTS not in kinds:
            raise
        longer = fleet.survey(*kinds, resolved_since=datetime.now(UTC) - PAST)
        with suppress(UptimeKitError):
            return matched_items(words, longer, kinds)
        raise


def _result(fleet: Fleet, action: ItemAction, item: Item, *, dry_run: bool) -> dict[str, Any]:
    if needless := action.needless(item):
        return {"result": needless, **item_row(item)}
    if dry_run:
        return {"result": f"would be {action.done}", **item_row(item)}
    return {"result": action.done, **item_row(action.run(fleet, item))}


def _ask(verb: str, items: Sequence[Item]) -> None:
    names = "\n".join(f"  {sanitized(item.name)} ({item.account})" for item in items)
    question = f"{verb.capitalize()} these {len(items)}?"
    if not sys.stdin.isatty():
        raise click.UsageError(
            f"a pattern means {len(items)} items; add --yes to {verb} them all, or --dry-run"
        )
    click.echo(names, err=True)
    click.confirm(question, abort=True, err=True)
