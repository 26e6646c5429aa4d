"""The public side of a status page, which needs no key."""

from ._async.public import AsyncPublicPage
from ._sync.public import PublicPage

__all__ = ["AsyncPublicPage", "PublicPage"]
