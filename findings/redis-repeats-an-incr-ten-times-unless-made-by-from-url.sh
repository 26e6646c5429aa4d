#!/usr/bin/env bash
# redis.Redis() sends a command up to eleven times after time-outs, an INCR too; the client of Redis.from_url() sends it once.
#
# Versions: redis 8.1.0, Python 3.11.
# Behaviour: Redis(host=...) has a default retry of ten attempts, which also follows a time-out, when the server may have
#   done what it was told. Redis.from_url() makes its pool before that default is added, and has none.
# Output seen:
#   Redis(host=...)  sent INCR 11 times, then TimeoutError
#   Redis.from_url() sent INCR 1 times, then TimeoutError
# Why a good guess is wrong: two spellings of one client behave alike elsewhere, retry_on_timeout is False by default, and
#   INCR is not a command that may be repeated: a counter that was slow for some seconds is eleven too high.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check redis==8.1.0
"$folder/venv/bin/python" - <<'PYTHON'
import socket
import threading
from collections.abc import Callable

import redis


def count_of(make: Callable[[int], redis.Redis]) -> int:
    """How often a server that answers everything but INCR is sent one INCR."""
    counted: list[bytes] = []

    def talk(peer: socket.socket) -> None:
        while data := peer.recv(65536):
            if b"INCR" in data:
                counted.append(data)
            else:
                peer.sendall(b"+OK\r\n" * data.count(b"*"))

    def serve() -> None:
        while True:
            threading.Thread(target=talk, args=[listener.accept()[0]], daemon=True).start()

    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=serve, daemon=True).start()
    try:
        make(listener.getsockname()[1]).incr("visits")
    except redis.exceptions.TimeoutError:
        return len(counted)
    raise AssertionError("it had an answer")


options = {"socket_timeout": 0.05, "protocol": 2}
found = {
    "Redis(host=...)": count_of(lambda port: redis.Redis(host="127.0.0.1", port=port, **options)),
    "Redis.from_url()": count_of(lambda port: redis.Redis.from_url(f"redis://127.0.0.1:{port}", **options)),
}
for name, times in found.items():
    print(f"{name:16} sent INCR {times} times, then TimeoutError")
assert list(found.values()) == [11, 1], "the behaviour has changed"
PYTHON
