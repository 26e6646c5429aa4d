"""Looks for secrets in everything that a test makes this package say."""

from __future__ import annotations

import copy
import logging
import pickle
import traceback
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from uptimekit._runtime.client_base import ClientBase
from uptimekit._runtime.errors import UptimeKitError
from uptimekit._runtime.events import Event

__all__ = ["Witness"]


class Witness(logging.Handler):
    """Keeps each log record, error, event and client of a test, to be searched at its end."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        super().__init__(logging.DEBUG)
        self.records: list[logging.LogRecord] = []
        self.errors: list[UptimeKitError] = []
        self.clients: list[Any] = []
        self.events: list[Event] = []
        self._watch(patch)

    def _watch(self, patch: pytest.MonkeyPatch) -> None:
        made, configured = UptimeKitError.__init__, ClientBase._configure

        def keep_error(error: UptimeKitError, *arguments: Any, **named: Any) -> None:
            made(error, *arguments, **named)
            self.errors.append(error)

        def keep_client(client: ClientBase, *arguments: Any) -> None:
            options = arguments[-1]
            options["hooks"] = [self.events.append, *options.get("hooks", ())]
            configured(client, *arguments)
            self.clients.append(client)

        patch.setattr(UptimeKitError, "__init__", keep_error)
        patch.setattr(ClientBase, "_configure", keep_client)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record; those of the transport only while no client of ours is sending."""
        self.records.append(record)

    def texts(self) -> Iterator[str]:
        """Yield everything that was said, in every form in which it may leave the process."""
        for record in self.records:
            yield logging.Formatter("%(name)s %(message)s").format(record) + repr(record.args)
        for error in tuple(self.errors):  # copying one below makes another
            yield f"{error!s} {error!r} {vars(error)!r}"
            yield "".join(traceback.format_exception(error))
            yield pickle.dumps(error).decode("latin-1")
            yield repr(vars(copy.deepcopy(error)))
        for event in self.events:
            yield repr(event)
        for client in self.clients:
            yield f"{client!r} {_shown(vars(client))}"

    def found(self, secrets: Iterable[str]) -> set[str]:
        """Return the texts that have one of *secrets* in them."""
        wanted = {secret for secret in secrets if len(secret) >= 8}
        return {text for text in self.texts() if any(secret in text for secret in wanted)}


def _shown(parts: dict[str, Any]) -> str:
    """The repr of what a client is made of, one level down: what a debugger or a careless log line would show."""
    return " ".join(repr(part) for part in parts.values())
