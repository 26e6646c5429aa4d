"""The numbers of the runtime, each with its reason."""

from __future__ import annotations

from typing import Final

TIMEOUT: Final = 10.0
"""Seconds to wait for the next byte of an answer: far above a healthy API's latency, far below a job's."""

CONNECT_TIMEOUT: Final = 5.0
"""Seconds to make a connection: a host that needs longer is as good as down, and the retry goes elsewhere."""

DEADLINE: Final = 120.0
"""Seconds for a whole call with its waits and retries: room for one Retry-After of a minute and its retry."""

SHORTEST_TIMEOUT: Final = 0.001
"""Seconds that a phase gets at the deadline: a timeout of 0 means "never wait" to a socket."""

RETRIES: Final = 2
"""Attempts after the first one: enough for a restart or a lost connection."""

BACKOFF_BASE: Final = 0.5
BACKOFF_CAP: Final = 8.0
"""Full jitter over 0.5 s * 2^n, at most 8 s: spreads clients that fail together, ends well within the deadline."""

RETRY_AFTER_CEILING: Final = 60.0
"""Seconds of Retry-After that a call waits for, and that others wait because of it; a longer one is raised."""

RETRY_AFTER_JITTER: Final = 0.1
"""Seconds on top of a Retry-After at most, so that all who wait do not return as one."""

RETRY_STATUSES: Final = frozenset({408, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 527, 530})
"""Answers worth another attempt: time-outs, overload, gateways, CDN edges; never 409 or 501."""

BUDGET_CAPACITY: Final = 500
BUDGET_RETRY_COST: Final = 5
BUDGET_TIMEOUT_COST: Final = 10
BUDGET_REFILL: Final = 1
"""Retry tokens of a client and host: at most 100 retries against a dead host; a success gives one back."""

MAX_RESPONSE_BYTES: Final = 64 * 1024 * 1024
"""Size cap of one answer: far above any documented page, low enough to keep a job's memory flat."""

SEGMENT_DECODINGS: Final = 3
"""Decodings of a path segment that are looked through for a slash: a server does one, a proxy before it another."""

MAX_PAGES: Final = 10_000
"""Pages that one listing may read: a server that never ends a listing is stopped."""

WINDOW_MARGIN: Final = 1.01
"""A rate limit's period is stretched by 1 %: requests do not arrive as evenly as they are sent."""

THROTTLE_PAUSE: Final = 1.0
"""Seconds that all calls with one key pause after a 429 that names no time."""

THROTTLE_MEASURE: Final = 10.0
THROTTLE_FACTOR: Final = 1.5
THROTTLE_SPACING_CAP: Final = 10.0
THROTTLE_COOLDOWN: Final = 30.0
"""After a 429, calls with one key go 1.5 times slower than over the last 10 s (at most 10 s apart), for 30 s."""

LIMITERS_KEPT: Final = 128
"""Limiters that outlive their clients: a client built for each call must not forget what the last one sent."""

SCOPED_LIMITERS_KEPT: Final = 1024
"""Limiters of single checks and the like that are remembered between two calls, the last used ones: about 4 MB."""

MAX_CONNECTIONS: Final = 100
"""Calls of one client on the network at once; further ones queue.  The default of httpx, and far above what an
API of a few requests a second can use."""

MAX_KEEPALIVE: Final = 20
KEEPALIVE: Final = 5.0
"""Idle connections that a client keeps, and for how many seconds: the defaults of httpx."""

BULK_WORKERS: Final = 8
"""Calls of a bulk action at once: more would only wait, since limits are about one request a second."""

WRAPPERS: Final = 4
"""Transports around a transport of httpx's, one in the other, that are looked through for it: nobody stacks more."""

HAPPY_EYEBALLS_DELAY: Final = 0.25
"""Seconds that a task's connection to one address of a host may take before the next one is tried beside it: RFC 8305."""

READ_AHEAD: Final = 64 * 1024
"""Bytes that a task's connection holds before it stops reading: what httpcore asks for at once."""

WRITE_SIZE: Final = 16 * 1024
"""Bytes written between two looks at the deadline: what a socket takes at once, and one TLS record."""

FAST_FROM: Final = 256 * 1024
"""Bytes of JSON that a process decodes before it loads msgspec: reading them takes as long as loading it does (5 to 8
ms), so that a program of a few small answers pays nothing, and one of large answers at most twice that."""

TWIN_FROM: Final = 16 * 1024
"""Bytes of an answer that msgspec decodes straight into models: what this needs of a model is made once, in 1 to 3 ms,
and a smaller answer gains less than 0.1 ms."""

LIST_PIECE: Final = 64 * 1024
"""Bytes of a list that msgspec decodes in one go: the models made of them are complete, and seen by the garbage
collector, while their texts are in the processor's second cache.  A fifth faster than all of 10,000 objects at once."""

INFLATING_STEP: Final = 64 * 1024
"""Bytes that a compressed body may grow by before its size is checked again."""

TEXT_LIMIT: Final = 300
"""Characters of a server's text in a message, a log line or an event: a paragraph, not a page."""

SHORT_TEXT_LIMIT: Final = 100
"""Characters of a server's code, id or name there: longer than any that is meant to be read."""

DETAILS_LIMIT: Final = 50
"""Fields of an error's details, and messages of each: more than any form has; the body has all of them."""

ERROR_DEPTH: Final = 50
"""Levels of an error body that is decoded: copying and pickling fail at a few hundred, no API needs ten."""

SHORTEST_SECRET: Final = 8
"""Characters from which on a secret is masked in texts: a shorter one is a word that may stand in any answer."""
