"""The pinned versions of the generators."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Final

# openapi-python-client may change its internals in a patch release (its changelog says so), and another ruff
# formats differently: with any other version the committed files could not be reproduced.
PINNED: Final = {
    "datamodel-code-generator": "0.89.0",
    "openapi-python-client": "0.29.1",
    "ruff": "0.17.5",
}


def require_pins() -> list[str]:
    """Return one line for each generator that is missing or has another version."""
    wrong = [f"{name} {installed}" for name in PINNED if (installed := _installed(name)) != PINNED[name]]
    if not wrong:
        return []
    install = " ".join(f"{name}=={wanted}" for name, wanted in PINNED.items())
    return [f"wrong generator version ({', '.join(wrong)}); run: pip install {install}"]


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"
