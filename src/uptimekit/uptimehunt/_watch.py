"""What happens before and after each call: arguments are checked, and the session learns from the answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from uptimekit._runtime import RawResponse, Request
from uptimekit._runtime.json_types import is_object

from . import _validation as validation
from ._session import Credentials, Session
from .errors import ConfigurationError

__all__ = ["CACHED", "CONFIGURED", "Watch", "cache_name"]

CACHED: Final = frozenset({"listServiceTypes", "getServiceType", "getServiceTypeSchema"})
"""Operations whose answers are cached: what they return rarely changes."""
CONFIGURED: Final = frozenset({"createService", "updateService"})
"""Operations whose body has a service's configuration."""

_Body = Mapping[str, Any]
_CHECKS: Final[Mapping[str, Callable[[_Body], None]]] = {
    "login": lambda body: validation.check_login(body.get("email"), body.get("password")),
    "register": lambda body: validation.check_registration(body.get("email"), body.get("password")),
    "changePassword": lambda body: validation.check_password(
        body.get("current_password"), body.get("new_password")
    ),
    "createProject": validation.check_project,
    "updateProject": validation.check_project,
    "createService": validation.check_service,
    "updateService": validation.check_service,
}
_SESSION_BEGINS: Final = frozenset({"login", "register"})
_SESSION_GOES_ON: Final = frozenset({"refresh"})
_NEEDS_SESSION: Final = _SESSION_BEGINS | _SESSION_GOES_ON | {"logout"}


class Watch:
    """Looks at the calls of one client.  A prober's client has no *session*."""

    def __init__(self, session: Session | None) -> None:
        self._session = session

    def before(self, request: Request[Any]) -> None:
        """Check what is about to be sent.

        Raises InvalidInputError for fields that the server would refuse, and ConfigurationError for a login of
        a prober's client.
        """
        name, query = request.operation.id, request.query
        if self._session is None and name in _NEEDS_SESSION:
            raise ConfigurationError("this client is a prober's; build another one for a user")
        if request.operation.pagination is not None:
            validation.check_page(page=_number(query.get("page")), limit=_number(query.get("limit")))
        if (check := _CHECKS.get(name)) is not None:
            check(_body(request))
        if name == "logout" and self._session is not None and not _body(request).get("refresh"):
            refresh = self._session.refresh_token
            request.json = {"refresh": refresh} if refresh else {}

    def after(self, request: Request[Any], response: RawResponse) -> None:
        """Take note of what a successful answer means for the session."""
        session, name, body = self._session, request.operation.id, _body(request)
        if session is None:
            return
        if name in _SESSION_BEGINS:
            session.accept(response.json(), credentials=Credentials(body["email"], body["password"]))
        elif name in _SESSION_GOES_ON:
            session.accept(response.json(), session.tokens_with(body["refresh"]))
        elif name == "logout":
            session.end()
        elif name == "changePassword" and session.credentials is not None:
            session.credentials = Credentials(session.credentials.email, body["new_password"])
        elif name == "updateProfile" and session.credentials is not None and body.get("email"):
            session.credentials = Credentials(body["email"], session.credentials.password)


def cache_name(request: Request[Any]) -> str | None:
    """Return the name under which the answer may be cached, None if it may not."""
    return request.path if request.operation.id in CACHED else None


def _body(request: Request[Any]) -> Mapping[str, Any]:
    return request.json if is_object(request.json) else {}


def _number(text: Any) -> Any:
    return int(text) if isinstance(text, str) and re.fullmatch(r"-?[0-9]+", text) else text
