"""Decorators of a DAG whose tasks run in the order in which they are called, when it is tested."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

__all__ = ["dag", "task"]

_called: list[Callable[[], Any]] = []


class _Dag:
    def __init__(self, tasks: list[Callable[[], Any]]) -> None:
        self._tasks = tasks

    def test(self) -> None:
        for each in self._tasks:
            each()


def dag(**options: Any) -> Callable[[Callable[[], None]], Callable[[], _Dag]]:
    assert set(options) <= {"catchup", "default_args", "max_active_runs", "schedule", "start_date"}

    def decorated(function: Callable[[], None]) -> Callable[[], _Dag]:
        def build() -> _Dag:
            _called.clear()
            function()
            return _Dag([*_called])

        return build

    return decorated


def task(function: Callable[[], Any]) -> Callable[[], None]:
    return lambda: _called.append(function)
