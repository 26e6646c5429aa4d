"""An executor whose threads nobody has to wait for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

__all__ = ["DaemonThreads"]

P = ParamSpec("P")
T = TypeVar("T")


class DaemonThreads(ThreadPoolExecutor):
    """Runs each call in a thread of its own.  Neither the end of an event loop nor of the process waits for one.

    For what can hang and cannot be cancelled: a keyring that asks a person, the resolution of a name.  It is a
    ThreadPoolExecutor, since an event loop takes no other executor.
    """

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Start *fn* and return its future."""
        future: Future[T] = Future()

        def run() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = fn(*args, **kwargs)
            except Exception as error:  # the future raises it
                future.set_exception(error)
            except BaseException as error:  # such as sys.exit() in a keyring, which must end no program
                future.set_exception(RuntimeError(f"{type(error).__name__} in a thread"))
            else:
                future.set_result(result)

        threading.Thread(target=run, name="uptimekit-call", daemon=True).start()
        return future
