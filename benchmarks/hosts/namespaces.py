"""Three hosts on this machine: namespaces of the network, joined by virtual cables.  They end with this process.

Linux only, and for root only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Final

__all__ = ["HERE", "Host", "Network", "network", "obstacle"]


@dataclass(frozen=True)
class Host:
    """A place where programs run.

    Attributes:
        prefix: command that runs another command there.
        address: what it is reached at.
    """

    prefix: tuple[str, ...]
    address: str


@dataclass(frozen=True)
class Network:
    """Where the servers run, and where their clients do.

    Attributes:
        server: host of the servers.
        clients: hosts that reach it, and not each other.
    """

    server: Host
    clients: tuple[Host, ...]


_LOOPBACK: Final = Host((), "127.0.0.1")
HERE: Final = Network(_LOOPBACK, (_LOOPBACK,))
"""All on this machine, where there can be no namespaces."""


def obstacle() -> str | None:
    """Return why there can be no namespaces here; None if there can."""
    missing = [tool for tool in ("ip", "unshare", "nsenter") if shutil.which(tool) is None]
    if missing:
        return f"needs the command {missing[0]}"
    if os.geteuid() != 0:
        return "needs root"
    tried = subprocess.run(["unshare", "--net", "true"], capture_output=True, text=True, check=False)
    return tried.stderr.strip() or None


@contextmanager
def network() -> Generator[Network]:
    """Yield a server's host with two hosts of clients; they are there as long as the block lasts."""
    with ExitStack() as stack:
        server, *clients = [stack.enter_context(_namespace()) for _ in range(3)]
        yield Network(_at(server, 1), tuple(_joined(server, each, 2 + n) for n, each in enumerate(clients)))


@contextmanager
def _namespace() -> Generator[int]:
    """Yield the id of a process in a namespace of its own; it ends when its input does, so when we do."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(["unshare", "--net", "cat"], **pipes) as process:  # type: ignore[call-overload]
        process.stdin.write(b"there\n")
        process.stdin.flush()
        process.stdout.readline()  # unshare has become cat
        _run(_at(process.pid, 0), "ip link set lo up")
        yield process.pid


def _at(process: int, number: int) -> Host:
    return Host(("nsenter", f"--net=/proc/{process}/ns/net", "--"), f"10.77.0.{number}")


def _joined(server: int, client: int, number: int) -> Host:
    """Lay a cable; the server has the same address at each of its ends."""
    here, there, cable = _at(server, 1), _at(client, number), f"cable{number}"
    _run(here, f"ip link add {cable} type veth peer name cable netns {client}")
    for host, other, end in ((here, there, cable), (there, here, "cable")):
        _run(host, f"ip address add {host.address} peer {other.address} dev {end}")
        _run(host, f"ip link set {end} up")
    return there


def _run(host: Host, command: str) -> None:
    subprocess.run([*host.prefix, *command.split()], check=True)
