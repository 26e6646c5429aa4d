"""A server of fixed answers, in a process of its own so that its work is not counted as the client's.

Run as a script it takes one argument, the file of answers, prints its port, and ends when its input does.
Nothing but the standard library, and nothing that a request does not need: the less it does, the more of the
time measured is the clients'.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

__all__ = ["serve"]

_END = b"\r\n\r\n"
_MISSING = b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n"


@contextmanager
def serve(answers: Mapping[str, str], delay: float = 0.0) -> Generator[str]:
    """Answer each target (path and query) with its text, *delay* seconds later; yields the base URL."""
    with TemporaryDirectory() as folder:
        table = Path(folder, "answers.json")
        table.write_text(json.dumps({"answers": dict(answers), "delay": delay}), encoding="utf-8")
        process = subprocess.Popen(
            [sys.executable, __file__, str(table)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        with process:
            assert process.stdin is not None
            assert process.stdout is not None
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
            process.stdin.close()


class _Answering(asyncio.Protocol):
    def __init__(self, answers: Mapping[bytes, bytes], delay: float) -> None:
        self._answers = answers
        self._delay = delay
        self._received = b""
        self._transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, end, body = self._received.partition(_END)
        if not end or len(body) < _length(head):
            return
        self._received = b""  # clients that wait for each answer send nothing beyond one request
        answer = self._answers.get(head.split(b" ", 2)[1], _MISSING)
        if self._delay:
            asyncio.get_running_loop().call_later(self._delay, self._write, answer)
        else:
            self._write(answer)

    def _write(self, answer: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(answer)


def _length(head: bytes) -> int:
    _, found, rest = head.lower().partition(b"\r\ncontent-length:")
    return int(rest.split(b"\r\n", 1)[0]) if found else 0


def _response(text: str) -> bytes:
    kind = "application/json" if text.startswith("{") else "text/plain"
    content = text.encode()
    return (
        f"HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {len(content)}\r\n\r\n".encode()
        + content
    )


async def _main(table: Path) -> None:
    given = json.loads(table.read_text(encoding="utf-8"))
    answers = {target.encode(): _response(text) for target, text in given["answers"].items()}
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Answering(answers, given["delay"]), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(_main(Path(sys.argv[1])))
