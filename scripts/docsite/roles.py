"""Sphinx roles in docstrings, such as ``:meth:`close```, become links of the site."""

from __future__ import annotations

import re
from re import Match
from typing import Any

from griffe import Extension, Module, NameResolutionError, Object

ROLE = re.compile(r":(?P<role>attr|class|data|func|meth|mod):`(?P<name>[\w.]+)`")


class Roles(Extension):
    """Replaces each role by a cross-reference to what the name means at its place."""

    def on_package(self, *, pkg: Module, **_: Any) -> None:
        """Change the docstrings of a package that was loaded as a whole."""
        _change(pkg)


def _change(obj: Object) -> None:
    if obj.docstring:
        obj.docstring.value = ROLE.sub(lambda role: _link(obj, role), obj.docstring.value)
    for member in obj.members.values():
        if isinstance(member, Object):
            _change(member)


def _link(obj: Object, role: Match[str]) -> str:
    call = "()" if role["role"] in ("func", "meth") else ""
    return f"[`{role['name']}{call}`][{_path(obj, role['name'])}]"


def _path(obj: Object, name: str) -> str:
    """Return the path of what *name* means in the docstring of *obj*: a member of its class, or a name of its module.

    Whatever else it is must be inherited from a package that is not loaded yet.  The site generator reports wrong paths.
    """
    first, _, rest = name.partition(".")
    owner = obj if obj.is_class or obj.parent is None else obj.parent
    if first == "uptimekit":
        return name
    if owner.is_class and first in owner.all_members:
        return f"{owner.path}.{name}"
    try:
        return ".".join(part for part in (obj.resolve(first), rest) if part)
    except NameResolutionError:
        return f"{owner.path}.{name}"
