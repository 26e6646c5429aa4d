"""The readers of a fleet's accounts: opened when they are needed, kept, and closed together."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from uptimekit._runtime.errors import AuthError, ClientStateError, ConfigurationError, UptimeKitError
from uptimekit._runtime.masking import Secrets

from .account import Account
from .account_table import what_lacks
from .account_values import account_values
from .constants import CLIENT_SHARE, CLOSING, READERS_KEPT
from .failures import FAILURES, as_error
from .provider import AccountReader
from .readers import load_reader
from .secret_places import name_places

__all__ = ["OpenReaders"]


class OpenReaders:
    """The open readers.

    Args:
        options: options of every client.
    """

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._options = options
        self._open: dict[tuple[str, float], AccountReader] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._kinds: dict[str, type[AccountReader]] = {}
        self._secrets: dict[str, Secrets] = {}
        self._closed = False

    async def get(self, account: Account, seconds: float) -> AccountReader:
        """Return a reader of *account* whose clients give up within *seconds* if they can; read its secrets if need be.

        An open reader that waits for longer serves as well, since the caller gives up by itself.  So deadlines that differ
        from call to call do not make a client each.

        Raises ConfigurationError for a secret that is not there or not given, and what the reader raises.
        """
        async with self._locks[account.name]:
            if (reader := self._known(account, seconds)) is not None:
                return reader
            kind = self.kind_of(account)
            share = seconds * CLIENT_SHARE
            if problem := what_lacks(kind, {**account.secrets, **account.settings}):
                raise ConfigurationError(f"the account {account.name} {problem}")
            read = account.without_secrets(kind.other_secrets)
            values = await account_values(read, share)
            self._secrets[account.name] = Secrets(values[name] for name in read.secrets)
            if self._closed:
                raise ClientStateError("the fleet is closed")
            reader = kind(account, values, **{**self._options, "deadline": share})
            self._open[account.name, seconds] = reader
            return reader

    def _known(self, account: Account, seconds: float) -> AccountReader | None:
        """Return the open reader that fits best; None if another one is to be opened."""
        known = {patience: each for (name, patience), each in self._open.items() if name == account.name}
        enough = [patience for patience in known if patience >= seconds]
        if not enough and len(known) < READERS_KEPT:
            return None
        return known[min(enough, default=max(known))]

    def load(self, accounts: Iterable[Account]) -> None:
        """Load what it takes to ask *accounts*: no deadline counts yet.  What fails is told when they are asked."""
        for account in accounts:
            with suppress(ConfigurationError):
                self.kind_of(account)

    def kind_of(self, account: Account) -> type[AccountReader]:
        """Return the class of the reader, with all that it needs; raise ConfigurationError if it cannot be loaded."""
        if account.provider not in self._kinds:
            self._kinds[account.provider] = load_reader(account.provider)
        return self._kinds[account.provider]

    def failure(self, account: Account, error: Exception | SystemExit) -> UptimeKitError:
        """Return what *account* failed with, without its secrets; a refused one is named by its place."""
        failed = as_error(error, account.provider, self._secrets.get(account.name, Secrets(())))
        if isinstance(failed, AuthError):
            name_places(failed, account.with_secrets(self.kind_of(account).secrets).secrets)
        return failed

    async def aclose(self) -> None:
        """Close all readers; later calls raise ClientStateError.  One that fails or hangs does not keep the others."""
        self._closed = True
        readers = [*self._open.values()]
        self._open.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSING):
                await asyncio.gather(*map(_close, readers))


async def _close(reader: AccountReader) -> None:
    with suppress(*FAILURES):
        await reader.aclose()
