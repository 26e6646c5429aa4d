"""Sessions of a user, which the client goes on with."""

from __future__ import annotations

from uptimekit._runtime import UNSET, AsyncBaseClient, Unset
from uptimekit.uptimehunt import _validation as validation
from uptimekit.uptimehunt._session import Credentials, Session, of_a_user
from uptimekit.uptimehunt.errors import facade_errors
from uptimekit_clients.uptimehunt import requests
from uptimekit_clients.uptimehunt.models import TokenResult
from uptimekit_clients.uptimehunt.resources import auth as generated

__all__ = ["AsyncAuth"]


@facade_errors
class AsyncAuth(generated.AsyncAuth):
    """Sessions of a user.  The client continues the session that a method here begins, and forgets one that it ends.

    The methods raise InvalidInputError for arguments that the server would refuse, and ConfigurationError if the
    client is a prober's.
    """

    __slots__ = ("_session",)

    def __init__(self, client: AsyncBaseClient, session: Session | None) -> None:
        super().__init__(client)
        self._session = session

    async def login(self, *, email: str, password: str) -> TokenResult:
        session = of_a_user(self._session)
        validation.check_login(email, password)
        result = await self._client.call(requests.auth.login(email=email, password=password))
        session.accept(result.to_dict(), credentials=Credentials(email, password))
        await _tell_others(session)
        return result

    async def register(
        self, *, email: str, password: str, first_name: str | Unset = UNSET, last_name: str | Unset = UNSET
    ) -> TokenResult:
        session = of_a_user(self._session)
        validation.check_registration(email, password)
        result = await self._client.call(
            requests.auth.register(email=email, password=password, first_name=first_name, last_name=last_name)
        )
        session.accept(result.to_dict(), credentials=Credentials(email, password))
        await _tell_others(session)
        return result

    async def logout(self, *, refresh: str | Unset = UNSET) -> None:
        """End the session.

        Args:
            refresh: refresh token of the session.  Default: the client's own.
        """
        session = of_a_user(self._session)
        await self._client.call(requests.auth.logout(refresh=refresh or session.refresh_token or UNSET))
        session.end()
        await _tell_others(session)

    async def refresh(self, *, refresh: str) -> TokenResult:
        session = of_a_user(self._session)
        result = await self._client.call(requests.auth.refresh(refresh=refresh))
        session.accept(result.to_dict(), session.tokens_with(refresh))
        await _tell_others(session)
        return result


async def _tell_others(session: Session) -> None:
    """Tell the hosts that share the session that another one has begun, or none."""
    if session.shared is not None:
        from .shared_renewal import publish  # few share one

        await publish(session.shared)
