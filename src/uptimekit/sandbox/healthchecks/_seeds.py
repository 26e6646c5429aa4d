"""Ids and keys, all from one random stream, so that a seed determines them."""

from __future__ import annotations

import random
import string
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from uptimekit.sandbox._spelling import named
from uptimekit.sandbox.healthchecks._model import Channel, Project

__all__ = ["DEFAULT_PROJECTS", "ChannelSeed", "IdStream", "ProjectSeed"]

_LETTERS = string.ascii_letters + string.digits
_PING_KEY_LETTERS = string.ascii_lowercase + string.digits


@named
@dataclass(frozen=True, slots=True)
class ChannelSeed:
    """A channel to start with; `kind` is the provider's word for the type of integration.

    An `id` of None is drawn from the sandbox's seed.
    """

    name: str
    kind: str = "email"
    id: UUID | None = None


@named
@dataclass(frozen=True, slots=True)
class ProjectSeed:
    """A project to start with. Keys that are None are drawn from the sandbox's seed."""

    name: str
    channels: Sequence[ChannelSeed] = ()
    api_key: str | None = field(default=None, repr=False)
    readonly_key: str | None = field(default=None, repr=False)
    ping_key: str | None = field(default=None, repr=False)
    badge_key: str | None = field(default=None, repr=False)


DEFAULT_PROJECTS = (
    ProjectSeed("main", (ChannelSeed("Ops mail", "email"), ChannelSeed("Hook", "webhook"))),
    ProjectSeed("other", (ChannelSeed("Other mail", "email"),)),
)


class IdStream:
    """Deterministic UUIDs, keys and signing secret."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self.secret = self._random.randbytes(32)

    def uuid(self) -> UUID:
        """The next UUID, of version 4 like the server's."""
        return UUID(bytes=self._random.randbytes(16), version=4)

    def project(self, seed: ProjectSeed) -> Project:
        """A project in the shape of `seed`, with keys in the shapes of today's server."""
        # Every key is drawn even if it is pinned, so that pinning one does not change the others.
        drawn = {
            "api_key": "hcw_" + self._text(28, _LETTERS),
            "readonly_key": "hcr_" + self._text(28, _LETTERS),
            "ping_key": self._text(22, _PING_KEY_LETTERS),
            "badge_key": self._text(22, _PING_KEY_LETTERS),
        }
        return Project(
            name=seed.name,
            api_key=seed.api_key or drawn["api_key"],
            readonly_key=seed.readonly_key or drawn["readonly_key"],
            ping_key=seed.ping_key or drawn["ping_key"],
            badge_key=seed.badge_key or drawn["badge_key"],
            channels=tuple(self._channel(item) for item in seed.channels),
        )

    def _channel(self, seed: ChannelSeed) -> Channel:
        drawn = self.uuid()
        return Channel(seed.id or drawn, seed.name, seed.kind)

    def _text(self, length: int, letters: str) -> str:
        return "".join(self._random.choices(letters, k=length))
