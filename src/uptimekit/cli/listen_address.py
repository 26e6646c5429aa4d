"""The address that a command listens on, as an option."""

from __future__ import annotations

from typing import Any

import click

__all__ = ["ListenAddress", "is_host"]


def is_host(text: str) -> bool:
    """Whether *text* can be the name or address of a host.  An empty one, such as of an unset variable, is none."""
    try:
        text.encode("idna")  # as sockets do, which raise UnicodeError
    except UnicodeError:
        return False
    return text != ""


class ListenAddress(click.ParamType[tuple[str, int]]):
    """``HOST:PORT``, or ``[::1]:PORT``; 0.0.0.0 is every address of this machine, port 0 any free one."""

    name = "address"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, int]:
        """Return host and port."""
        if not isinstance(value, str):
            given: tuple[str, int] = value
            return given
        host, colon, port = value.rpartition(":")
        bare = host.removeprefix("[").removesuffix("]")
        if not bare or not colon or not port.isdecimal() or not port.isascii() or int(port) > 65_535:
            self.fail(f"{value!r} is no address: write a host and a port, such as 127.0.0.1:9748", param, ctx)
        if ":" in bare and host == bare:
            self.fail(f"{value!r}: write an address of IPv6 in brackets, such as [::1]:9748", param, ctx)
        if not is_host(bare):
            self.fail(f"{bare!r} is no name of a host", param, ctx)
        return bare, int(port)
