"""Files in TOML."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from uptimekit._runtime.errors import ConfigurationError

__all__ = ["parse_toml", "read_toml"]


def read_toml(path: Path) -> dict[str, Any]:
    """Return the content of a file; raise ConfigurationError if it cannot be read or is no TOML."""
    try:
        text = path.read_bytes().decode()
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigurationError(f"{path} is no TOML: it is not UTF-8") from None
    return parse_toml(text, path)


def parse_toml(text: str, path: Path) -> dict[str, Any]:
    """Return the content of *text*, which is that of the file at *path*; raise ConfigurationError if it is no TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{path} is no TOML: {error}") from None
    except (ValueError, RecursionError):  # which the parser lets through
        raise ConfigurationError(
            f"{path} is no TOML that can be read: a number is too long, or it is too deep"
        ) from None
