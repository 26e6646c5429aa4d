"""The user's own profile and password."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import Response

from uptimekit.sandbox.uptimehunt._call import Call
from uptimekit.sandbox.uptimehunt._fields import Field, Text, read
from uptimekit.sandbox.uptimehunt._http import data_reply, invalid, nothing
from uptimekit.sandbox.uptimehunt._render import show_user
from uptimekit.sandbox.uptimehunt._views_auth import EMAIL, NAME, PASSWORD

__all__ = ["change_password", "get_profile", "update_profile"]

_PROFILE: Mapping[str, Field] = {
    "email": Text(pattern=EMAIL.pattern, meaning=EMAIL.meaning),
    "first_name": NAME,
    "last_name": NAME,
}
_PASSWORDS: Mapping[str, Field] = {"current_password": Text(required=True), "new_password": PASSWORD}


def get_profile(call: Call) -> Response:
    """GET users/profile."""
    return data_reply(show_user(call.user))


def update_profile(call: Call) -> Response:
    """PUT users/profile: what is not sent stays, since no field is known to be required."""
    sent = read(_PROFILE, call.json_object())
    other = call.store.user(str(sent.get("email", call.user.email)))
    if other not in (None, call.user):
        raise invalid({"email": ["Is the address of another user"]})
    for name, value in sent.items():
        setattr(call.user, name, value)
    return data_reply(show_user(call.user))


def change_password(call: Call) -> Response:
    """POST users/password: 204; sessions stay as they are. The new password has to be another one."""
    sent = read(_PASSWORDS, call.json_object())
    if sent["current_password"] != call.user.password:
        raise invalid({"current_password": ["Is wrong"]})
    if sent["new_password"] == call.user.password:
        raise invalid({"new_password": ["Must differ from the current one"]})
    call.user.password = call.store.secrets.note(str(sent["new_password"]))
    return nothing()
