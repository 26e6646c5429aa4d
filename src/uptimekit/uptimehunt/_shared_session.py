"""A session that is shared with other hosts: what this process holds of it, and what it takes over; no I/O."""

from __future__ import annotations

import math
from typing import Final

from uptimekit._runtime.clock import Clock

from ._session import Credentials, Session, warn_of
from ._session_record import Command, Owner, Record, Turn, save
from ._tokens import Tokens
from .errors import ConfigurationError, SessionEndedError
from .shared_tokens import SharedTokenStore, records_of
from .stores import MemoryTokenStore

__all__ = ["SharedSession"]

_SAVE_AGAIN: Final = 10.0
"""Seconds between two attempts to save tokens that the store does not have: each may make a call wait for a time-out."""
_WARN_AGAIN: Final = 60.0  # seconds between two warnings


class SharedSession(Session):
    """The tokens of one account as this process knows them; see :class:`Session`.

    Attributes:
        records: where all hosts have them.
        strict: whether they are renewed only where the store can be asked.
        version: version of the newest record that this process has seen; 0 before the first.
    """

    def __init__(
        self,
        credentials: Credentials | None,
        tokens: Tokens | None,
        store: SharedTokenStore,
        server: str,
        clock: Clock,
    ) -> None:
        super().__init__(credentials, tokens, MemoryTokenStore(), clock, account=store.account)
        self.records = records_of(store)
        self.strict = store.strict
        self.version = 0
        self._given = tokens  # tried when the server refuses the shared ones
        self._server = server
        self._owner = Owner.of(server, "")
        self._users = set[str]()
        self._know_user()
        self._unsaved = False
        self._save_from = self._warn_from = -math.inf

    # ---------------------------------------------------------------- changes by this process

    @property
    def shared(self) -> SharedSession:
        """This session."""
        return self

    @property
    def must_save(self) -> bool:
        """Whether the store does not have the present tokens, and the last attempt to save them was long enough ago."""
        return self._unsaved and self.clock.monotonic() >= self._save_from

    def _keep(self, tokens: Tokens | None) -> None:
        self.tokens, self._unsaved, self._save_from = tokens, True, -math.inf

    def accept(
        self, answer: object, before: Tokens | None = None, *, credentials: Credentials | None = None
    ) -> str:
        """See :meth:`Session.accept`."""
        token = super().accept(answer, before, credentials=credentials)
        if before is None:
            self._owner = self._know_user()
        return token

    def change_credentials(self, **changed: str) -> None:
        """See :meth:`Session.change_credentials`."""
        super().change_credentials(**changed)
        self._know_user()

    def _know_user(self) -> Owner:
        owner = Owner.of(self._server, self.credentials.email if self.credentials else "")
        self._users.add(owner.user)
        return owner

    def drop_tokens(self) -> None:
        """Forget tokens that the server no longer accepts; those that the caller gave are next, if there are any."""
        super().drop_tokens()
        self._fall_back()

    def end(self) -> None:
        """See :meth:`Session.end`."""
        self._given = None
        super().end()

    def _fall_back(self) -> None:
        given, self._given = self._given, None
        self.tokens = None if given is self.tokens else given

    # ---------------------------------------------------------------- what the store is told, and knows

    def saving(self, holder: str = "", fence: int | None = None, *, anew: bool = False) -> Command[Turn]:
        """Return the command that saves the present tokens, unless the store has newer ones.

        Args:
            holder: who gives its lock back with this.
            fence: that of the lock.
            anew: whether another session has begun, or none: then the store's are older, whatever they are.
        """
        self._save_from = self.clock.monotonic() + _SAVE_AGAIN
        newest = None if anew else fence or self.version
        return save(self.tokens, self.clock.time(), self._owner, holder=holder, fence=fence, newest=newest)

    def saved(self, tokens: Tokens | None, turn: Turn) -> None:
        """Remember that the store has *tokens* now, or something newer."""
        if turn.record is not None:
            self.take_over(turn.record)
        elif turn.fence is not None:
            self.version = max(self.version, turn.fence)
        else:
            return  # a lock was released
        self._unsaved = self._unsaved and self.tokens is not tokens

    def take_over(self, record: Record) -> None:
        """Take over what the store knows, if it is newer.

        Raises ConfigurationError if the tokens are of another server or another user.
        """
        if self.logged_out or record.version <= self.version:
            return
        self._check(record.owner)
        self.version = record.version
        if record.tokens is not None:
            self.tokens, self._owner, self._unsaved = record.tokens, record.owner, False
        elif not self._unsaved and self.tokens is not self._given:
            self._fall_back()  # the session that our tokens belong to has ended

    def _check(self, owner: Owner) -> None:
        what = ""
        if owner.server not in ("", Owner.of(self._server, "").server):
            what = "server"
        elif owner.user and self._users != {""} and owner.user not in self._users:
            what = "e-mail address"
        if what:
            raise ConfigurationError(
                f"{self.records.name} has tokens of another {what} under this account; name another account"
            )

    def ended(self) -> SessionEndedError:
        """See :meth:`Session.ended`."""
        self._begun = self._begun or self.version > 0
        return super().ended()

    def warn(self, reason: Exception) -> None:
        """Log a failure of the store, if the last warning is long enough ago."""
        now = self.clock.monotonic()
        if now >= self._warn_from:
            self._warn_from = now + _WARN_AGAIN
            warn_of(str(reason))

    def __repr__(self) -> str:
        return f"<SharedSession tokens={self.tokens!r} store={self.records.name!r}>"
