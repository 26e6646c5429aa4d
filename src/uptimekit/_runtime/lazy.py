"""Names that load on first use (PEP 562)."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["lazy_exports"]


def lazy_exports(
    package: str, modules: Mapping[str, str]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Return ``__getattr__`` and ``__dir__`` for *package*: *modules* maps a name to its submodule,
    and a submodule to an empty text.

    A dotted module (``"uptimekit_clients.healthchecks.client"``) is imported as it stands, unless it is private
    (``"_sync.client"``): then it is below *package*.
    """

    def load(name: str) -> Any:
        try:
            module = modules[name]
        except KeyError:
            raise AttributeError(f"module {package!r} has no attribute {name!r}") from None
        source = importlib.import_module(
            module if "." in module and not module.startswith("_") else f"{package}.{module or name}"
        )
        value = getattr(source, name) if module else source
        setattr(sys.modules[package], name, value)
        return value

    def names() -> list[str]:  # what one may use, and what every module has
        return sorted({*modules, *(name for name in vars(sys.modules[package]) if name.startswith("__"))})

    return load, names
