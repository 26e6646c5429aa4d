"""The base of all objects."""

from __future__ import annotations

from ._async.base import AsyncBaseAPIObject
from ._sync.base import BaseAPIObject

__all__ = ["AsyncBaseAPIObject", "BaseAPIObject"]
