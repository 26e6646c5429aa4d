"""Answers of a monitor on a raw socket to a ping."""

from __future__ import annotations

from typing import Final

from tests.faults._server import Wire

__all__ = ["OK", "fine", "silent"]

OK: Final = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nOK"


def fine(wire: Wire) -> None:
    """Accept a ping."""
    wire.read()
    wire.write(OK)


def silent(wire: Wire) -> None:
    """Read a ping and never answer."""
    wire.read()
    wire.wait_for_end()
