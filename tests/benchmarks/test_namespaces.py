"""Hosts that are namespaces of the network."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from benchmarks.hosts.namespaces import Host, Network, network, obstacle

REASON = obstacle()
_SERVE = """
import socket, sys
with socket.create_server((sys.argv[1], 0)) as listener:
    print(listener.getsockname()[1], flush=True)
    for _ in range(int(sys.argv[2])):
        connection, peer = listener.accept()
        print(peer[0], flush=True)
        connection.close()
"""
_CONNECT = "import socket, sys; socket.create_connection((sys.argv[1], int(sys.argv[2])), 10).close()"


@pytest.fixture
def hosts() -> Iterator[Network]:
    if REASON:
        pytest.skip(f"namespaces of the network: {REASON}")
    with network() as made:
        yield made


def _python(host: Host, code: str, *arguments: str) -> list[str]:
    return [*host.prefix, sys.executable, "-c", code, *arguments]


def test_each_client_reaches_the_server_at_one_address(hosts: Network) -> None:
    """The server sees the clients at two addresses; this host does not reach it at all."""
    server, (first, second) = hosts.server, hosts.clients
    command = _python(server, _SERVE, server.address, "2")
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        for client in (first, second):
            subprocess.run(_python(client, _CONNECT, server.address, port), check=True)
        assert process.stdout.read().split() == [first.address, second.address]
    assert first.address != second.address
    seen = subprocess.run(["ip", "address"], capture_output=True, text=True, check=True)
    assert server.address not in seen.stdout


def test_without_root_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason is given, for the tests that are skipped and the figures that are left out."""
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("shutil.which", lambda name: f"/sbin/{name}")
    assert obstacle() == "needs root"
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert obstacle() == "needs the command ip"
