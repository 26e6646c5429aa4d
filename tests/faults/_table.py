"""The fault cases: what goes wrong, and what the caller sees.  docs/policy.md shows them as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

__all__ = ["FAULTS", "ROWS", "Fault"]


@dataclass(frozen=True)
class Fault:
    """One row of the table.

    Attributes:
        number: its number, which the tests' ``fault`` marks repeat.
        what: what goes wrong.
        seen: what the caller sees.
        without: why a way to play it is missing: ``core``, ``wire``, ``sync``, ``async`` or two of them, such as
            ``core-async``, with the reason.
    """

    number: int
    what: str
    seen: str
    without: Mapping[str, str] = field(default_factory=dict[str, str])


ROWS: Final = (
    Fault(1, "a host name that does not resolve", "any method again; then `NetworkError`, which names the host"),
    Fault(2, "a refused connection", "any method again; then `NetworkError`, `maybe_sent` False, which names host, port, proxy and attempts"),
    Fault(3, "a connection that takes too long", "any method again; then `RequestTimeoutError`, phase `connect`"),
    Fault(4, "no free connection in the pool", "`RequestTimeoutError`, phase `pool`, which names the pool's limit"),
    Fault(5, "an untrusted TLS certificate", "`NetworkError` at once, with TLS's reason and what helps"),
    Fault(6, "TLS that breaks in the handshake", "any method again; then `NetworkError`, `maybe_sent` False"),
    Fault(7, "a kept connection that was closed", "safe: again at once, not counted; else `NetworkError`, `maybe_sent` True"),
    Fault(8, "a reset before the head of the answer", "safe: again; else `NetworkError`, `maybe_sent` True"),
    Fault(9, "no answer in time", "safe: again; else `RequestTimeoutError`, `maybe_sent` True"),
    Fault(10, "a body shorter than its Content-Length", "safe: again; else `NetworkError`, which knows the status"),
    Fault(11, "broken chunked framing", "safe: again; else `NetworkError`, which knows the status"),
    Fault(12, "a body that drips in byte by byte", "`RequestTimeoutError`, phase `deadline`; the connection is closed"),
    Fault(13, "broken gzip", "safe: once more; then `DecodingError` with status and request id"),
    Fault(14, "JSON that is no UTF-8", "`DecodingError`, which shows no byte of it"),
    Fault(15, "an empty body where JSON is documented", "`DecodingError`, never None"),
    Fault(16, "a body on a 204", "nothing: it is ignored"),
    Fault(17, "a web page with status 200", "`DecodingError`, which names the content type"),
    Fault(18, "a web page with status 502", "safe: again; else `ServerError`, without the markup"),
    Fault(19, "500, 502, 503, 504", "safe: again after a backoff; else `ServerError` at once"),
    Fault(20, "501, 505", "`ServerError` at once"),
    Fault(21, "520 to 527, 530", "as 19"),
    Fault(22, "429 with Retry-After", "any method again, no sooner than it says"),
    Fault(23, "420 with Retry-After (Statuspage)", "as 22; then `RateLimitError`"),
    Fault(24, "429 without Retry-After", "any method again after a backoff; the retry budget pays"),
    Fault(25, "Retry-After as a date, in three forms", "waited for as UTC; a past one counts as not said"),
    Fault(26, "Retry-After: nan, -1, `soon`, 10³⁵, doubled", "counts as not said"),
    Fault(27, "Retry-After above the ceiling", "raised at once with `retry_after`"),
    Fault(28, "Retry-After beyond the deadline", "raised at once with `retry_after`; no wait"),
    Fault(29, "Retry-After: 0", "again at once, up to 0.1 s later; not sooner than the slower pace after a 429 lets it"),
    Fault(30, "409", "`ConflictError` at once"),
    Fault(31, "408", "safe: again"),
    Fault(32, "401 because the access token has ended (UptimeHunt)", "one refresh for all who wait, one more attempt each; a second 401 is raised"),
    Fault(33, "401 with a fixed key", "`AuthenticationError` at once, which names the argument or variable of the key"),
    Fault(34, "403", "`PermissionDeniedError` at once"),
    Fault(35, "404 on a DELETE that was sent twice", "success, with `already_gone`"),
    Fault(36, "422 with a map of fields", "`UnprocessableError` with it in `details`"),
    Fault(37, "a redirect to another host", "`RedirectError`, which says where it leads; nothing goes there"),
    Fault(38, "a redirect from https to http", "`RedirectError`; nothing goes there"),
    Fault(39, "a next link to another host, scheme or port", "`PaginationError`; nothing goes there"),
    Fault(40, "a next link to a page that was read", "`PaginationError`"),
    Fault(41, "items that come and go between pages", "what the pages held, an item that moved twice"),
    Fault(42, "a page that fails", "the items before it, then its error with `page_token`"),
    Fault(43, "an empty page with a next link", "goes on, up to `max_pages`"),
    Fault(44, "unknown enum values and fields, missing fields, null, numbers as text", "the model; `on_unknown` is told"),
    Fault(45, "`..`, `.`, nothing, or their encoded forms as an identifier", "`InputError`, nothing is sent"),
    Fault(46, "a line break in a key or header", "`ConfigurationError` or `InputError`, which does not repeat it; nothing is sent"),
    Fault(47, "200 calls against a dead host", "at most 100 retries in all"),
    Fault(48, "the host is back", "successes refill the retry budget, to its capacity"),
    Fault(49, "50 threads or tasks with one client", "each its own answer, headers and retries"),
    Fault(50, "a task cancelled in a wait and in a body", "`CancelledError`; the connection is closed, nothing is sent again",
          {"sync": "a thread cannot be cancelled; 51 is its counterpart"}),
    Fault(51, "an interrupt (Ctrl-C) in a wait and in a body", "`KeyboardInterrupt`; nothing is sent again"),
    Fault(52, "a client that is closed", "`ClientStateError`, a `RuntimeError`"),
    Fault(53, "a fork after the client was used", "the child opens connections of its own",
          {"core": "a scripted transport has no connections that a child could share"}),
    Fault(54, "a wall clock that jumps", "no deadline and no wait moves"),
    Fault(55, "a body that can be read only once", "`InputError`, nothing is sent; others go whole with each attempt"),
    Fault(56, "a hook that raises", "its exception, once; nothing is sent again"),
    Fault(57, "an error that is pickled, copied, logged, shown with its traceback", "the same error; no secret anywhere"),
    Fault(58, "an answer of 200 MB", "`ResponseTooLargeError`; memory stays flat"),
    Fault(59, "pings that fail while a job runs", "the job's own result; a warning; one run id over all attempts"),
    Fault(60, "a client-side rate limit while no time passes", "each call is sent at its turn, or refused by its deadline"),
    Fault(61, "a slash, backslash or control character in an identifier, encoded or not; no UUID where one is due", "`InputError`, nothing is sent"),
    Fault(62, "429 with a Retry-After of an hour, or of ten years", "raised at once; later calls with the key wait up to the ceiling, pings of other checks not at all"),
    Fault(63, "300 calls at once at a silent server, or cancelled at any moment", "each ends by its deadline; every connection is free again",
          {"core": "a scripted transport has no connections to lose"}),
    Fault(64, "a small compressed body that unpacks to a large one", "`ResponseTooLargeError`; memory stays near `max_response_bytes`"),
    Fault(65, "a body with several codings, or one that was not asked for", "`DecodingError`, which names it; an error status keeps its class"),
    Fault(66, "a gzip body of several members", "the whole body"),
    Fault(67, "a compressed body without its end", "as 13: it is not complete, whatever its Content-Length says"),
    Fault(68, "the head of an answer drips in byte by byte", "`RequestTimeoutError`, phase `deadline`, in threads too", {"core": "a scripted transport gives an answer's head and framing whole"}),
    Fault(69, "a flood of 1xx answers", "as 68", {"core": "a scripted transport gives an answer's head and framing whole"}),
    Fault(70, "chunk extensions or trailers without end", "as 68", {"core": "a scripted transport gives an answer's head and framing whole"}),
    Fault(71, "a short deadline on a client's first call", "nothing: building the connections does not count"),
    Fault(72, "TLS that breaks after its handshake", "safe: again; else `NetworkError`, `maybe_sent` True",
          {"core": "a scripted transport has no TLS; 8 plays what is made of it"}),
    Fault(73, "NO_PROXY with IPv6, networks, ports, spaces, nothing between commas", "what each form says, as other tools read it",
          {"core": "a transport that was passed in goes through no proxy"}),
    Fault(74, "a broken proxy variable, a missing SSL_CERT_FILE", "`ConfigurationError` when the client is built, with the variable and the way out",
          {"core": "a transport that was passed in does not ask the environment"}),
    Fault(75, "a charset that cannot decode, or is none", "the text as UTF-8; the class of its status"),
    Fault(76, "a redirect to an odd address, or to none", "`RedirectError`"),
    Fault(77, "an error body nested thousands of levels deep", "the class of its status"),
    Fault(78, "a Content-Length of thousands of digits", "`ResponseTooLargeError` or `NetworkError`"),
    Fault(79, "`headers=` with one that the transport sets, such as Content-Length", "`ConfigurationError` or `InputError` at once"),
    Fault(80, "a transport that is not ours says \"not sent\"", "not believed unless it reports its steps: `maybe_sent` True, as 8"),
    Fault(81, "a server that repeats keys, ping URLs or UUIDs", "`***` in errors, events and log lines"),
    Fault(82, "20 MB of error text with line breaks and ESC", "one short line that can be printed; `body` has what came"),
    Fault(83, "a date that is none, an enum that is a number, an item that is no object", "the page is read; None, its text, no fields; `on_unknown` and the log tell"),
    Fault(84, "NaN or Infinity in an answer", "`DecodingError`, which names it"),
    Fault(85, "cookies, with a client that was passed in", "none of ours is kept or sent; its owner's stay"),
    Fault(86, "a next link to an odd address", "`PaginationError`; nothing goes there"),
    Fault(87, "a monitor that refuses the pings of a `CheckTrap`", "the job's own result, one warning; with `ignore_ping_errors=False` the error, after the job"),
    Fault(88, "a monitor that stalls", "the job starts and ends at most `ping_deadline` (5 s) later"),
    Fault(89, "a job that is cancelled", "the cancellation, after a last ping of at most 2 s",
          {"sync": "a thread cannot be cancelled"}),
    Fault(90, "a lost answer to a create with `unique` that does not give each field it names", "sent once: `NetworkError`, `maybe_sent` True"),
    Fault(91, "a ping body longer than the server keeps", "its first 10,000 bytes, or what the server said it keeps, cut between characters"),
    Fault(92, "a token store that cannot be read or written (UptimeHunt)", "a warning; the session goes on in this process"),
    Fault(93, "fields that were not sent, and nulls", "`to_dict()` gives back what came: absent stays absent, null stays null"),
    Fault(94, "an asynchronous client on another event loop", "nothing: each loop has connections of its own; `ClientStateError` with a passed-in pool of httpx",
          {"sync": "a thread has no event loop"}),
)  # fmt: skip

FAULTS: Final[Mapping[int, Fault]] = {row.number: row for row in ROWS}
"""Every fault case by its number."""
