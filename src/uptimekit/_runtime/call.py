"""One call: every decision of the attempt loop, with no I/O in it.

The two clients only send, sleep and read; what to send, when to send again and what to raise is said here.
"""

from __future__ import annotations

import json
import math
from typing import Final

import httpx

from .budget import RetryBudget
from .constants import BUDGET_RETRY_COST, BUDGET_TIMEOUT_COST, RETRY_STATUSES
from .error_body import read_error
from .errors import (
    APIStatusError,
    DecodingError,
    InputError,
    NetworkError,
    RequestTimeoutError,
    ResponseTooLargeError,
    UptimeKitError,
    error_class,
)
from .events import Answered, CallFailed, Event, RequestSent, RetryScheduled, log_event
from .family import Family
from .operation import Request
from .response import RawResponse, note
from .retry import Failure, backoff, failure_of, retry_after
from .settings import Settings
from .unset import UNSET

__all__ = ["Call"]

_BROKEN_CONNECTION: Final = (httpx.RemoteProtocolError, httpx.NetworkError)
_ZERO_JITTER: Final = 0.1  # seconds of jitter on top of a Retry-After, so that waiters do not return as one


class Call:
    """The state of one call: its attempts, its deadline and what it took from the retry budget."""

    def __init__(self, family: Family, settings: Settings, request: Request) -> None:
        self.family = family
        self.settings = settings
        self.request = request
        self.operation = request.operation
        self.clock = settings.clock
        self.url = family.url(request)
        self._headers = self._request_headers()
        self._content = self._request_content()
        self._deadline = self.clock.monotonic() + (
            math.inf if settings.deadline is None else settings.deadline
        )
        self._attempts = 0  # requests sent
        self._retries = 0  # of those, the ones that count against settings.retries
        self._taken = 0  # tokens that the last retry took
        self._maybe_processed = False
        self._reconnected = False
        self._sent_at = 0.0
        self.connected = False  # whether this attempt opened a connection of its own
        self.traced = False  # whether the transport reports such things
        self._response_started = False

    # ------------------------------------------------------------------ before an attempt

    def _request_headers(self) -> dict[str, str]:
        own = {"accept": self.operation.accept, "user-agent": self.settings.user_agent}
        secret = self.family.credentials(self.operation, self.settings)
        return {**own, **self.request.headers, **self.settings.headers, **secret}

    def _request_content(self) -> bytes | None:
        request = self.request
        if request.json is not UNSET:
            self._headers.setdefault("content-type", "application/json")
            try:
                return json.dumps(request.json, ensure_ascii=False, separators=(",", ":")).encode()
            except UnicodeEncodeError:
                raise InputError(
                    "a text in the body has half of a surrogate pair; it is no valid Unicode"
                ) from None
        if isinstance(request.content, str):
            return request.content.encode("utf-8", "replace")
        return request.content

    def turn(self) -> float:
        """Return the seconds to wait for the rate limit; raise if the deadline would pass before."""
        now = self.clock.monotonic()
        slot = self.family.limiter(self.operation).reserve(now, self._deadline - now)
        if slot is None:
            text = "the rate limit leaves no room before the deadline; send less, or set a later deadline"
            raise self._ended(self._timeout("limit", text, maybe_sent=self._maybe_processed))
        return slot - now

    def build(self, http: httpx.Client | httpx.AsyncClient, waited: float) -> httpx.Request:
        """Return the next attempt's request, its time-outs cut to what is left of the deadline."""
        left = self._deadline - self.clock.monotonic()
        if left <= 0:
            raise self._ended(self._timeout("deadline", "the deadline passed before the request was sent"))
        self._attempts += 1
        self.connected = self.traced = self._response_started = False
        self._emit(RequestSent(*self._where(), waited))
        self._sent_at = self.clock.monotonic()
        phases = {name: min(seconds, left) for name, seconds in self.settings.phases.items()}
        try:
            return http.build_request(
                self.operation.method,
                self.url,
                params=self.request.query or None,
                headers=self._headers,
                content=self._content,
                data=self.request.form,
                extensions={"timeout": phases},
            )
        except httpx.InvalidURL as error:
            raise InputError(f"the request has no valid URL: {error}") from None

    # ------------------------------------------------------------------ while the answer is read

    def started(self, response: httpx.Response) -> None:
        """Take note that the head of an answer arrived; refuse a body that says it is too large."""
        self._response_started = True
        declared = response.headers.get("content-length", "")
        if declared.isdecimal() and self.operation.method != "HEAD":
            self.reading(int(declared), response)

    def reading(self, size: int, response: httpx.Response) -> None:
        """Check the size cap and the deadline between two pieces of the body."""
        if size > self.settings.max_response_bytes:
            limit = self.settings.max_response_bytes
            error = ResponseTooLargeError(f"the answer is larger than max_response_bytes ({limit})")
            error.status_code = response.status_code
            raise self._ended(error)
        if self.clock.monotonic() > self._deadline:
            self._maybe_processed = True
            raise self._ended(self._timeout("deadline", "the deadline passed while the answer was read"))

    def complete(self, response: httpx.Response, content: bytes) -> RawResponse:
        """Return the complete answer of this attempt."""
        raw = RawResponse(self.operation, response.status_code, response.headers, content)
        raw.elapsed = self.clock.monotonic() - self._sent_at
        raw.attempts = self._attempts
        names = self.family.provider.request_id_headers
        raw.request_id = next((raw.headers[name] for name in names if name in raw.headers), None)
        self._emit(Answered(*self._where(), raw.status_code, raw.elapsed, raw.request_id))
        return raw

    # ------------------------------------------------------------------ after an attempt

    def answered(self, raw: RawResponse) -> float | None:
        """Return the seconds until the next attempt, or None if *raw* is the last word."""
        provider = self.family.provider
        limited = raw.status_code in provider.rate_limit_statuses
        if raw.status_code < 400:
            self._budget.refund(self._taken)
            return None
        asked = retry_after(raw.headers, self.clock.time())
        if limited:
            self.family.limiter(self.operation).throttled(self.clock.monotonic(), asked)
        elif raw.status_code >= 500:
            self._maybe_processed = True
        statuses = RETRY_STATUSES if provider.retry_statuses is None else provider.retry_statuses
        worth_it = limited or (raw.status_code in statuses and self.request.idempotent)
        return self._delay(worth_it, BUDGET_RETRY_COST, asked, f"HTTP {raw.status_code}")

    def failed(self, error: httpx.HTTPError) -> float:
        """Return the seconds until the next attempt after *error*; raise a typed error if there is none."""
        failure = failure_of(error, httpx.URL(self.url).host)
        self._maybe_processed |= failure.maybe_sent
        safe = self.request.idempotent or not failure.maybe_sent
        if safe and self._connection_was_stale(error):
            self._reconnected = True
            self._emit(RetryScheduled(*self._where(), 0.0, "a kept connection was closed"))
            return 0.0
        cost = BUDGET_TIMEOUT_COST if failure.phase else BUDGET_RETRY_COST
        delay = self._delay(safe and failure.retryable, cost, None, failure.text)
        if delay is None:
            raise self._ended(self._network_error(error, failure)) from error
        return delay

    def result(self, raw: RawResponse) -> RawResponse:
        """Return a successful answer; raise a typed error for any other."""
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

    def _connection_was_stale(self, error: httpx.HTTPError) -> bool:
        """Whether a kept-alive connection turned out closed: no fault of the server, one free retry."""
        reused = self.traced and not self.connected and not self._response_started
        return reused and isinstance(error, _BROKEN_CONNECTION) and not self._reconnected

    def _delay(self, worth_it: bool, cost: int, asked: float | None, reason: str) -> float | None:
        if not worth_it or self._retries >= self.settings.retries:
            return None
        if asked is not None and asked > self.settings.retry_after_ceiling:
            return None
        wait = backoff(self._retries, self.settings.rng) if asked is None else asked + self._jitter()
        if self.clock.monotonic() + wait >= self._deadline or not self._budget.take(cost):
            return None
        self._retries += 1
        self._taken = cost
        self._emit(RetryScheduled(*self._where(), wait, reason))
        return wait

    def _jitter(self) -> float:
        return self.settings.rng.uniform(0, _ZERO_JITTER)

    @property
    def _budget(self) -> RetryBudget:
        return self.family.budget(self.operation)

    # ------------------------------------------------------------------ errors and events

    def _status_error(self, raw: RawResponse, remark: str = "") -> APIStatusError:
        provider = self.family.provider
        facts = read_error(raw, provider.error)
        kind = error_class(raw.status_code, provider.rate_limit_statuses, self.settings.error_classes)
        if raw.status_code == 401:
            remark = self.family.hint(self.operation)
        elif 300 <= raw.status_code < 400:
            remark = "redirects are not followed; is the base URL right?"
        error = kind(f"{facts.message} ({remark})" if remark else facts.message)
        error.status_code = raw.status_code
        error.code, error.details, error.body = facts.code, facts.details, facts.body
        error.request_id = raw.request_id or facts.request_id
        error.retry_after = retry_after(raw.headers, self.clock.time())
        return error

    def _network_error(self, error: httpx.HTTPError, failure: Failure) -> UptimeKitError:
        if isinstance(error, httpx.DecodingError):
            return DecodingError(failure.text)
        if failure.phase:
            return self._timeout(failure.phase, failure.text, maybe_sent=failure.maybe_sent)
        broken = NetworkError(failure.text)
        broken.maybe_sent = self._maybe_processed
        return broken

    def _timeout(self, phase: str, text: str, maybe_sent: bool | None = None) -> RequestTimeoutError:
        error = RequestTimeoutError(text)
        error.phase = phase
        error.maybe_sent = self._maybe_processed or bool(maybe_sent)
        return error

    def _ended(self, error: UptimeKitError) -> UptimeKitError:
        error.operation = self.operation.id
        error.attempts = self._attempts
        self._emit(CallFailed(*self._where(), type(error).__name__, error.message))
        return error

    def _where(self) -> tuple[str, str, str, int]:
        return self.operation.id, self.operation.method, self.operation.path, self._attempts

    def _emit(self, event: Event) -> None:
        log_event(event)
        for hook in self.settings.hooks:
            hook(event)
