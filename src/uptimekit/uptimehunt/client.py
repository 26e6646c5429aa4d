"""Both clients, under their documented path."""

from __future__ import annotations

from ._async.client import AsyncClient
from ._sync.client import Client

__all__ = ["AsyncClient", "Client"]
