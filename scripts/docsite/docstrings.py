"""Docstrings as the site shows them: Sphinx roles are links, and each attribute has its own description."""

from __future__ import annotations

import re
from re import Match
from typing import Any, Final

from griffe import (
    Alias,
    Attribute,
    Class,
    Docstring,
    DocstringSectionAttributes,
    Extension,
    Module,
    NameResolutionError,
    Object,
)

ROLE: Final = re.compile(r":(?P<role>attr|class|data|func|meth|mod):`(?P<name>[\w.]+)`")
NOISE: Final = {"class-attribute", "dataclass", "instance-attribute", "module-attribute"}


class Docstrings(Extension):
    """Changes the docstrings of a package that was loaded as a whole."""

    def on_package(self, *, pkg: Module, **_: Any) -> None:
        """Change them all; the name and arguments are the library's."""
        _change(pkg)


def _change(obj: Object) -> None:
    obj.labels -= NOISE
    if isinstance(obj, Class) and any("init=False" in str(each.value) for each in obj.decorators):
        obj.members.pop("__init__", None)  # the library's own, which the class does not have
    if obj.docstring:
        obj.docstring.value = ROLE.sub(lambda role: _link(obj, role), obj.docstring.value)
        if "\nAttributes:\n" in obj.docstring.value:
            _describe_attributes(obj, obj.docstring)
    for member in obj.members.values():
        if isinstance(member, Object):
            _change(member)


def _describe_attributes(obj: Object, docstring: Docstring) -> None:
    """Give each attribute what the section says of it; mkdocs.yml switches the section itself off."""
    for section in docstring.parse("google", warn_missing_types=False):
        for each in section.value if isinstance(section, DocstringSectionAttributes) else ():
            if each.name not in obj.all_members:
                obj.set_member(each.name, Attribute(each.name))
            member = obj.all_members[each.name]
            target: Object = member.final_target if isinstance(member, Alias) else member
            target.docstring = target.docstring or Docstring(each.description, parent=target)


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
