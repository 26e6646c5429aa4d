"""The clients: the entry to all services."""

from ._async.client import AsyncClient
from ._sync.client import Client

__all__ = ["AsyncClient", "Client"]
