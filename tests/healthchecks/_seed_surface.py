"""What the documentation of the replaced library names, typed by hand from it.

Only two things differ on purpose: ``api_version`` is 3 by default, and the package's name.
"""

from __future__ import annotations

from typing import Any, Final

REQUIRED: Final = object()

Parameters = dict[str, Any]
"""Parameter name -> default, in the documented order."""

_CLIENT: Final[Parameters] = {
    "api_key": "",
    "ping_key": "",
    "api_url": "https://healthchecks.io/api/",
    "ping_url": "https://hc-ping.com/",
    "api_version": 3,
    "client": None,
}

POSITIONAL_CONSTRUCTORS: Final[dict[str, Parameters]] = {
    "Client": _CLIENT,
    "AsyncClient": _CLIENT,
    "CheckTrap": {"client": REQUIRED, "uuid": "", "slug": "", "suppress_exceptions": False},
}

KEYWORD_CONSTRUCTORS: Final[dict[str, Parameters]] = {
    "Badges": {
        "svg": REQUIRED,
        "svg3": REQUIRED,
        "json_url": REQUIRED,
        "json3_url": REQUIRED,
        "shields": REQUIRED,
        "shields3": REQUIRED,
    },
    "Check": {
        "unique_key": None,
        "name": REQUIRED,
        "slug": REQUIRED,
        "tags": None,
        "desc": None,
        "grace": REQUIRED,
        "n_pings": REQUIRED,
        "status": REQUIRED,
        "last_ping": None,
        "next_ping": None,
        "manual_resume": REQUIRED,
        "methods": None,
        "ping_url": None,
        "update_url": None,
        "pause_url": None,
        "channels": None,
        "timeout": None,
        "uuid": None,
    },
    "CheckCreate": {
        "name": "",
        "tags": "",
        "desc": "",
        "timeout": 86400,
        "grace": 3600,
        "schedule": None,
        "tz": "UTC",
        "manual_resume": False,
        "methods": "",
        "channels": None,
        "unique": [],
    },
    "CheckUpdate": {
        "name": None,
        "tags": None,
        "desc": "",
        "timeout": None,
        "grace": None,
        "schedule": None,
        "tz": None,
        "manual_resume": None,
        "methods": None,
        "channels": None,
        "unique": None,
    },
    "CheckPings": {
        "type": REQUIRED,
        "date": REQUIRED,
        "number_of_pings": REQUIRED,
        "scheme": REQUIRED,
        "remote_addr": REQUIRED,
        "method": REQUIRED,
        "user_agent": REQUIRED,
        "duration": None,
    },
    "CheckStatuses": {"timestamp": REQUIRED, "up": REQUIRED},
    "Integration": {"id": REQUIRED, "name": REQUIRED, "kind": REQUIRED},
}

EXCEPTIONS: Final = (
    "BadAPIRequestError",
    "CheckNotFoundError",
    "HCAPIAuthError",
    "HCAPIError",
    "HCAPIRateLimitError",
    "NonUniqueSlugError",
    "PingFailedError",
    "WrongClientError",
)

CLASS_METHODS: Final[dict[str, dict[str, list[str]]]] = {
    "Check": {"from_api_result": ["check_dict"], "validate_uuid": ["value", "values"]},
    "CheckCreate": {
        "validate_methods": ["value"],
        "validate_schedule": ["value"],
        "validate_tz": ["value"],
        "validate_unique": ["value"],
    },
    "CheckPings": {"from_api_result": ["ping_dict"]},
    "Integration": {"from_api_result": ["integration_dict"]},
}

PING: Final[Parameters] = {"uuid": "", "slug": "", "data": ""}

CLIENT_METHODS: Final[dict[str, Parameters]] = {
    "create_check": {"new_check": REQUIRED},
    "delete_check": {"check_id": REQUIRED},
    "exit_code_ping": {"exit_code": REQUIRED, **PING},
    "fail_ping": PING,
    "get_badges": {},
    "get_check": {"check_id": REQUIRED},
    "get_check_flips": {"check_id": REQUIRED, "seconds": None, "start": None, "end": None},
    "get_check_pings": {"check_id": REQUIRED},
    "get_checks": {"tags": None},
    "get_integrations": {},
    "pause_check": {"check_id": REQUIRED},
    "start_ping": PING,
    "success_ping": PING,
    "update_check": {"uuid": REQUIRED, "update_check": REQUIRED},
}

_AUTH: Final = {401: "HCAPIAuthError", 403: "HCAPIAuthError"}
_SERVER: Final = {500: "HCAPIError", 502: "HCAPIError", 503: "HCAPIError", 504: "HCAPIError"}
_ONE_CHECK: Final = {**_AUTH, **_SERVER, 404: "CheckNotFoundError", 429: "HCAPIRateLimitError"}
_PINGS: Final = {**_ONE_CHECK, 400: "BadAPIRequestError", 409: "NonUniqueSlugError"}
_PROJECT: Final = {**_AUTH, **_SERVER, 429: "HCAPIRateLimitError"}

RAISES: Final[dict[str, dict[int, str]]] = {
    "delete_check": _ONE_CHECK,
    "exit_code_ping": _PINGS,
    "fail_ping": _PINGS,
    "get_badges": _PROJECT,
    "get_check": _ONE_CHECK,
    "get_check_flips": {**_ONE_CHECK, 400: "BadAPIRequestError"},
    "get_check_pings": _ONE_CHECK,
    # "when the API returns anything other than a 200 or 401":
    "get_checks": {**_PROJECT, **dict.fromkeys((302, 400, 403, 404, 409, 418), "HCAPIError")},
    "get_integrations": _PROJECT,
    "pause_check": _ONE_CHECK,
    "start_ping": _PINGS,
    "success_ping": _PINGS,
}
"""Method -> status -> documented exception.  Only the asynchronous half names 429; it holds for both here."""

ARGUMENTS: Final[dict[str, tuple[Any, ...]]] = {
    "exit_code_ping": (3, "", "job"),
    "fail_ping": ("", "job"),
    "start_ping": ("", "job"),
    "success_ping": ("", "job"),
    "get_badges": (),
    "get_checks": (),
    "get_integrations": (),
}
"""Arguments for the calls of the table above; the others take a check's id."""
