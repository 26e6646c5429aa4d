"""Incident templates."""

from __future__ import annotations

from typing import cast

from starlette.responses import Response

from uptimekit.sandbox.statuspage._call import Call
from uptimekit.sandbox.statuspage._components import check_components
from uptimekit.sandbox.statuspage._fields import choice, flags, ids, read, text
from uptimekit.sandbox.statuspage._http import json_reply
from uptimekit.sandbox.statuspage._incident_model import REALTIME, SCHEDULED, Template
from uptimekit.sandbox.statuspage._paging import page_by_per_page
from uptimekit.sandbox.statuspage._render import show_template
from uptimekit.sandbox.statuspage._routes import operation

__all__ = ["ROUTES"]

_FIELDS = (
    text("name", required=True),
    text("title", 255, required=True),
    text("body", 25_000, required=True),
    text("group_id", nullable=True),  # of a template group, which the API does not otherwise know
    choice("update_status", (*REALTIME, *SCHEDULED), nullable=True),
    *flags("should_tweet should_send_notifications"),
    ids("component_ids"),
)


def list_templates(call: Call) -> Response:
    """GET incident_templates."""
    page = page_by_per_page(call.query, list(call.site.templates.values()))
    return json_reply([show_template(call.site, template) for template in page])


def create_template(call: Call) -> Response:
    """POST incident_templates: 201."""
    site, now = call.site, call.now
    values = read(_FIELDS, call.envelope("template"))
    check_components(site, cast("list[str]", values.get("component_ids", [])))
    made = Template(id=call.backend.ids.next(), created_at=now, updated_at=now, name="", title="", body="")
    made.change(values, now)
    site.templates[made.id] = made
    return json_reply(show_template(site, made), 201)


ROUTES = (
    operation("GET pages/{}/incident_templates list_templates", list_templates, "map"),
    operation("POST pages/{}/incident_templates create_template", create_template, "map"),
)
