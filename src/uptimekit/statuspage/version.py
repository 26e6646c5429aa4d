"""The version of this library."""

from __future__ import annotations

from uptimekit import __version__

__all__ = ["VERSION", "__version__"]

VERSION = __version__
