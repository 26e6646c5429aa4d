"""A server that answers every command of a store with the same bytes, or hangs."""

from __future__ import annotations

import socket
import threading
from typing import Self

__all__ = ["FakeStore"]


class FakeStore:
    """Answers each command with *answer*, byte by byte with pauses if it *drips*; without an answer it hangs up."""

    def __init__(self, answer: bytes, *, drips: bool = False) -> None:
        self._answer, self._drips = answer, drips
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open = list[socket.socket]()
        self._ended = threading.Event()
        self.commands = 0
        self.url = f"redis://127.0.0.1:{self._listener.getsockname()[1]}"

    def _serve(self) -> None:
        while not self._ended.is_set():
            try:
                peer, _ = self._listener.accept()
            except OSError:
                return
            self._open.append(peer)
            threading.Thread(target=self._talk, args=[peer], daemon=True).start()

    def _talk(self, peer: socket.socket) -> None:
        try:
            while peer.recv(65536):
                self.commands += 1
                if not self._answer:
                    peer.shutdown(socket.SHUT_RDWR)
                    return
                for part in [bytes([each]) for each in self._answer] if self._drips else [self._answer]:
                    peer.sendall(part)
                    if self._drips and self._ended.wait(0.02):
                        return
        except OSError:
            pass  # the client has gone

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._ended.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)
        for peer in self._open:
            peer.close()
