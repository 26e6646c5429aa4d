"""All secrets that a sandbox has ever sent, for tests that search output for them."""

from __future__ import annotations

__all__ = ["Secrets"]


class Secrets:
    """Tokens and passwords, in the order in which they came up. Not thread safe: callers lock."""

    def __init__(self) -> None:
        self._noted: dict[str, None] = {}

    def note(self, secret: str) -> str:
        """Remember a secret, and return it."""
        self._noted[secret] = None
        return secret

    @property
    def all(self) -> tuple[str, ...]:
        """Every secret so far, each once."""
        return tuple(self._noted)
