"""The numbers of a fleet, each with its reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

DEADLINE: Final = 10.0
"""Seconds that a fleet waits for its accounts: longer than a healthy API with two retries, short for a person."""

CLIENT_SHARE: Final = 0.9
"""Share of the fleet's deadline that a secret and a call of a client have: their own errors, which say more, come first."""

READERS_KEPT: Final = 4
"""Readers of one account with different deadlines; a caller that would wait even longer gets the most patient one."""

CLOSING: Final = 2.0
"""Seconds that readers have to close: a connection over TLS says good-bye."""

PATIENCE: Final = 30.0
"""Seconds that reading a secret may take if nobody says less: a keyring or a password manager may ask a person."""

SECRET_BYTES: Final = 65_536
"""Bytes that a command may print: no secret is longer, and what prints without end must not fill the memory."""

STANDSTILL: Final = 30.0
"""Seconds after which an event loop in which nothing moves is given up: no deadline can end what never awaits."""

ENOUGH: Final = 100
"""So many in a row that were over before the time that is asked for end a listing.

A provider that has the newest first cannot be asked for the end, so that an exact reading would be one of everything that
ever happened.  What lasted so long that a hundred others began and ended meanwhile is not found.
"""

INCIDENTS_KEPT: Final = 60.0
"""Seconds for which the listed incidents of a Statuspage serve the histories of further components: the time for which
its rate limit counts."""

MAX_AGE: Final = 30.0
"""Seconds for which metrics show the same reading: two Prometheus servers then ask no more than one does."""

RECENT: Final = timedelta(hours=1)
"""Age of the oldest response time that metrics show as the last one."""

HISTORY_DEADLINE: Final = 60.0
"""Seconds that a report waits for the histories of all items: each is one to three requests, under a rate limit."""

FIRE: Final = 3
RECOVER: Final = 2
"""Readings in a row that it takes to show something worse or better on a status page: a monitor that flaps changes nothing."""

PAST: Final = timedelta(days=30)
"""How far back a fleet looks for the begin of a state, and for an incident that is over: no provider keeps much more."""

MOST_READINGS: Final = 100
"""The most readings that a mapping may ask for, and that are remembered."""
