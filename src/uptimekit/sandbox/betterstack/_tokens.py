"""Access of tokens: of a team, or of the whole organisation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from uptimekit.sandbox.betterstack._http import RefusalError, errors
from uptimekit.sandbox.betterstack._model import Team

__all__ = ["Access", "Tokens"]

_REFUSED = "Invalid API token. See https://betterstack.com/docs/uptime/api/getting-started-with-uptime-api/"


@dataclass(frozen=True, slots=True)
class Access:
    """What a token is good for: one team, or all of them where `team` is None."""

    team: Team | None
    readonly: bool

    def sees(self, team: Team) -> bool:
        """Whether it is good for this team."""
        return self.team is None or self.team is team


@dataclass(frozen=True, slots=True)
class Tokens:
    """The two tokens of the organisation."""

    everything: str = field(repr=False)
    readonly: str = field(repr=False)

    def authorize(self, teams: Iterable[Team], header: str | None) -> Access:
        """What the Authorization header gives; 401, with the same body, if it is missing or wrong."""
        scheme, _, token = (header or "").partition(" ")
        if scheme.lower() == "bearer" and token:
            known = {self.everything: Access(None, False), self.readonly: Access(None, True)}
            for team in teams:
                known[team.token] = Access(team, False)
                known[team.readonly_token] = Access(team, True)
            if token in known:
                return known[token]
        raise RefusalError(errors(401, _REFUSED))
