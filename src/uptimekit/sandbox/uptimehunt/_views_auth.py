"""Sessions: logging in and out, registering, refreshing."""

from __future__ import annotations

from starlette.responses import Response

from uptimekit.sandbox.uptimehunt._call import Call
from uptimekit.sandbox.uptimehunt._fields import Field, Text, read
from uptimekit.sandbox.uptimehunt._http import RefusalError, data_reply, invalid, json_reply, nothing
from uptimekit.sandbox.uptimehunt._model import User
from uptimekit.sandbox.uptimehunt._render import show_user

__all__ = ["EMAIL", "NAME", "PASSWORD", "get_current_user", "login", "logout", "refresh", "register"]

EMAIL = Text(pattern=r"[^@\s]+@[^@\s]+", meaning="an e-mail address", required=True)
PASSWORD = Text(least=8, required=True)
NAME = Text(most=150)

_LOGIN: dict[str, Field] = {"email": Text(least=1, required=True), "password": Text(least=1, required=True)}
_REGISTRATION: dict[str, Field] = {
    "email": EMAIL,
    "password": PASSWORD,
    "first_name": NAME,
    "last_name": NAME,
}
_REFRESH: dict[str, Field] = {"refresh": Text(least=1, required=True)}
_LOGOUT: dict[str, Field] = {"refresh": Text(least=1)}


def login(call: Call) -> Response:
    """POST auth/login: a new session; 401 for an unknown address and for a wrong password alike."""
    sent = read(_LOGIN, call.json_object())
    user = call.store.user(str(sent["email"]))
    if user is None or user.password != sent["password"]:
        raise RefusalError(401, "E-mail address or password is wrong")
    access, refresh_token = call.store.tokens.open(user, call.now)
    if call.backend.settings.flat_tokens:
        return _flat(call, access, refresh_token, user)
    return data_reply({"access": access, "refresh": refresh_token, "user": show_user(user, joined=False)})


def register(call: Call) -> Response:
    """POST auth/register: a new user with a session, always without `data`, as documented."""
    sent = read(_REGISTRATION, call.json_object())
    email = str(sent["email"])
    if call.store.user(email) is not None:
        raise invalid({"email": ["Is the address of another user"]})
    first_name, last_name = (str(sent.get(name, "")) for name in ("first_name", "last_name"))
    user = call.store.add_user(email, str(sent["password"]), first_name, last_name, call.now)
    return _flat(call, *call.store.tokens.open(user, call.now), user, status=201)


def refresh(call: Call) -> Response:
    """POST auth/refresh: a new access token, and where they rotate a new refresh token; 401 for one that is no good."""
    sent = read(_REFRESH, call.json_object())
    renewed = call.store.tokens.renew(str(sent["refresh"]), call.now)
    if renewed is None:
        raise RefusalError(401, "The refresh token is wrong, over or used up")
    access, following = renewed
    if call.backend.settings.flat_tokens:
        return _flat(call, access, following)
    return data_reply({"access": access} if following is None else {"access": access, "refresh": following})


def logout(call: Call) -> Response:
    """POST auth/logout: ends the session, and that of the refresh token in the body if it is the user's; 204."""
    sent = read(_LOGOUT, call.json_object(optional=True))
    tokens = call.store.tokens
    named = tokens.session(str(sent.get("refresh", "")), "refresh", call.now)
    for session in (call.session, named):
        if session is not None and session.user is call.user:
            tokens.close(session)
    return nothing()


def get_current_user(call: Call) -> Response:
    """GET auth/me."""
    return data_reply(show_user(call.user))


def _flat(
    call: Call, access: str, refresh_token: str | None, user: User | None = None, status: int = 200
) -> Response:
    body: dict[str, object] = {"access_token": access, "token_type": "Bearer"}
    body["expires_in"] = int(call.backend.settings.access_lifetime.total_seconds())
    if refresh_token is not None:
        body["refresh_token"] = refresh_token
    if user is not None:
        body["user"] = show_user(user)
    return json_reply(body, status)
