"""Ids and keys, which depend on the seed."""

from __future__ import annotations

import random
import string
from uuid import UUID

__all__ = ["Ids"]

_LETTERS = string.ascii_lowercase + string.digits
_LENGTH = 12


class Ids:
    """A sequence of ids as the service has them: twelve small letters and digits."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def next(self, length: int = _LENGTH) -> str:
        """The next one; that one comes twice is as good as impossible."""
        return "".join(self._random.choices(_LETTERS, k=length))

    def key(self) -> str:
        """An API key, in the form of a UUID."""
        return str(UUID(int=self._random.getrandbits(128), version=4))
