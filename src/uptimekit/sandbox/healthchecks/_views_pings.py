"""Pings, by UUID and by ping key and slug."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, ip_address
from uuid import UUID

from starlette.responses import Response

from uptimekit.sandbox.healthchecks._backend import Backend
from uptimekit.sandbox.healthchecks._http import Call, RefusalError, html_page, text_reply
from uptimekit.sandbox.healthchecks._model import Check, Ping, PingType, Project, State
from uptimekit.sandbox.healthchecks._pinging import classify, record

__all__ = ["ping_by_slug", "ping_by_uuid"]

_RID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_HIGHEST_EXIT_STATUS = 255
_LONGEST_USER_AGENT = 200
# A whole account may have twice as many checks as its limit if pings create them.
_AUTO_PROVISION_FACTOR = 2


def ping_by_uuid(backend: Backend, call: Call) -> Response:
    """Any verb on ping/{uuid}: the UUID is the secret, `create` means nothing here."""
    check = backend.store.get(UUID(call.params["uuid"]))
    if check is None:
        raise RefusalError(text_reply("not found", 404))
    _receive(backend, call, check)
    return _accepted(backend, "OK", 200)


def ping_by_slug(backend: Backend, call: Call) -> Response:
    """Any verb on ping/{ping_key}/{slug}; `create=1` makes the check if there is none.

    The check is made before the rest of the request is looked at, so it stays even if that is then refused.
    """
    slug = call.params["slug"]
    if slug != slug.lower():
        raise RefusalError(text_reply("invalid url format", 400), bare=True)
    project = _project(backend, call.params["ping_key"])
    checks = [check for check in backend.store.checks(project) if check.slug == slug]
    if len(checks) > 1:
        raise RefusalError(text_reply("ambiguous slug", 409), bare=True)
    check = checks[0] if checks else _provision(backend, call, project, slug)
    _receive(backend, call, check)
    return _accepted(backend, "OK", 200) if checks else _accepted(backend, "Created", 201)


def _project(backend: Backend, ping_key: str) -> Project:
    for project in backend.store.projects.values():
        if project.ping_key == ping_key:
            return project
    raise RefusalError(text_reply("not found", 404), bare=True)


def _provision(backend: Backend, call: Call, project: Project, slug: str) -> Check:
    cap = _AUTO_PROVISION_FACTOR * backend.settings.check_limit
    if call.query.get("create") != "1" or backend.store.count >= cap:
        raise RefusalError(text_reply("not found", 404), bare=True)
    check = backend.store.draft(project)
    check.name = check.slug = slug
    check.channels = frozenset(channel.id for channel in project.channels)
    backend.store.add(check)
    return check


def _receive(backend: Backend, call: Call, check: Check) -> None:
    action = _action(call)
    rid = _rid(call)
    body = call.body[: backend.settings.ping_body_limit]
    try:
        kind = classify(check, call.method, body, action)
    except UnicodeDecodeError as exc:
        # Keyword filters read the body as UTF-8, and the server has no answer for one that is not.
        raise RefusalError(html_page(500), bare=True) from exc
    backend.store.last_ping_id += 1
    ping = Ping(
        type=PingType.IGNORED if check.stored is State.PAUSED and check.manual_resume else kind,
        date=call.now,
        n=check.n_pings + 1,
        scheme=call.headers.get("x-forwarded-proto", "http"),
        remote_addr=_sender(call),
        method=call.method,
        ua=call.headers.get("user-agent", "")[:_LONGEST_USER_AGENT],
        rid=rid,
        body=body,
    )
    record(check, ping, keep=backend.settings.ping_log_limit)


def _sender(call: Call) -> str | None:
    """The first address of X-Forwarded-For without its port (IPv4 only), else that of the connection."""
    address = call.headers.get("x-forwarded-for", call.client or "").partition(",")[0]
    try:
        known = ip_address(address)
    except ValueError:
        parts = address.split(".")
        return (address.partition(":")[0] if len(parts) == 4 and ":" in parts[-1] else address) or None
    if isinstance(known, IPv4Address):
        return address
    return f"::ffff:{known.ipv4_mapped}" if known.ipv4_mapped else str(IPv6Address(int(known)))


def _action(call: Call) -> PingType:
    action = call.params.get("action", "")
    if not action:
        return PingType.SUCCESS
    if not action.isdigit():
        return PingType(action)
    digits = action.lstrip("0")
    if len(digits) > 3 or int(digits or "0") > _HIGHEST_EXIT_STATUS:
        raise RefusalError(text_reply("invalid url format", 400))
    return PingType.FAIL if digits else PingType.SUCCESS


def _rid(call: Call) -> UUID | None:
    text = call.query.get("rid")
    if text is None:
        return None
    if _RID.fullmatch(text):
        return UUID(text)
    # The server's pattern lets one final line feed pass and the conversion behind it then fails.
    if text.endswith("\n") and _RID.fullmatch(text[:-1]):
        raise RefusalError(html_page(500), bare=True)
    raise RefusalError(text_reply("invalid uuid format", 400))


def _accepted(backend: Backend, word: str, status: int) -> Response:
    response = text_reply(word, status)
    if backend.settings.ping_body_limit is not None:
        response.headers["ping-body-limit"] = str(backend.settings.ping_body_limit)
    response.headers["access-control-allow-origin"] = "*"
    return response
