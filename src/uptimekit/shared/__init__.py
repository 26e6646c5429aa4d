"""Rate limits and sessions that many processes and hosts share by a Redis or Valkey server.

Needs the extra ``shared``; see ``docs/howto/many-hosts.md``.  Nothing here loads redis before it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uptimekit._runtime.lazy import lazy_exports

if TYPE_CHECKING:
    from .shared_limit import SharedLimit

__all__ = ["SharedLimit"]

if not TYPE_CHECKING:  # a type checker reads the imports above, and reports any other name
    __getattr__, __dir__ = lazy_exports(__name__, {"SharedLimit": "shared_limit"})
