"""One call: every decision of the attempt loop, with no I/O in it.

The two clients only send, sleep and read; what to send, when to send again and what to raise is said here.
"""

from __future__ import annotations

import logging
import math
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from .attempt import Attempt
from .constants import (
    BUDGET_RETRY_COST,
    BUDGET_TIMEOUT_COST,
    RETRY_AFTER_JITTER,
    RETRY_STATUSES,
    SHORT_TEXT_LIMIT,
    SHORTEST_TIMEOUT,
    TEXT_LIMIT,
)
from .encoding import header_value
from .errors import (
    APIStatusError,
    ConfigurationError,
    DecodingError,
    InputError,
    NetworkError,
    RequestTimeoutError,
    ResponseTooLargeError,
    UptimeKitError,
    error_class,
)
from .events import (
    Answered,
    CallFailed,
    DeprecationNoticed,
    Event,
    RequestSent,
    RetryScheduled,
    log_event,
    logger,
)
from .http_library import URL, Headers, HTTPRequest, Response, is_a
from .http_request import request_content, request_headers
from .limiter import Limiter
from .masking import Secrets
from .request import Request
from .response import RawResponse, note
from .retry import Failure, backoff, failure_of, retry_after
from .sanitize import sanitized
from .settings import Settings
from .shared_state import SharedState

__all__ = ["Call", "Outcome"]

_BROKEN_CONNECTION: Final = ("RemoteProtocolError", "NetworkError")

Outcome = tuple[Response, bytes] | Failure | Exception
"""What became of an attempt: a complete answer, a failure before the transport had it, what the transport raised,
or our own refusal to read on."""


