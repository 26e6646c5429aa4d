"""An account of UptimeHunt in the fleet's vocabulary: its services are monitors."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import uptimekit.uptimehunt as uh  # its names load on first use
from uptimekit._runtime.errors import DecodingError

from . import uptimehunt_history
from .account import Account
from .history import History
from .item_fields import labels, public_address, text, title
from .provider import AccountReader
from .reader_modules import load_modules
from .states import state_of
from .vocabulary import Item, Kind, Monitor, State

if TYPE_CHECKING:
    from uptimekit_clients.uptimehunt.models import Service

__all__ = ["UptimeHuntReader"]

_PAUSABLE = frozenset({Kind.MONITORS})
_PAGE: Final = 100  # services in a page, the most that the API gives


class UptimeHuntReader(AccountReader):
    """The services of a user.  A hundred of them are one request, after the one that logs in.

    Where the list shows no status, as in one of the vendor's examples, each enabled service is asked for it: a request
    for each.  The vendor does not tell since when a service has its status, and when it was checked last.
    """

    secrets = {
        "email": "UPTIMEHUNT_EMAIL",
        "password": "UPTIMEHUNT_PASSWORD",
        "access_token": "UPTIMEHUNT_ACCESS_TOKEN",
        "refresh_token": "UPTIMEHUNT_REFRESH_TOKEN",
    }
    other_secrets = {"prober_token": "UPTIMEHUNT_PROBER_TOKEN"}
    settings = {"base_url": "UPTIMEHUNT_BASE_URL"}
    needed = (("email", "password"), ("access_token",))
    kinds = frozenset({Kind.MONITORS})
    actions = {"pause": _PAUSABLE, "resume": _PAUSABLE}

    @classmethod
    def load(cls) -> None:
        """Import the client, and the models of what is read."""
        load_modules("uptimehunt")

    def __init__(self, account: Account, values: Mapping[str, str], **options: Any) -> None:
        self._account = account
        options.update(values)
        self._client = uh.AsyncClient(**options)

    async def monitors(self) -> AsyncIterator[Monitor]:
        """Yield the services."""
        from uptimekit._runtime.bulk import AsyncBulk  # with what makes connections, which is slow to load

        async with aclosing(self._client.services.iter(limit=_PAGE).pages()) as pages:
            async for page in pages:
                silent = [each for each in page.items if each.status is None and each.enabled is not False]
                asked = await AsyncBulk(self._client).run([partial(self._status, each) for each in silent])
                words = {each.id: word for each, word in zip(silent, asked, strict=True)}
                for each in page.items:
                    yield self._monitor(each, words.get(each.id, each.status))

    async def history(self, item: Item, start: datetime, end: datetime) -> History:
        """Return what the last checks found: at most 30, of 24 hours; the vendor tells no more of single ones.

        A check counts until the next one, but no longer than twice the interval.  Before them, in the last 30 days, it
        was ``down`` at its errors and else ``up``, if the server's counts show that it was checked all the time and that
        no error is missing.  The availability is that of a period that ends now, and None for another one.
        """
        if item.kind is not Kind.MONITORS:
            return History(start=start, end=end)
        return await uptimehunt_history.of_service(self._client, item, start, end)

    async def pause(self, item: Item) -> Item:
        """Disable a service."""
        return await self._switch("pause", item, enabled=False)

    async def resume(self, item: Item) -> Item:
        """Enable a service."""
        return await self._switch("resume", item, enabled=True)

    async def check(self) -> str:
        """List one service."""
        listed = await self._client.services.list(limit=1)
        number = listed.meta.total if listed.meta is not None else len(listed.data)
        return f"{number} service{'' if number == 1 else 's'}"

    async def aclose(self) -> None:
        """Close the client."""
        await self._client.aclose()

    async def _status(self, service: Service) -> str | None:
        """Return the status of a service; None for one that is gone meanwhile, and for an answer in another form."""
        try:
            return (await self._client.services.get_status(service.id)).status
        except (DecodingError, uh.NotFoundError):  # the vendor documents no form
            return None

    async def _switch(self, action: str, item: Item, *, enabled: bool) -> Item:
        if item.kind is not Kind.MONITORS:
            self._cannot(action, item)
        service = await self._client.services.set_enabled(int(item.id), enabled)
        return self._monitor(service, service.status)

    def _monitor(self, service: Service, word: str | None) -> Monitor:
        state = State.PAUSED if service.enabled is False else state_of("UptimeHunt services", word)
        target = service.config and (service.config.url or service.config.ip)
        return Monitor(
            provider=self._account.provider,
            account=self._account.name,
            id=str(service.id),
            name=title(service.name) or str(service.id),
            state=state,
            word=text(word),
            tags=labels(service.project and service.project.name, *self._account.tags),
            target=public_address(target),
            native=service,
        )
