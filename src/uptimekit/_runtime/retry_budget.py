"""The retry budget: tokens that stop a client from multiplying the load on a host that is down."""

from __future__ import annotations

from .constants import BUDGET_CAPACITY, BUDGET_REFILL
from .locks import Locked

__all__ = ["RetryBudget"]


class RetryBudget(Locked):
    """A bucket of retry tokens for one client and host; safe to share between threads.

    Each retry takes tokens.  Each call that succeeds gives back what its last retry took, or one without a retry.
    """

    def __init__(self, capacity: int = BUDGET_CAPACITY) -> None:
        super().__init__()
        self._capacity = capacity
        self._tokens = capacity

    @property
    def tokens(self) -> int:
        """Tokens left, from 0 to the capacity."""
        return self._tokens

    def take(self, cost: int) -> bool:
        """Take *cost* tokens; return False, taking none, if there are too few."""
        with self._lock:
            if self._tokens < cost:
                return False
            self._tokens -= cost
            return True

    def refund(self, taken: int) -> None:
        """Give back what the last retry of a successful call took, or the refill if it had none."""
        with self._lock:
            self._tokens = min(self._capacity, self._tokens + (taken or BUDGET_REFILL))
