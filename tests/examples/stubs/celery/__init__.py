"""As much of Celery as the example uses: a task runs at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

__all__ = ["Celery"]


class Task:
    """A function that may be put into a queue."""

    def __init__(self, function: Callable[..., Any], options: dict[str, Any]) -> None:
        self._function, self._options = function, options

    def delay(self, *arguments: Any) -> None:
        print(self._function(*arguments))


class Celery:
    """An application."""

    def __init__(self, name: str) -> None:
        self.name = name

    def task(self, **options: Any) -> Callable[[Callable[..., Any]], Task]:
        assert set(options) <= {
            "acks_late",
            "autoretry_for",
            "max_retries",
            "reject_on_worker_lost",
            "retry_backoff",
        }
        return lambda function: Task(function, options)
