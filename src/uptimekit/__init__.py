"""Typed, dependable clients for uptime monitoring providers.

Each provider lives in a subpackage (``uptimekit.healthchecks`` ...) and loads on first use; this package
itself imports none of them.
"""

__all__ = ["__version__"]

__version__ = "0.1.0"
