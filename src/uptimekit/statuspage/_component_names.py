"""Components by their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from uptimekit._runtime.finding import only_one

from .errors import InputError, NotFoundError
from .results import Component

__all__ = ["ComponentNames"]


class ComponentNames:
    """The components of a page by id, by name, and by ``Group / Name``, without the rows of groups."""

    def __init__(self, rows: Iterable[Component]) -> None:
        by_id = {_text(row.id): row for row in rows}
        groups = {key: _text(row.name) for key, row in by_id.items() if row.group}
        self._path = {
            key: _path(groups.get(_text(row.group_id)), _text(row.name)) for key, row in by_id.items()
        }
        self._known: defaultdict[str, dict[str, Component]] = defaultdict(dict)
        for key, row in by_id.items():
            if not row.group and key:
                for name in (key, _text(row.name), self._path[key]):
                    self._known[name][key] = row

    def find(self, name: str) -> Component:
        """Return the only component called *name*; raise NotFoundError for none, InputError for several."""
        if not isinstance(name, str):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers without a checker)
            kind = type(name).__name__
            raise InputError(
                f"a component goes by its name or id, which is not of type {kind}", field="components"
            )
        return only_one(
            list(self._known.get(name, {}).values()),
            "component",
            name,
            missing=NotFoundError,
            several=InputError,
            names=self._known,
            shown=lambda row: f"{self._path[_text(row.id)]!r} ({row.id})",
            advice="use a path or an id",
        )

    def statuses(self, wanted: Mapping[str, str]) -> dict[str, str]:
        """Return *wanted* by id; raise InputError if two names of one component have different statuses."""
        by_id: dict[str, str] = {}
        for name, status in wanted.items():
            one = self.find(name).id
            if by_id.setdefault(one, status) != status:
                text = f"{name!r} and another name of the same component have different statuses; give one"
                raise InputError(text, field="components")
        return by_id


def _path(group: str | None, name: str) -> str:
    return f"{group} / {name}" if group else name


def _text(value: Any) -> str:
    """Return *value* if it is text, else an empty text, which matches no name."""
    return value if isinstance(value, str) else ""