class Call:
    """The state of one call: its attempts, its deadline and what it took from the retry budget.

    A client turns the loop: :meth:`turn` until nothing is left to wait, :meth:`use` what the :attr:`source` says
    if there is one, :meth:`build`, a free connection within :attr:`patience`, the exchange itself
    (reporting to :meth:`trace`, :meth:`head` and :meth:`piece`), :meth:`settle`, and :meth:`result` or another
    round.  :meth:`abandon` ends it, whatever happened.
    """

    def __init__(
        self, shared: SharedState, settings: Settings, request: Request[Any], *, reports: bool
    ) -> None:
        self.shared = shared
        self._handled = sys.exception()  # the caller's own, if the call is made in an except clause
        self._reports = reports  # whether the transport is known to report what it does
        self.settings = settings
        self.request = request
        self.operation = request.operation
        self.clock = settings.clock
        self._deadline = self.clock.monotonic() + (
            math.inf if settings.deadline is None else settings.deadline
        )
        self._attempts = 0  # requests sent
        self._retries = 0  # of those, the ones that count against settings.retries
        self._taken = 0  # tokens that the last retry took
        self._maybe_processed = False
        self._reconnected = False
        self._garbled = False
        self._slot: float | None = None  # reserved, and not used yet
        self._patience: float | None = None  # when this call has waited long enough for pauses
        self._waited = 0.0
        self._source = shared.source(request.operation)
        self._secret: str | None = None  # what the source gave for this attempt
        self.refused: str | None = None  # the secret that a 401 was the answer to
        self._now = Attempt()
        self._raw: RawResponse | None = None
        self._problem: UptimeKitError | None = None  # why there is a retry
        try:
            self.url = shared.url(request)
            self._limiter = shared.limiter(request)
            self._headers = request_headers(shared, settings, request)
            self._content = request_content(request)
        except UptimeKitError as error:
            error.operation = self.operation.id
            raise

    @property
    def secrets(self) -> Secrets:
        """What no error, event or log line of this call may repeat."""
        return self.shared.secrets(self.request, self.settings, self._secret, self.refused)

    @property
    def left(self) -> float:
        """Seconds until the deadline; infinite if there is none."""
        return self._deadline - self.clock.monotonic()

    # ------------------------------------------------------------------ before an attempt

    def turn(self) -> float:
        """Return the seconds to wait for the rate limit, 0 if it is this call's turn.

        To be asked again after each wait: a 429 that another call got meanwhile puts everyone off.
        Raises if the turn would come after the deadline, or others were told to pause for longer than the ceiling:
        the failure that asked for a retry, if there is one.
        """
        limiter, now = self._limiter, self.clock.monotonic()
        if limiter is None:
            return 0.0
        if self._slot is not None:
            if not limiter.postponed(self._slot):
                return 0.0
            limiter.release(self._slot)
        patience = now + self.settings.retry_after_ceiling if self._patience is None else self._patience
        self._slot = limiter.reserve(now, max(0.0, self._deadline - now), patience)
        if self._slot is None:
            raise self._ended(self._problem or self._no_turn(limiter, now))
        if limiter.postponed(now):
            self._patience = patience
        self._waited += self._slot - now
        return self._slot - now

    def _no_turn(self, limiter: Limiter, now: float) -> UptimeKitError:
        text = (
            "the rate limit leaves no room before the deadline or the ceiling; send less, or set a later one"
        )
        error = self._timeout("limit", text)
        error.retry_after = limiter.forecast(now, 1)
        return error

    @property
    def source(self) -> Any:
        """Where the secret of the next attempt comes from; None if it never changes."""
        return self._source and self._source[1]

    def use(self, secret: object) -> None:
        """Send the next attempt with this *secret* of the source."""
        assert self._source is not None, "only for a call with a source"  # noqa: S101  (tells the type checker)
        name = self._source[0]
        if not isinstance(secret, str):
            raise self._ended(
                ConfigurationError(f"the source of {name} must return text; is it of the other kind?")
            )
        self._secret = secret
        for header, value in self.shared.header(name, secret).items():
            self._headers[header.lower()] = header_value(header, value)

    def abandon(self) -> None:
        """Give back a turn that was not used."""
        self._release(self._slot)
        self._slot = None

    def _release(self, slot: float | None) -> None:
        if self._limiter is not None and slot is not None:
            self._limiter.release(slot)

    def build(self, new_request: Callable[..., HTTPRequest]) -> HTTPRequest:
        """Return the next attempt's request, made by *new_request*, its time-outs cut to what is left of the deadline."""
        if self.left <= 0:
            late = self._timeout("deadline", "the deadline passed before the request was sent")
            raise self._ended(self._problem or late)
        roomy = self.left > self.settings.all_phases
        timeouts = self._timeouts()
        try:
            request = new_request(
                self.operation.method,
                self.url,
                params=self.request.query or None,
                headers=self._headers,
                content=self._content,
                data=self.request.form,
                extensions={"timeout": timeouts},
            )
        except Exception as error:
            if not (is_a(error, "InvalidURL") or isinstance(error, UnicodeError)):
                raise
            problem = "it holds half of a surrogate pair" if isinstance(error, UnicodeError) else error
            raise self._ended(InputError(f"the request has no valid URL: {problem}")) from None
        self._now = Attempt(timeouts, roomy, self._slot, self.clock.monotonic())
        self._slot = None
        self._attempts += 1
        self._emit(RequestSent, self._waited)
        self._waited = 0.0
        return request

    def _timeouts(self) -> dict[str, float]:
        left = max(self.left, SHORTEST_TIMEOUT)
        return {name: min(seconds, left) for name, seconds in self.settings.phases.items()}

    # ------------------------------------------------------------------ while it is under way

    @property
    def patience(self) -> float:
        """Seconds to wait for a free connection."""
        return self._now.timeouts["pool"]

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Take note of what the transport does, and cut the time-out of what it does next."""
        self._now.traced = True
        if ".connect_" in event:
            self._now.connected = True
        elif event.endswith(".send_request_headers.started"):
            # CONNECT goes to a proxy.  A transport that repeats requests itself may tell of it after the first one.
            self._now.sending |= getattr(info.get("request"), "method", b"") != b"CONNECT"
        if event.endswith(".failed"):
            self._now.failure = info.get("exception")
        if not self._now.roomy and event.endswith(".started"):
            self._now.timeouts.update(self._timeouts())

    def is_reported(self, error: Exception) -> bool:
        """Whether the transport reported *error*, which is its failure then, whatever the class."""
        return error is self._now.failure

    def head(self, response: Response) -> None:
        """Take note that the head of an answer arrived; refuse a body that says it is too large."""
        self._now.response = response
        declared = response.headers.get("content-length", "")
        bodiless = self.operation.method == "HEAD" or response.status_code in (204, 304)
        if declared.isdecimal() and not bodiless:
            longest = len(str(self.settings.max_response_bytes))
            self.piece(int(declared[: longest + 1]))

    def piece(self, size: int) -> None:
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
        self._maybe_processed |= self._now.sending or not self._is_traced()
        return self._with_status(
            self._timeout("deadline", "the deadline passed before the answer was complete")
        )

    # ------------------------------------------------------------------ after an attempt

    def settle(self, outcome: Outcome) -> float | None:
        """Return the seconds until the next attempt, or None if *outcome* is the last word.

        Raises a typed error for a failure that is not worth another attempt.
        """
        if isinstance(outcome, UptimeKitError):
            raise self._ended(self._with_status(outcome))
        if isinstance(outcome, Failure):
            return self._failed(outcome)
        if isinstance(outcome, Exception):
            return self._broken(outcome)
        return self._answered(self._complete(*outcome))

    def result(self) -> RawResponse:
        """Return a successful answer; raise a typed error for any other."""
        raw = self._raw
        assert raw is not None, "settle() comes first"  # noqa: S101  (tells the type checker)
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
        raw = RawResponse(self.operation, response.status_code, response.headers, content)
        raw.elapsed = self.clock.monotonic() - self._now.sent_at
        raw.attempts = self._attempts
        raw.maybe_repeated = self._maybe_processed
        raw.secrets = self.secrets
        raw.request_id = self._request_id(response.headers)
        self._raw = raw
        self._emit(Answered, raw.status_code, raw.elapsed, raw.request_id)
        names = self.shared.provider.deprecation_headers
        if notices := {name: self._shown(raw.headers[name]) for name in names if name in raw.headers}:
            self._tell(DeprecationNoticed(*self._where(), notices))
        return raw

    def _answered(self, raw: RawResponse) -> float | None:
        provider = self.shared.provider
        limited = raw.status_code in provider.rate_limit_statuses
        if raw.status_code < 400:
            self._budget_refund()
            return None
        if raw.status_code == 401 and self._secret is not None and self.refused is None:
            return self._with_another_secret(raw)
        asked = retry_after(raw.headers, self.clock.time())
        if limited:
            self._throttle(asked)
        elif raw.status_code >= 500:
            self._maybe_processed = True
        statuses = RETRY_STATUSES if provider.retry_statuses is None else provider.retry_statuses
        worth_it = limited or (raw.status_code in statuses and self.request.idempotent)
        delay = self._delay(worth_it, BUDGET_RETRY_COST, asked, f"HTTP {raw.status_code}")
        if delay is not None:
            self._problem = self._status_error(raw)
        return delay

    def _throttle(self, asked: float | None) -> None:
        if self._limiter is not None:
            self._limiter.throttled(self.clock.monotonic(), asked, self.settings.retry_after_ceiling)

    def _with_another_secret(self, raw: RawResponse) -> float:
        """Go on at once: a 401 was not processed, and the source may have another secret; but only once."""
        self.refused = self._secret
        self._problem = self._status_error(raw)
        self._emit(RetryScheduled, 0.0, "the secret was refused; its source is asked for another")
        return 0.0

    def _broken(self, error: Exception) -> float:
        """Go on after *error*, which the transport raised, if that is safe."""
        failure = failure_of(error, URL(self.url).host)
        if self._now.sending:
            failure = replace(failure, maybe_sent=True)
        elif failure.maybe_sent and self._now.traced:
            text = f"{failure.text} before the request was sent; is there a proxy between?"
            failure = replace(failure, text=text, maybe_sent=False)
        elif not failure.maybe_sent and not self._is_traced():
            text = f"{failure.text}; the transport does not report whether it sent the request"
            failure = replace(failure, text=text, maybe_sent=True)
        self._maybe_processed |= failure.maybe_sent
        if self._may_repeat(failure) and self._connection_was_stale(error):
            self._reconnected = True
            self._emit(RetryScheduled, 0.0, "a kept connection was closed")
            return 0.0
        garbled_again = self._garbled and is_a(error, "DecodingError")
        self._garbled |= is_a(error, "DecodingError")
        return self._failed(replace(failure, retryable=failure.retryable and not garbled_again), error)

    def _failed(self, failure: Failure, error: Exception | None = None) -> float:
        if not failure.maybe_sent:
            self._release(self._now.slot)
        problem = self._network_error(error, failure)
        problem.__cause__ = error
        cost = BUDGET_TIMEOUT_COST if failure.phase else BUDGET_RETRY_COST
        worth_it = self._may_repeat(failure) and failure.retryable
        delay = self._delay(worth_it, cost, None, failure.text)
        if delay is None:
            raise self._ended(problem)
        self._problem = problem
        return delay

    def _is_traced(self) -> bool:
        """Whether we would know if the request had been sent."""
        return self._now.traced or self._reports

    def _may_repeat(self, failure: Failure) -> bool:
        return self.request.idempotent or not failure.maybe_sent

    def _connection_was_stale(self, error: Exception) -> bool:
        """Whether a kept-alive connection turned out closed: no fault of the server, one free retry."""
        reused = self._now.traced and not self._now.connected and self._now.response is None
        return reused and is_a(error, *_BROKEN_CONNECTION) and not self._reconnected

    def _delay(self, worth_it: bool, cost: int, asked: float | None, reason: str) -> float | None:
        if not worth_it or self._retries >= self.settings.retries:
            return None
        if asked is not None and asked > self.settings.retry_after_ceiling:
            return None
        rng = self.settings.rng
        base = self.settings.backoff
        wait = (
            backoff(self._retries, rng, base) if asked is None else asked + rng.uniform(0, RETRY_AFTER_JITTER)
        )
        if wait >= self.left or not self.shared.budget(self.operation).take(cost):
            return None
        self._retries += 1
        self._taken = cost
        self._emit(RetryScheduled, wait, reason)
        return wait

    def _budget_refund(self) -> None:
        self.shared.budget(self.operation).refund(self._taken)

    # ------------------------------------------------------------------ errors and events

    def _status_error(self, raw: RawResponse, remark: str = "") -> APIStatusError:
        from .error_body import read_error  # a program that meets no error does not pay for it

        provider = self.shared.provider
        facts = read_error(raw, provider.error, self.secrets.masked)
        kind = error_class(raw.status_code, provider.rate_limit_statuses, self.settings.error_classes)
        if raw.status_code == 401 and self._source is None:
            remark = self.shared.hint(self.operation)
        elif 300 <= raw.status_code < 400:
            remark = "redirects are not followed; is the base URL right?"
        error = kind.saying(f"{facts.message} ({remark})" if remark else facts.message)
        error.status_code = raw.status_code
        error.code, error.details, error.body = facts.code, facts.details, facts.body
        error.request_id = raw.request_id or facts.request_id
        error.retry_after = retry_after(raw.headers, self.clock.time())
        return error

    def _network_error(self, error: Exception | None, failure: Failure) -> UptimeKitError:
        if is_a(error, "DecodingError"):
            return self._with_status(DecodingError(failure.text))
        if failure.phase:
            phase = "deadline" if self.left <= SHORTEST_TIMEOUT else failure.phase
            return self._with_status(self._timeout(phase, failure.text))
        broken = NetworkError(failure.text)
        broken.maybe_sent = self._maybe_processed
        return self._with_status(broken)

    def _timeout(self, phase: str, text: str) -> RequestTimeoutError:
        error = RequestTimeoutError(text)
        error.phase = phase
        error.maybe_sent = self._maybe_processed
        return error

    def _with_status(self, error: UptimeKitError) -> UptimeKitError:
        """Add what is known of an answer whose body never came to its end."""
        if (response := self._now.response) is not None:
            error.status_code = response.status_code
            error.request_id = self._request_id(response.headers)
        return error

    def _request_id(self, headers: Headers) -> str | None:
        names = self.shared.provider.request_id_headers
        found = next((headers[name] for name in names if name in headers), None)
        return None if found is None else self._shown(found, SHORT_TEXT_LIMIT)

    def _shown(self, text: str, limit: int = TEXT_LIMIT) -> str:
        """Return a text of the server for a message, an event or a log line: masked, then cleaned and cut."""
        return sanitized(self.secrets.masked(text), limit)

    def _ended(self, error: UptimeKitError) -> UptimeKitError:
        error.operation = self.operation.id
        error.attempts = self._attempts
        self.secrets.take_out_of(error, self._handled)
        self._emit(CallFailed, type(error).__name__, error.message)
        return error

    def _where(self) -> tuple[str, str, str, int]:
        return self.operation.id, self.operation.method, self.operation.path, self._attempts

    def _emit(self, event: Callable[..., Event], *facts: object) -> None:
        hooks = self.settings.hooks
        if not hooks and not logger.isEnabledFor(logging.INFO):
            return  # nobody looks: most calls of most programs
        self._tell(event(*self._where(), *self.secrets.masked(facts)))

    def _tell(self, event: Event) -> None:
        log_event(event)
        for hook in self.settings.hooks:
            hook(event)
