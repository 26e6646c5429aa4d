"""The error that stops a release."""

from __future__ import annotations

from collections.abc import Iterable


class RefusalError(Exception):
    """A release that must not go on; ``lines`` says why, one line each, without secrets."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(lines)
        super().__init__("\n".join(self.lines))
