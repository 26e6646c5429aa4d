"""The numbers of a warehouse, each with its reason."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

SINCE: Final = timedelta(days=90)
"""How far back a first reading goes by default: a quarter, the usual period of a report."""

OLDEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""The earliest beginning of a first reading: no provider is as old, and some feeds ask for month after month."""

FEW_MONTHS: Final = 6
"""Months that are read without asking when the oldest item was made, which is a listing more: the default goes back four."""

WINDOW: Final = timedelta(days=7)
"""How far back late changes are looked for by default: incidents are edited for some days after they ended."""

DEADLINE: Final = 600.0
"""Seconds for a listing of a fleet, and for the histories of a slice: a provider's rate limit may make them wait."""

GROUP: Final = 100
"""Things in a slice that need a request each: after a failure they are asked for again, and each slice costs a commit."""

BATCH: Final = 50
"""Answers to such requests, or histories, in memory at once."""

MOST_ROWS: Final = 5_000
"""Rows of an arrow table, and of slices that are committed together: many enough to be fast, few enough that memory stays
flat."""

MOST_SECONDS: Final = 5.0
"""Seconds of reading after which slices are committed: a load that is stopped loses no more than that, and one slice."""

STATES_KEPT: Final = 10
"""States of a pipeline that stay in the destination, of which dlt reads the last one."""
