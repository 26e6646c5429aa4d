"""A made-up provider with every kind of credential, and secrets for it."""

from __future__ import annotations

import base64
from typing import Any

from uptimekit._runtime import Credential, ErrorShape, Operation, Provider, Server

from ._kit import URL, operation

FORMS = Provider(
    name="forms",
    servers={"base": Server(URL)},
    credentials={
        "api_key": Credential("X-Api-Key", env="FORMS_API_KEY"),
        "app_key": Credential("X-App-Key", env="FORMS_APP_KEY", read_only_status=403),
        "token": Credential(query="token"),
        "session": Credential(cookie="sid"),
        "login": Credential("Authorization", "Basic ", "FORMS_LOGIN", basic=True),
    },
    request_id_headers=("x-request-id",),
    error=ErrorShape(message=("/error",), details=("/errors",)),
)
USER, PASSWORD, TOKEN, SID = "jane.example", "pass:wörd ☃ word", "t/o+k&e=n-of-query", "sid-of-a-session"
LOGIN = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
NONE: dict[str, Any] = dict.fromkeys(FORMS.credentials)
BOTH = (("api_key", "app_key"),)


def op(*security: tuple[str, ...], **facts: Any) -> Operation:
    """Return an operation that needs one of these alternatives."""
    return operation(facts.pop("method", "GET"), security=security, anonymous=False, **facts)


SECRETS: dict[str, Any] = {"token": TOKEN, "session": SID, "login": (USER, PASSWORD)}
CANARIES = (TOKEN, "t%2Fo%2Bk%26e%3Dn-of-query", SID, USER, PASSWORD, LOGIN.removeprefix("Basic "))
EVERYTHING = op(("token", "session", "login"))
