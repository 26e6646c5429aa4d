"""One row of the tables: what a user does, and what the library says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Given = dict[str, Any]
"""What a row may use: the clients, keys and addresses of a sandbox, by name. Each table says which."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake of a user and the line it gets.

    `does` receives what is given. `error` is the public class that is raised. `line` is its whole text;
    `{name}` in it stands for the text of what is given by that name, such as `{host}`.
    """

    what: str
    does: Callable[[Given], object]
    error: type[Exception]
    line: str

    def expected(self, given: Given) -> str:
        """Return the line with the names filled in."""
        text = self.line
        for name, value in given.items():
            if isinstance(value, str):
                text = text.replace(f"{{{name}}}", value)
        return text


def using(client: Any, does: Callable[[Any], object]) -> object:
    """Do something with a client that a row has made, and close it."""
    with client:
        return does(client)
