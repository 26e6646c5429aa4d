"""One call: every decision of the attempt loop, with no I/O in it.

The two clients only send, sleep and read; what to send, when to send again and what to raise is said here.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from .attempt import Attempt
from .call_errors import failure_error, limit_error, request_id
from .call_events import CallEvents
from .constants import (
    BUDGET_RETRY_COST,
    BUDGET_TIMEOUT_COST,
    RETRY_AFTER_JITTER,
    RETRY_STATUSES,
    SHORTEST_TIMEOUT,
)
from .errors import (
    AuthenticationError,
    ConfigurationError,
    InputError,
    NetworkError,
    ResponseTooLargeError,
    SharedStoreError,
    UptimeKitError,
)
from .http_library import is_a
from .outgoing import Outgoing
from .request import Request
from .response import RawResponse, note
from .retry import backoff, retry_after
from .sanitize import sanitized
from .settings import Settings
from .shared_state import SharedState

if TYPE_CHECKING:
    from .failures import Failure
    from .http_library import HTTPRequest, Response

__all__ = ["Call", "Outcome"]

Outcome: TypeAlias = "tuple[Response, bytes] | Failure | Exception"
"""What became of an attempt: a complete answer, a failure before the transport had it, what the transport raised,
or our own refusal to read on."""


class Call(CallEvents):
    """The state of one call: its attempts, its deadline and what it took from the retry budget.

    A client runs the loop: it waits for :meth:`turn`, gives :meth:`authenticate` what each source of
    :attr:`outgoing` says, makes the :meth:`new_request`, waits up to :attr:`pool_timeout` for a free connection, and sends,
    reporting to :meth:`trace`, :meth:`check_head` and :meth:`check_size`.  :meth:`retry_delay` then says whether to
    begin again; if not, :meth:`result` is the end.  :meth:`close` is called in any case.
    """

    def __init__(
        self, shared: SharedState, settings: Settings, request: Request[Any], *, reports: bool
    ) -> None:
        self.shared = shared
        self.settings = settings
        self.request = request
        self.operation = request.operation
        self.clock = settings.clock
        self._caller_handles = sys.exception()  # if the call is made in an except clause
        self._reports = reports  # whether the transport is known to report what it does
        deadline = math.inf if settings.deadline is None else settings.deadline
        self._deadline = self.clock.monotonic() + deadline
        self._attempts = 0  # requests sent
        self._retries = 0  # of those, the ones that count against settings.retries
        self._budget_taken = 0  # tokens that the last retry took
        self._maybe_processed = False  # whether the server may have acted on an attempt
        self._reconnected = False  # whether the free retry after a lost connection was used
        self._garbled = False  # whether a body could not be decompressed
        self._attempt = Attempt({}, 0.0, reports=reports)
        self._raw: RawResponse | None = None
        self._retried: UptimeKitError | None = None  # the error that led to the retry under way
        self._told = None  # the hooks that know of a request that has not ended
        try:
            self._turn = shared.make_turn(shared.limiter(request), settings.retry_after_ceiling)
            self.outgoing = Outgoing(shared, settings, request)  # last: it opens files
        except UptimeKitError as error:
            error.operation = self.operation.id
            raise

    @property
    def left(self) -> float:
        """Seconds until the deadline; infinite if there is none."""
        return self._deadline - self.clock.monotonic()

    # ------------------------------------------------------------------ before an attempt

    def turn(self) -> float:
        """Return the seconds to wait for the rate limit, 0 if it is this call's turn; ask again after each wait.

        Less than 0 means that a shared limit has to be asked first: :meth:`carry` does, or :meth:`acarry` in a task.
        Raises if there is no turn before the deadline, or not before the ceiling of a pause: the error that led to
        a retry, if there is one.
        """
        now = self.clock.monotonic()
        wait = self._turn.reserve(now, self._deadline - now)
        if wait is None:
            raise self._ended(self._retried or self._no_turn(now))
        return wait

    def _no_turn(self, now: float) -> UptimeKitError:
        wait = self._turn.forecast(now)
        return limit_error(wait, self.settings, maybe_sent=self._maybe_processed)

    def carry(self) -> None:
        """Ask the store of a shared limit, and tell it what is owed.  Raises SharedStoreError if a strict one is away."""
        try:
            self._turn.carry(self.left)
        except SharedStoreError as error:
            raise self._ended(error) from None

    async def acarry(self) -> None:
        """Do the same in a task."""
        try:
            await self._turn.acarry(self.left)
        except SharedStoreError as error:
            raise self._ended(error) from None

    @property
    def owes(self) -> bool:
        """Whether the store of a shared limit has to be told of a 429, or of a turn that is given back."""
        return self._turn.owes

    def refused(self, name: str) -> str | None:
        """Return the secret of the source of *name* that the server refused, if any."""
        return self.outgoing.refused.get(name)

    @contextmanager
    def asking(self) -> Generator[None]:
        """Add the server's words to the error of a source that has no secret beside the refused one."""
        try:
            yield
        except AuthenticationError as error:
            if self.outgoing.refused and self._retried is not None:
                error.message = f"{error.message}; the server said: {self._retried.message}"
                error.args = (error.message,)
            raise

    def authenticate(self, name: str, secret: object) -> None:
        """Send the next attempt with this *secret* of the source of *name*."""
        try:
            self.outgoing.authenticate(name, secret)
        except (ConfigurationError, InputError) as error:
            raise self._ended(error) from None

    def new_request(self, make: Callable[..., HTTPRequest]) -> HTTPRequest:
        """Return the next attempt's request from *make*, its time-outs cut to what is left of the deadline."""
        if self.left <= 0:
            raise self._ended(self._retried or self._too_late("write"))
        timeouts = self._timeouts()
        try:
            request = self.outgoing.request(make, timeouts)
        except InputError as error:
            raise self._ended(error) from None
        self._attempt = Attempt(timeouts, self.clock.monotonic(), reports=self._reports)
        self._attempts += 1
        self._emit("RequestSent", self._turn.use())
        return request

    def _timeouts(self) -> dict[str, float]:
        left = max(self.left, SHORTEST_TIMEOUT)
        return {name: min(seconds, left) for name, seconds in self.settings.phases.items()}

    def close(self) -> bool:
        """Give back a turn that was not used, close the files of the body, and tell if a request was broken off.

        Returns whether something is owed to the store of a shared limit: :meth:`carry` is called then.
        """
        self._turn.give_back_reserved()
        self.outgoing.close()
        if self._told is not None:
            self._tell_of_break()
        return self._turn.owes

    # ------------------------------------------------------------------ while it is under way

    @property
    def pool_timeout(self) -> float:
        """Seconds to wait for a free connection."""
        return self._attempt.timeouts["pool"]

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Take note of what the transport does, and cut the time-out of what it does next."""
        self._attempt.trace(event, info)
        if event.endswith(".started") and self.left <= self.settings.all_phases:
            self._attempt.timeouts.update(self._timeouts())

    def is_reported(self, error: Exception) -> bool:
        """Whether the transport reported *error*, which is its failure then, whatever the class."""
        return self._attempt.is_reported(error)

    def check_head(self, response: Response) -> None:
        """Take note that the head of an answer arrived; refuse a body that says it is too large."""
        self._attempt.response = response
        declared = response.headers.get("content-length", "")
        bodiless = self.operation.method == "HEAD" or response.status_code in (204, 304)
        if declared.isdecimal() and not bodiless:
            longest = len(str(self.settings.max_response_bytes))
            self.check_size(int(declared[: longest + 1]))

    def check_size(self, size: int) -> None:
        """Check the size cap and the deadline whenever a piece of the body arrived."""
        if size > self.settings.max_response_bytes:
            limit = self.settings.max_response_bytes
            raise self._with_status(
                ResponseTooLargeError(f"the answer is larger than max_response_bytes ({limit})")
            )
        if self.left < 0:
            raise self.late()

    def late(self) -> UptimeKitError:
        """Return the error of a deadline that passed while an attempt was under way."""
        self._maybe_processed |= self._attempt.maybe_sent
        return self._with_status(self._too_late("read"))

    # ------------------------------------------------------------------ after an attempt

    def retry_delay(self, outcome: Outcome) -> float | None:
        """Return the seconds until the next attempt, or None if *outcome* is an answer to return or to raise.

        Raises a typed error for a failure that is not worth another attempt.
        """
        if isinstance(outcome, tuple):
            return self._delay_after_answer(self._complete(*outcome))
        if isinstance(outcome, UptimeKitError):
            raise self._ended(self._with_status(outcome))
        if isinstance(outcome, Exception):
            return self._delay_after_error(outcome)
        return self._delay_after_failure(outcome)

    def result(self) -> RawResponse:
        """Return a successful answer; raise a typed error for any other."""
        raw = self._raw
        assert raw is not None, "retry_delay() comes first"  # noqa: S101  (tells the type checker)
        note(raw)
        if 200 <= raw.status_code < 300:
            return raw
        repeated_delete = self.operation.method == "DELETE" and self._attempts > 1 and self._maybe_processed
        if repeated_delete and raw.status_code == 404:
            if not self.operation.returns_body:
                raw.already_gone = True
                return raw
            raise self._ended(self._status_error(raw, "an earlier attempt of this call may have deleted it"))
        raise self._ended(self._status_error(raw))

    def _complete(self, response: Response, content: bytes) -> RawResponse:
        raw = RawResponse(self.operation, response.status_code, response.headers, content, self.outgoing.url)
        raw.elapsed = self.clock.monotonic() - self._attempt.sent_at
        raw.attempts = self._attempts
        raw.maybe_repeated = self._maybe_processed
        raw.secrets = self.secrets
        raw.fast = self.settings.fast
        raw.request_id = request_id(response.headers, self.shared.provider, raw.secrets)
        self._raw = raw
        self._emit("Answered", raw.status_code, raw.elapsed, raw.request_id)
        names = self.shared.provider.deprecation_headers
        if notices := {
            name: sanitized(raw.secrets.masked(raw.headers[name])) for name in names if name in raw.headers
        }:
            self._tell(self.settings.hooks, "DeprecationNoticed", notices)
        return raw

    def _delay_after_answer(self, raw: RawResponse) -> float | None:
        provider = self.shared.provider
        limited = raw.status_code in provider.rate_limit_statuses
        if raw.status_code < 400:
            self.shared.budget(self.operation).refund(self._budget_taken)
            return None
        if raw.status_code == 401 and self.outgoing.refuse():
            # At once: a 401 was not processed, and the source may have another secret.
            self._retried = self._status_error(raw)
            return self._again(0.0, "the secret was refused; its source is asked for another", self._retried)
        asked = retry_after(raw.headers, self.clock.time())
        if limited:
            self._turn.throttled(self.clock.monotonic(), asked)
        elif raw.status_code >= 500:
            self._maybe_processed = True
        statuses = RETRY_STATUSES if provider.retry_statuses is None else provider.retry_statuses
        worth_it = limited or (raw.status_code in statuses and self.request.idempotent)
        delay = self._delay(worth_it, BUDGET_RETRY_COST, asked)
        if delay is None:
            return None
        self._retried = self._status_error(raw)
        return self._again(delay, f"HTTP {raw.status_code}", self._retried)

    def _delay_after_error(self, error: Exception) -> float:
        failure = self._attempt.failure(error, self.shared.peer(self.outgoing.url), self.settings.phases)
        self._maybe_processed |= failure.maybe_sent
        lost = self._attempt.lost_kept_connection(error)
        if lost and not self._reconnected and self._may_repeat(failure):
            self._reconnected = True
            return self._again(0.0, "a kept connection was closed", NetworkError())
        garbled = is_a(error, "DecodingError")
        retryable = failure.retryable and not (garbled and self._garbled)
        self._garbled |= garbled
        return self._delay_after_failure(replace(failure, retryable=retryable), error)

    def _delay_after_failure(self, failure: Failure, error: Exception | None = None) -> float:
        if not failure.maybe_sent:
            self._turn.give_back_used()
        if failure.phase and self.left <= SHORTEST_TIMEOUT:
            problem = self._too_late(failure.phase, failure.text)
        else:
            problem = failure_error(error, failure, maybe_sent=self._maybe_processed)
        problem = self._with_status(problem)
        problem.__cause__ = error
        cost = BUDGET_TIMEOUT_COST if failure.phase else BUDGET_RETRY_COST
        worth_it = self._may_repeat(failure) and failure.retryable
        delay = self._delay(worth_it, cost, None)
        if delay is None:
            raise self._ended(problem)
        self._retried = problem
        return self._again(delay, failure.text, problem)

    def _may_repeat(self, failure: Failure) -> bool:
        return self.outgoing.can_repeat and (self.request.idempotent or not failure.maybe_sent)

    def _again(self, delay: float, reason: str, error: UptimeKitError) -> float:
        """Tell that another attempt follows in *delay* seconds, without which *error* would be raised."""
        self._emit("RetryScheduled", delay, reason, error=type(error).__name__)
        return delay

    def _delay(self, worth_it: bool, cost: int, asked: float | None) -> float | None:
        if not worth_it or self._retries >= self.settings.retries or not self.outgoing.can_repeat:
            return None
        if asked is not None and asked > self.settings.retry_after_ceiling:
            return None
        rng = self.settings.rng
        if asked is None:
            wait = backoff(self._retries, rng, self.settings.backoff)
        else:
            wait = asked + rng.uniform(0, RETRY_AFTER_JITTER)
        if wait >= self.left or not self.shared.budget(self.operation).take(cost):
            return None
        self._retries += 1
        self._budget_taken = cost
        return wait
