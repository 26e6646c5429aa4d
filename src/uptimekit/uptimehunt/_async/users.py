"""The user's own profile and password, which the client's credentials follow."""

from __future__ import annotations

from uptimekit._runtime import UNSET, AsyncBaseClient, Unset
from uptimekit.uptimehunt._session import Session
from uptimekit.uptimehunt._validation import check_password
from uptimekit.uptimehunt.errors import facade_errors
from uptimekit_clients.uptimehunt import requests
from uptimekit_clients.uptimehunt.models import User
from uptimekit_clients.uptimehunt.resources import users as generated

__all__ = ["AsyncUsers"]


@facade_errors
class AsyncUsers(generated.AsyncUsers):
    """The user's own profile and password.  After a change of either, the next login takes the new one."""

    __slots__ = ("_session",)

    def __init__(self, client: AsyncBaseClient, session: Session | None) -> None:
        super().__init__(client)
        self._session = session

    async def update_profile(
        self, *, email: str | Unset = UNSET, first_name: str | Unset = UNSET, last_name: str | Unset = UNSET
    ) -> User:
        user = await self._client.call(
            requests.users.update_profile(email=email, first_name=first_name, last_name=last_name)
        )
        if self._session and email:
            self._session.change_credentials(email=email)
        return user

    async def change_password(self, *, current_password: str, new_password: str) -> None:
        check_password(current_password, new_password)
        await self._client.call(
            requests.users.change_password(current_password=current_password, new_password=new_password)
        )
        if self._session:
            self._session.change_credentials(password=new_password)
