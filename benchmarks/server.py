"""A server of fixed answers in a process of its own, so that its work is not counted as the client's.

Run as a script it takes one argument, the file of answers, prints its port, and ends when its input does.
Nothing but the standard library, and nothing that a request does not need: the less it does, the more of the
time measured is the clients'.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qsl, urlencode

__all__ = ["CONNECTIONS", "serve"]

CONNECTIONS = "/connections"
"""Target whose answer is how many connections are open, that of the question included."""

_END = b"\r\n\r\n"
_MISSING = b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n"
_PER_PAGE = "50"  # of Better Stack Uptime, unless it is asked for another number
_MOST_PER_PAGE = 250


@contextmanager
def serve(
    answers: Mapping[str, str],
    delay: float = 0.0,
    lists: Mapping[str, Sequence[str]] | None = None,
    silent: Sequence[str] = (),
    counts: Mapping[str, int] | None = None,
) -> Generator[str]:
    """Answer from a process of its own until the block ends; yields the base URL.

    Args:
        answers: target (path and query) -> text of the answer.
        delay: seconds from a request to its answer.  Several may wait at the same time.
        lists: path -> JSON texts of items, which are served in pages as Better Stack Uptime does it: ``page``
            and ``per_page`` (50 if not asked for, at most 250), with the links ``first``, ``last``, ``prev``
            and ``next`` on the host that was asked.  A page is rendered when it is asked for the first time.
        silent: targets that are never answered.
        counts: path of a list -> how many items it has: its items come again and again, each with an id of its own.
            Its pages are rendered each time.
    """
    with TemporaryDirectory() as folder:
        table = Path(folder, "answers.json")
        given = {
            "answers": dict(answers),
            "delay": delay,
            "lists": dict(lists or {}),
            "silent": list(silent),
            "counts": dict(counts or {}),
        }
        table.write_text(json.dumps(given), encoding="utf-8")
        process = subprocess.Popen(
            [sys.executable, __file__, str(table)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        with process:
            assert process.stdin is not None
            assert process.stdout is not None
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
            process.stdin.close()


class _Repeated(Sequence[str]):
    """A long list of *count* items, which are made when they are asked for."""

    def __init__(self, texts: Sequence[str], count: int) -> None:
        self._rests = [text.partition(",")[2] for text in texts]  # behind the id, which comes first
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, place: Any) -> Any:
        numbers = range(self._count)[place]
        return [f'{{"id":"{number}",{self._rests[number % len(self._rests)]}' for number in numbers]


class _Answers(dict[bytes, bytes]):
    """Target -> whole answer; what is not there yet is a page of a list, or missing."""

    def __init__(
        self, texts: Mapping[str, str], lists: Mapping[str, Sequence[str]], silent: Sequence[str]
    ) -> None:
        super().__init__((target.encode(), _response(text)) for target, text in texts.items())
        self.update(dict.fromkeys((target.encode() for target in silent), b""))
        self._lists = lists
        self.connections = 0

    def of(self, head: bytes) -> bytes:
        """Return the answer to the request that has this head."""
        target = head.split(b" ", 2)[1]
        found = self.get(target)
        return self._paged(target, head) if found is None else found

    def _paged(self, target: bytes, head: bytes) -> bytes:
        path, _, query = target.decode().partition("?")
        if path == CONNECTIONS:
            return _response(str(self.connections))
        if path not in self._lists:
            return _MISSING
        host = head.lower().partition(b"\r\nhost:")[2].split(b"\r\n", 1)[0].strip().decode()
        items = self._lists[path]
        answer = _response(_page(f"http://{host}{path}", dict(parse_qsl(query)), items))
        if not isinstance(items, _Repeated):
            self[target] = answer  # one server, one host
        return answer


def _page(url: str, query: dict[str, str], items: Sequence[str]) -> str:
    number = int(query.pop("page", 1))
    size = min(int(query.get("per_page", _PER_PAGE)), _MOST_PER_PAGE)
    last = max(1, -(-len(items) // size))

    def link(page: int) -> str | None:
        return f"{url}?{urlencode({**query, 'page': page})}" if 1 <= page <= last else None

    links = {"first": link(1), "last": link(last), "prev": link(number - 1), "next": link(number + 1)}
    data = ",".join(items[(number - 1) * size : number * size])
    return f'{{"data":[{data}],"pagination":{json.dumps(links)}}}'


class _Answering(asyncio.Protocol):
    def __init__(self, answers: _Answers, delay: float) -> None:
        self._answers = answers
        self._delay = delay
        self._received = b""
        self._transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._answers.connections += 1

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  (asyncio's signature)
        self._answers.connections -= 1

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, end, body = self._received.partition(_END)
        if not end or len(body) < _length(head):
            return
        self._received = b""  # clients that wait for each answer send nothing beyond one request
        answer = self._answers.of(head)
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
    lists = given["lists"]
    lists |= {path: _Repeated(lists[path], count) for path, count in given["counts"].items()}
    answers = _Answers(given["answers"], lists, given["silent"])
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Answering(answers, given["delay"]), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(_main(Path(sys.argv[1])))
