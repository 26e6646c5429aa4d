"""The end of a job's output, for its report."""

from __future__ import annotations

import threading

from uptimekit._runtime.ping_body import last_bytes

__all__ = ["Tail"]

_LONGEST_CHARACTER = 4  # bytes in UTF-8


class Tail:
    """Keeps the last *capacity* bytes that were added, in at most twice that memory.

    The threads that copy output share one.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._kept = bytearray()
        self._cut = 0
        self._lock = threading.Lock()

    def add(self, data: bytes) -> None:
        """Add *data* at the end."""
        with self._lock:
            self._kept += data
            if len(self._kept) > 2 * self._capacity:
                self._shorten()

    def add_line(self, line: str) -> None:
        """Add a line of ours, if it is not empty, on a line of its own."""
        if line:
            begun = self._kept and not self._kept.endswith(b"\n")
            self.add((b"\n" if begun else b"") + f"uptimekit run: {line}\n".encode())

    def text(self, limit: int) -> bytes:
        """Return the end in at most *limit* bytes of UTF-8, and at most *capacity*, after a line that says how many bytes were cut.

        Bytes that are no UTF-8 become U+FFFD: a server that looks for keywords answers HTTP 500 to them.
        """
        limit = min(limit, self._capacity)
        with self._lock:
            self._shorten()
            kept, cut = bytes(self._kept), self._cut
        if cut:  # maybe within a character
            start = next((n for n, byte in enumerate(kept[:_LONGEST_CHARACTER]) if byte & 0xC0 != 0x80), 0)
            kept, cut = kept[start:], cut + start
        return last_bytes(kept.decode("utf-8", "replace"), limit, cut)

    def _shorten(self) -> None:
        if (surplus := len(self._kept) - self._capacity) > 0:
            del self._kept[:surplus]
            self._cut += surplus
