"""The URL table: the operation of each path and method."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from starlette.responses import Response

from uptimekit.sandbox.healthchecks import (
    _views_badges,
    _views_checks,
    _views_history,
    _views_pings,
    _views_service,
)
from uptimekit.sandbox.healthchecks._backend import Backend
from uptimekit.sandbox.healthchecks._http import Call

__all__ = ["ANY_METHOD", "OPERATIONS", "Handler", "Route", "SharedState", "find_route"]

Handler = Callable[[Backend, Call], Response]

ANY_METHOD = "*"


class SharedState(Enum):
    """How a route treats verbs it does not have, CORS and caches."""

    MANAGEMENT = auto()
    BADGE = auto()
    PAGE = auto()
    CALLBACK = auto()
    PING = auto()


@dataclass(frozen=True, slots=True)
class Route:
    """A path pattern, and its handlers by verb; the handler's name is the operation's name."""

    pattern: re.Pattern[str]
    family: SharedState
    handlers: Mapping[str, Handler]

    def handler(self, method: str) -> Handler | None:
        """The handler for this verb, if there is one."""
        return self.handlers.get(method) or self.handlers.get(ANY_METHOD)


_UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_API = r"/api/v(?P<version>[123])/"
_CHECK = rf"{_API}checks/(?P<uuid>{_UUID})"
_KEYED = rf"{_API}checks/(?P<unique_key>[A-z0-9]{{40}})"
_WORD = "[-a-zA-Z0-9_]+"
_BADGE = rf"/badge/(?P<badge_key>{_WORD})/(?P<signature>{_WORD})"
_ACTION = "(?:/(?P<action>start|fail|log|[0-9]+))?"


def _route(pattern: str, family: SharedState, **handlers: Handler) -> Route:
    return Route(re.compile(pattern), family, handlers)


def _any(pattern: str, handler: Handler, family: SharedState = SharedState.PING) -> Route:
    return Route(re.compile(pattern), family, {ANY_METHOD: handler})


_M, _B, _P, _C = SharedState.MANAGEMENT, SharedState.BADGE, SharedState.PAGE, SharedState.CALLBACK
_c, _h, _s, _b = _views_checks, _views_history, _views_service, _views_badges

# In the order in which they are tried: a UUID ping must not be read as a ping key with a slug.
_ROUTES = (
    _any(rf"/ping/(?P<uuid>{_UUID})(?:/|{_ACTION})", _views_pings.ping_by_uuid),
    _any(rf"/ping/(?P<ping_key>{_WORD})/(?P<slug>{_WORD}){_ACTION}", _views_pings.ping_by_slug),
    _route(rf"{_API}checks/", _M, GET=_c.list_checks, POST=_c.create_check),
    _route(_CHECK, _M, GET=_c.get_check, POST=_c.update_check, DELETE=_c.delete_check),
    _route(_KEYED, _M, GET=_c.get_check_by_unique_key),
    _route(rf"{_CHECK}/pause", _M, POST=_c.pause_check),
    _route(rf"{_CHECK}/resume", _M, POST=_c.resume_check),
    _route(rf"{_CHECK}/pings/", _M, GET=_h.list_pings),
    _route(rf"{_CHECK}/pings/(?P<n>[0-9]+)/body", _M, GET=_h.get_ping_body),
    _route(rf"{_CHECK}/flips/", _M, GET=_h.list_flips),
    _route(rf"{_KEYED}/flips/", _M, GET=_h.list_flips_by_unique_key),
    _route(rf"{_API}channels/", _M, GET=_c.list_channels),
    _route(rf"{_API}badges/", _M, GET=_b.list_badges),
    _any(rf"{_API}status/", _s.status, _P),
    _any(rf"{_API}metrics/", _s.metrics, _P),
    _route(rf"{_API}notifications/(?P<uuid>{_UUID})/status", _C, POST=_s.notification_status),
    _any(rf"{_API}bounces/", _s.receive_bounce, _C),
    _route(rf"{_BADGE}/(?P<tag>[\w%~.-]+)\.(?P<format>{_WORD})", _B, GET=_b.tag_badge),
    _route(rf"{_BADGE}\.(?P<format>{_WORD})", _B, GET=_b.project_badge),
    _route(rf"/b/(?P<states>[0-9]+)/(?P<badge_uuid>{_UUID})\.(?P<format>{_WORD})", _B, GET=_b.check_badge),
)

OPERATIONS = frozenset(handler.__name__ for route in _ROUTES for handler in route.handlers.values())


def find_route(path: str) -> tuple[Route, dict[str, str]] | None:
    """The route of a path, with what its pattern captured."""
    for route in _ROUTES:
        matched = route.pattern.fullmatch(path)
        if matched is not None:
            return route, {k: v for k, v in matched.groupdict().items() if v is not None}
    return None
