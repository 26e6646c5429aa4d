"""The items that words of a command line mean: by id, whole name or pattern."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from uptimekit._runtime.errors import InputError, NotFoundError, UptimeKitError
from uptimekit.fleet import Filter, Item, Kind, Reading
from uptimekit.fleet.errors import UnreadAccountsError
from uptimekit.fleet.item_search import is_over, only_one

__all__ = ["MatchedItems", "matched_items"]

_WILD: Final = frozenset("*?[")


@frozen
class MatchedItems:
    """The items that are meant, each once, in the order of the words.

    Attributes:
        items: the items.
        by_pattern: whether a pattern has found several of them.
    """

    items: tuple[Item, ...]
    by_pattern: bool


def matched_items(words: Sequence[str], reading: Reading[Item], kinds: Sequence[Kind]) -> MatchedItems:
    """Return the items that *words* mean: each is an id, else a whole name, else a pattern of the shell.

    Raises the error of the first word that means nothing, or several items without being a pattern; if there are more
    such words, InputError with all of them.
    """
    found: dict[tuple[str, Kind, str], Item] = {}
    problems: list[UptimeKitError] = []
    by_pattern = False
    for word in words:
        try:
            items = _meant(word, reading, kinds)
        except UptimeKitError as error:
            problems.append(error)
            continue
        by_pattern |= len(items) > 1
        found.update({item.key: item for item in items})
    if len(problems) == 1:
        raise problems[0]
    if problems:
        raise InputError("\n  ".join(map(str, problems)))
    return MatchedItems(tuple(found.values()), by_pattern)


def _meant(word: str, reading: Reading[Item], kinds: Sequence[Kind]) -> Sequence[Item]:
    try:
        return [only_one(reading, word, kinds)]
    except (NotFoundError, UnreadAccountsError):
        where = Filter(name=word)
        if _WILD.isdisjoint(word) or not (items := [item for item in reading.items if where.matches(item)]):
            raise
        return [item for item in items if not is_over(item)] or items
