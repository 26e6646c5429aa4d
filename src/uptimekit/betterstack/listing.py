"""The type of listings."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator
from typing import TypeVar

__all__ = ["AsyncListing", "Listing"]

T = TypeVar("T")

AsyncListing = AsyncGenerator[T, None]
Listing = Generator[T, None, None]
