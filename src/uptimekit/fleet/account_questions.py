"""Questions to the reader of one account, whose answers are checked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from .account import Account
from .account_values import account_values
from .history import History
from .provider import AccountReader
from .reader_results import checked_history, checked_text
from .vocabulary import Item

__all__ = ["history_of", "opening_of"]


def history_of(
    account: Account, item: Item, start: datetime, end: datetime
) -> Callable[[AccountReader], Awaitable[History]]:
    """Return the question for the history of *item* between two times."""

    async def ask(reader: AccountReader) -> History:
        return checked_history(await reader.history(item, start, end), account)

    return ask


def opening_of(account: Account, seconds: float) -> Callable[[AccountReader], Awaitable[str]]:
    """Return the question for what the credentials open; secrets of single operations are only read, within *seconds*."""

    async def ask(reader: AccountReader) -> str:
        opened = checked_text(await reader.check(), account)
        await account_values(account.with_secrets(reader.other_secrets), seconds)
        return opened

    return ask
