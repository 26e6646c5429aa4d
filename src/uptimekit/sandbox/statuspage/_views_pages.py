"""Pages and their status embed."""

from __future__ import annotations

from starlette.responses import Response

from uptimekit.sandbox.statuspage._call import Call
from uptimekit.sandbox.statuspage._fields import choice, flags, read, text, texts
from uptimekit.sandbox.statuspage._http import json_reply
from uptimekit.sandbox.statuspage._render import show_site
from uptimekit.sandbox.statuspage._routes import operation, twins
from uptimekit.sandbox.statuspage._site_settings import COLORS, EMBED, FLAGS

__all__ = ["ROUTES"]

_PAGE = (
    text("name", required=True),
    text("subdomain", required=True),
    text("time_zone", required=True),
    choice("branding", ("basic", "premium")),
    *texts("domain url notifications_from_email notifications_email_footer", nullable=True),
    *texts(COLORS, nullable=True),
    *flags(FLAGS),
)
_EMBED = texts(EMBED, nullable=True)


def list_pages(call: Call) -> Response:
    """GET pages: those that the key reaches, all at once."""
    return json_reply([show_site(site) for site in call.backend.sites.values() if site.reachable])


def get_page(call: Call) -> Response:
    """GET pages/{}."""
    return json_reply(show_site(call.site))


def change_page(call: Call) -> Response:
    """PATCH or PUT pages/{}."""
    site = call.site
    site.settings |= read(_PAGE, call.envelope("page"), creating=False)
    site.updated_at = call.now
    return get_page(call)


def get_status_embed(call: Call) -> Response:
    """GET pages/{}/status_embed_config."""
    return json_reply({"page_id": call.site.id, **call.site.embed})


def change_status_embed(call: Call) -> Response:
    """PATCH or PUT pages/{}/status_embed_config."""
    call.site.embed |= read(_EMBED, call.envelope("status_embed_config"))
    return get_status_embed(call)


ROUTES = (
    operation("GET pages list_pages", list_pages),
    operation("GET pages/{} get_page", get_page),
    *twins("pages/{}", "page", change_page),
    operation("GET pages/{}/status_embed_config get_status_embed", get_status_embed),
    *twins("pages/{}/status_embed_config", "status_embed", change_status_embed),
)
