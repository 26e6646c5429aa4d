"""A headless Chromium, driven by its DevTools protocol over two pipes; it needs no driver and no port."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

__all__ = ["PROGRAMS", "Tab", "chromium", "find_chromium"]

PROGRAMS: Final = ("chromium", "chromium-browser", "google-chrome", "headless_shell")
"""Names of the program, the first that is installed is used."""

_OPTIONS: Final = (
    "--headless",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
)
_PATIENCE: Final = 60.0  # seconds for an answer on a busy machine


def find_chromium() -> str | None:
    """Return the path of the program, or None."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


@contextmanager
def chromium(program: str) -> Iterator[Tab]:
    """Start *program* with a profile of its own, and give a tab of it; end it afterwards."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        to_browser, from_browser = os.pipe(), os.pipe()
        # It reads descriptor 3 and writes to 4; above 10 they are in nobody's way.
        reads, writes = (
            fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in (to_browser[0], from_browser[1])
        )
        sandboxed = () if os.geteuid() else ("--no-sandbox",)  # root cannot have one
        process = os.posix_spawn(
            program,
            [program, *_OPTIONS, *sandboxed, f"--user-data-dir={profile}", "about:blank"],
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
                (os.POSIX_SPAWN_DUP2, reads, 3),
                (os.POSIX_SPAWN_DUP2, writes, 4),
            ],
        )
        for end in (to_browser[0], from_browser[1], reads, writes):
            os.close(end)
        try:
            yield Tab(_Connection(to_browser[1], from_browser[0]))
        finally:
            os.close(to_browser[1])  # which ends it
            _reap(process)
            os.close(from_browser[0])


def _reap(process: int) -> None:
    for _ in range(50):
        if os.waitpid(process, os.WNOHANG)[0]:
            return
        time.sleep(0.1)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


class _Connection:
    """Messages in JSON, each ended by a zero byte."""

    def __init__(self, to_browser: int, from_browser: int) -> None:
        self._to, self._from = to_browser, from_browser
        self._buffer = b""
        self._number = 0
        self.events: list[dict[str, Any]] = []

    def call(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        """Call a method of the protocol and return its result; RuntimeError if it fails."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        data = json.dumps(message | ({"sessionId": session} if session else {})).encode() + b"\0"
        while data:
            data = data[os.write(self._to, data) :]
        while True:
            answer = self._read()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                result: dict[str, Any] = answer["result"]
                return result
            self.events.append(answer)

    def wait_for(self, event: str) -> None:
        """Return when an event of this name has come, or has come already."""
        while not any(each.get("method") == event for each in self.events):
            self.events.append(self._read())

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            if not select.select([self._from], [], [], _PATIENCE)[0]:
                raise TimeoutError(f"Chromium did not answer within {_PATIENCE:.0f} s")
            data = os.read(self._from, 1 << 20)
            if not data:
                raise ConnectionError("Chromium has ended")
            self._buffer += data
        message, _, self._buffer = self._buffer.partition(b"\0")
        answer: dict[str, Any] = json.loads(message)
        return answer


class Tab:
    """A tab of the browser."""

    def __init__(self, connection: _Connection) -> None:
        self._connection = connection
        target = connection.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = connection.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network", "Accessibility"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setFocusEmulationEnabled", enabled=True)

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Call a method of the protocol for this tab."""
        return self._connection.call(method, self._session, **parameters)

    def open(self, url: str) -> None:
        """Open a page and wait until it has loaded."""
        self._connection.events.clear()
        self.call("Page.navigate", url=url)
        self._connection.wait_for("Page.loadEventFired")

    def show(self, width: int, height: int = 900, *, dark: bool = False, scale: float = 1) -> None:
        """Set the size of the window in CSS pixels, the colour scheme, and the device pixels of one of CSS."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=False,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", media="", features=[scheme])

    def evaluate(self, script: str) -> Any:
        """Return the value of a JavaScript expression in the page; RuntimeError if it throws."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return answer["result"].get("value")

    def press(self, key: str, code: int) -> None:
        """Press and release a key, such as ``Tab`` with the code 9."""
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code)

    def screenshot(self, *, whole: bool = False) -> bytes:
        """Return a PNG of the window, or of the *whole* page in its width."""
        options: dict[str, Any] = {}
        if whole:
            size = self.call("Page.getLayoutMetrics")["cssContentSize"]
            options = {"captureBeyondViewport": True, "clip": {**size, "scale": 1}}
        return base64.b64decode(self.call("Page.captureScreenshot", format="png", **options)["data"])

    def pdf(self) -> bytes:
        """Return the page as it prints on A4."""
        printed = self.call("Page.printToPDF", printBackground=True, paperWidth=8.27, paperHeight=11.69)
        return base64.b64decode(printed["data"])

    def requests(self) -> list[str]:
        """Return the addresses that were requested since the page was opened, that of the page among them."""
        return [each["params"]["request"]["url"] for each in self._events("Network.requestWillBeSent")]

    def complaints(self) -> list[str]:
        """Return what was written to the console since the page was opened, and the errors."""
        entries = [each["params"]["entry"]["text"] for each in self._events("Log.entryAdded")]
        said = [json.dumps(each["params"]["args"]) for each in self._events("Runtime.consoleAPICalled")]
        return [
            *entries,
            *said,
            *(json.dumps(each["params"]) for each in self._events("Runtime.exceptionThrown")),
        ]

    def _events(self, name: str) -> list[dict[str, Any]]:
        self.call("Runtime.evaluate", expression="0")  # what happened before has been told then
        return [each for each in self._connection.events if each.get("method") == name]
