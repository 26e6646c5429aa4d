"""What every station of the tour does: fail now and then on purpose, count, and draw the balance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from uptimekit import Event, RequestSent, RetryScheduled
from uptimekit.sandbox import Fault

FAIL_SHARE: Final = 0.1
FAULTS: Final = (Fault(status=503, share=FAIL_SHARE / 2), Fault(drop="before", share=FAIL_SHARE / 2))
"""One request in ten fails, half of them with an answer and half without."""


class Tally:
    """Counts what the client does, through its hook."""

    def __init__(self) -> None:
        self.requests = 0
        self.retries = 0

    def __call__(self, event: Event) -> None:
        self.requests += isinstance(event, RequestSent)
        self.retries += isinstance(event, RetryScheduled)


def step(text: str) -> None:
    """Say what comes next."""
    print(f"\n{text}")


def balance(tally: Tally, what: str, wanted: set[str], found: Iterable[str], injected: int) -> int:
    """Print the closing table; return the number of items that were lost or doubled."""
    seen = Counter(found)
    lost = len(wanted - seen.keys())
    doubled = sum(count - 1 for count in seen.values())
    rows = {
        f"{what} wanted": len(wanted),
        f"{what} found": seen.total(),
        "lost": lost,
        "duplicated": doubled,
        "requests sent": tally.requests,
        "requests that failed by injection": injected,
        "retries": tally.retries,
    }
    for name, value in rows.items():
        print(f"  {name:<35} {value:>6}")
    return lost + doubled
