"""Tests of which connections are kept, and which is used next."""

from __future__ import annotations

from typing import Any

import httpcore

from uptimekit._runtime.connections import Connections
from uptimekit._runtime.constants import MAX_KEEPALIVE

ORIGIN = httpcore.Origin(b"https", b"api.example.test", 443)


class _Connection:
    def __init__(self, origin: httpcore.Origin = ORIGIN, *, idle: bool = True, closed: bool = False) -> None:
        self.origin, self.idle, self.closed, self.expired = origin, idle, closed, False

    def can_handle_request(self, origin: httpcore.Origin) -> bool:
        return origin == self.origin

    def is_idle(self) -> bool:
        return self.idle

    def is_closed(self) -> bool:
        return self.closed

    def has_expired(self) -> bool:
        return self.expired


def _with(*idle: _Connection) -> Connections[Any]:
    connections: Connections[Any] = Connections()
    for each in idle:
        assert connections.give_back(connections.add(each)) == []
    return connections


def test_the_connection_that_was_used_last_is_used_next() -> None:
    """It is the least likely to have been ended by the server; one to another origin is not used."""
    first, last, other = _Connection(), _Connection(), _Connection(httpcore.Origin(b"http", b"x.test", 80))
    connections = _with(first, last, other)
    assert [connections.take(ORIGIN) for _ in range(3)] == [last, first, None]
    assert (connections.idle, connections.busy) == ([other], {first, last})


def test_what_cannot_be_used_again_is_closed() -> None:
    """A connection that is closed, or whose request has not ended, is not kept."""
    connections = _with()
    for broken in (_Connection(closed=True), _Connection(idle=False)):
        assert connections.give_back(connections.add(broken)) == [broken]
    assert not connections.idle
    assert not connections.busy


def test_expired_connections_are_closed_with_the_next_that_is_given_back() -> None:
    """Those that have been idle for longest go, without a timer of their own."""
    old, other, fresh, newest = (_Connection() for _ in range(4))
    connections = _with(old, other, fresh)
    old.expired = other.expired = True
    assert connections.give_back(connections.add(newest)) == [old, other]
    assert connections.idle == [fresh, newest]


def test_no_more_than_so_many_are_kept() -> None:
    """Beyond the limit, the one that has been idle for longest is closed."""
    many = [_Connection() for _ in range(MAX_KEEPALIVE)]
    connections, one = _with(*many), _Connection()
    assert connections.give_back(connections.add(one)) == [many[0]]
    assert connections.idle == [*many[1:], one]


def test_nothing_is_kept_after_the_end() -> None:
    """Closing gives all connections, and one that is given back later is not kept."""
    idle, busy, late = _Connection(), _Connection(), _Connection()
    connections = _with(idle)
    connections.add(busy)
    assert connections.drop() == [idle, busy]
    assert connections.give_back(busy) == [busy]
    assert connections.give_back(connections.add(late)) == [late]
    assert not connections.idle
