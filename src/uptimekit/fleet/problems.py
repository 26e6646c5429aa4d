"""The problems of a configuration file, collected so that all are said at once."""

from __future__ import annotations

from collections.abc import Collection, Generator
from contextlib import contextmanager
from typing import Any

from uptimekit._runtime.errors import ConfigurationError
from uptimekit._runtime.json_types import is_list, is_object
from uptimekit._runtime.spelling import did_you_mean

__all__ = ["Problems"]


class Problems:
    """Problems with their places, such as ``accounts.shop.api_key``.  No value of the file is repeated."""

    def __init__(self) -> None:
        self._found: list[str] = []

    def add(self, place: str, problem: str) -> None:
        """Take note of a problem."""
        self._found.append(f"{place}: {problem}")

    @contextmanager
    def at(self, place: str) -> Generator[None]:
        """Take note of a ConfigurationError in the block, and go on."""
        try:
            yield
        except ConfigurationError as error:
            self.add(place, error.message)

    def table(self, place: str, given: Any, known: Collection[str] | None = None) -> dict[str, Any]:
        """Return *given*, a table with no other keys than the *known* ones (None: any); what is wrong is left out."""
        if not is_object(given):
            self.add(place, "must be a table")
            return {}
        if known is None:
            return dict(given)
        for key in sorted(given.keys() - known):
            self.add(place, f"has no key {key}{did_you_mean(key, known, f'it takes {_listed(known)}')}")
        return {key: value for key, value in given.items() if key in known}

    def texts(self, place: str, given: Any) -> tuple[str, ...]:
        """Return *given*, a list of texts; an empty tuple, and a problem, for anything else."""
        if is_list(given) and all(isinstance(each, str) and each for each in given):
            return tuple(map(str, given))
        self.add(place, "must be a list of texts")
        return ()

    def complain(self, source: str) -> None:
        """Raise ConfigurationError if there was a problem."""
        if len(self._found) == 1:
            raise ConfigurationError(f"{source}: {self._found[0]}")
        if self._found:
            raise ConfigurationError(
                "\n  ".join([f"{source} has {len(self._found)} problems:", *self._found])
            )


def _listed(names: Collection[str]) -> str:
    return ", ".join(names)
