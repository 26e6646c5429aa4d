"""The events of a call, and the errors that it ends with: each has what is known of the call, and no secret."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .attempt import Attempt
from .call_errors import deadline_error, not_found_remark, request_id, status_error
from .clock import Clock
from .errors import APIStatusError, UptimeKitError
from .logger import logger
from .masking import Secrets
from .operation import Operation
from .outgoing import Outgoing
from .request import Request
from .response import RawResponse
from .settings import Settings
from .shared_state import SharedState

if TYPE_CHECKING:
    from .events import Event, Hook

__all__ = ["CallEvents"]

_Kind: TypeAlias = Literal["RequestSent", "Answered", "RetryScheduled", "CallFailed"]


class CallEvents:
    """The part of :class:`~uptimekit._runtime.call.Call` that tells of it; what it tells of is set there."""

    shared: SharedState
    settings: Settings
    request: Request[Any]
    operation: Operation
    clock: Clock
    outgoing: Outgoing
    _attempt: Attempt
    _attempts: int
    _maybe_processed: bool
    _caller_handles: BaseException | None
    _told: list[Hook] | None

    @property
    def secrets(self) -> Secrets:
        """What no error, event or log line of this call may repeat."""
        return self.shared.secrets(self.request, self.settings, *self.outgoing.secrets)

    # ------------------------------------------------------------------ errors

    def _status_error(self, raw: RawResponse, remark: str = "") -> APIStatusError:
        if raw.status_code in (401, 403) and not self.outgoing.sources:
            remark = self.shared.credentials.used(self.operation, raw.status_code)
        if raw.status_code == 404:
            remark = remark or not_found_remark(raw, self.request)
        return status_error(raw, self.shared.provider, self.settings.error_classes, self.clock.time(), remark)

    def _too_late(self, phase: str, text: str = "") -> UptimeKitError:
        """Return the error of a deadline that passed in *phase*, of which *text* tells more."""
        peer = self.shared.peer(self.outgoing.url)
        return deadline_error(peer, self.settings, phase, text, maybe_sent=self._maybe_processed)

    def _with_status(self, error: UptimeKitError) -> UptimeKitError:
        """Add what is known of an answer whose body never came to its end."""
        if (response := self._attempt.response) is not None:
            error.status_code = response.status_code
            error.request_id = request_id(response.headers, self.shared.provider, self.secrets)
        return error

    def _ended(self, error: UptimeKitError) -> UptimeKitError:
        """Add what is known of the call to the error that ends it, take secrets out, and tell of it."""
        error.operation = self.operation.id
        error.attempts = self._attempts
        self.secrets.take_out_of(error, self._caller_handles)
        self._emit("CallFailed", type(error).__name__, error.message)
        return error

    # ------------------------------------------------------------------ events

    def _emit(self, kind: _Kind, *facts: object, **named: str) -> None:
        self._told = [] if kind == "RequestSent" else None
        if not self.settings.hooks and not logger.isEnabledFor(logging.INFO):
            return  # nobody looks: most calls of most programs
        self._tell(self.settings.hooks, kind, *self.secrets.masked(facts), **named)

    def _tell(self, hooks: Sequence[Hook], kind: str, *facts: object, **named: str) -> None:
        from . import events  # loads with the first one that somebody looks at

        where = self.operation.id, self.operation.method, self.operation.path, self._attempts
        base_url = self.secrets.masked(str(self.shared.urls[self.operation.server]))
        server = {"provider": self.shared.provider.name, "base_url": base_url}
        event: Event = getattr(events, kind)(*where, *facts, **named, **server)
        events.log_event(event)
        for hook in hooks:
            hook(event)
            if self._told is not None:
                self._told.append(hook)

    def _tell_of_break(self) -> None:
        """Tell the hooks that know of a request without an end, and the log, that it was broken off."""
        hooks, self._told = self._told, None
        if hooks or logger.isEnabledFor(logging.DEBUG):
            error = type(sys.exception()).__name__  # such as CancelledError
            with suppress(Exception):  # of a hook: it must not replace the one that ends the call
                self._tell(hooks or (), "CallFailed", error, "the request was broken off")
