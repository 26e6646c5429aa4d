"""The documented names of the library that is replaced, typed from its documentation."""

from __future__ import annotations

from typing import Any, Final

REQUIRED: Final = object()
OPEN: Final = "**"  # open-ended keywords

OPTIONS: Final = ["api_key", "page_id", "organization_id", "base_url", "user_agent", "timeout", "verbose"]

CLIENT_SERVICES: Final = {
    "components": "ComponentsService",
    "incidents": "IncidentsService",
    "metrics": "MetricsService",
    "page": "PageService",
    "pages": "PageService",
    "subscribers": "SubscribersService",
    "users": "UsersService",
}

_COMMON_KEYS: Final = ["name", "description", "group_id", "status"]
OPTS_KEYS: Final = {
    "ComponentsService": _COMMON_KEYS,
    "IncidentsService": _COMMON_KEYS,
    "PageService": ["name", "url", "notifications_from_email"],
    "SubscribersService": _COMMON_KEYS,
}

ACTIONS: Final[dict[str, dict[str, dict[str, Any]]]] = {
    "ComponentsService": {
        "create": {"kwargs": OPEN},
        "delete": {"component_id": REQUIRED},
        "list": {},
        "update": {"component_id": REQUIRED, "kwargs": OPEN},
    },
    "IncidentsService": {
        "create": {"kwargs": OPEN},
        "create_scheduled": {"kwargs": OPEN},
        "delete": {"incident_id": REQUIRED},
        "list": {},
        "list_scheduled": {},
        "list_unresolved": {},
        "update": {"incident_id": REQUIRED, "kwargs": OPEN},
    },
    "MetricsService": {
        "create": {"provider_id": None, "kwargs": OPEN},
        "delete": {"metric_id": None},
        "delete_all_data": {"metric_id": None},
        "list_available": {},
        "list_linked": {},
        "list_metrics_for_provider": {"provider_id": None},
        "submit_data": {"metric_id": None, "kwargs": OPEN},
    },
    "PageService": {"get": {}, "update": {"kwargs": OPEN}},
    "SubscribersService": {"create": {"kwargs": OPEN}, "delete": {"subscriber_id": None}, "list": {}},
    "UsersService": {"create": {"kwargs": OPEN}, "delete": {"user_id": None}, "list": {}},
}

CONSTRUCTORS: Final = {
    "ComponentsService": ["http_client", "page_id"],
    "IncidentsService": ["http_client", "page_id"],
    "MetricsService": ["http_client", "page_id"],
    "PageService": ["http_client", "page_id"],
    "SubscribersService": ["http_client", "page_id"],
    "UsersService": ["http_client", "organization_id"],
}

VERBS: Final[dict[str, dict[str, Any]]] = {
    "get": {"url": REQUIRED, "params": None, "kwargs": OPEN},
    "post": {"url": REQUIRED, "body": None, "kwargs": OPEN},
    "put": {"url": REQUIRED, "body": None, "kwargs": OPEN},
    "patch": {"url": REQUIRED, "body": None, "kwargs": OPEN},
    "delete": {"url": REQUIRED, "params": None, "kwargs": OPEN},
    "request": {"method": REQUIRED, "url": REQUIRED, "params": None, "body": None, "kwargs": OPEN},
    "enable_logging": {},
    "handle_error_response": {"resp": REQUIRED},
}
STATIC: Final[dict[str, dict[str, Any]]] = {
    "wrap_envelope": {"container": REQUIRED, "body": REQUIRED},
    "unwrap_envelope": {"body": REQUIRED},
}

ERROR_BASES: Final = {
    "BaseError": "Exception",
    "ConfigurationError": "Exception",
    "RateLimitError": "Exception",
    "RequestError": "BaseError",
    "ResourceError": "BaseError",
    "ServerError": "BaseError",
}
ERROR_ATTRIBUTES: Final = ["http_status", "logref", "errors"]
DETAIL_ATTRIBUTES: Final = ["code", "message", "details", "resource", "field"]

MODULES: Final = {
    "client": ["Client"],
    "configuration": ["Configuration"],
    "errors": list(ERROR_BASES),
    "http_client": ["HttpClient"],
    "services": list(ACTIONS),
    "version": [],
}
