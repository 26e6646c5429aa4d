"""Status pages, their groups and their sections."""

from __future__ import annotations

from typing import cast

from uptimekit.sandbox.betterstack._behavior import PLAIN, Behavior, Draft
from uptimekit.sandbox.betterstack._call import Call
from uptimekit.sandbox.betterstack._fields import Mode, choice, flag, number, objects, text, texts
from uptimekit.sandbox.betterstack._health import page_state
from uptimekit.sandbox.betterstack._http import InvalidError
from uptimekit.sandbox.betterstack._model import Kind, Record

__all__ = ["STATUS_PAGE", "STATUS_PAGE_GROUP", "STATUS_PAGE_SECTION", "first_section"]


class _Pages(Behavior):
    def check(self, call: Call, draft: Draft) -> None:
        taken = (
            page.attributes["subdomain"]
            for page in call.backend.store.all(draft.kind.name)
            if page is not draft.record
        )
        if "subdomain" in draft.sent and draft.attributes["subdomain"] in taken:
            raise InvalidError({"subdomain": ["has already been taken"]})
        if draft.attributes["require_sso"] and draft.sent.get("password"):
            raise InvalidError({"password": ["cannot be used together with SSO"]})
        draft.attributes["custom_domain"] = draft.attributes["custom_domain"] or None

    def show(self, call: Call, record: Record, resource: dict[str, object]) -> None:
        attributes = cast("dict[str, object]", resource["attributes"])
        attributes["aggregate_state"] = page_state(call.backend, record, call.now)


class _Sections(Behavior):
    def check(self, call: Call, draft: Draft) -> None:
        if not draft.creating:
            return
        draft.attributes["status_page_id"] = draft.above.number
        if "position" not in draft.sent:
            draft.attributes["position"] = len(call.backend.store.children(draft.kind.name, draft.above))

    def removed(self, call: Call, record: Record) -> None:
        for resource in call.backend.store.children("status_page_resource", record.above):
            if resource.attributes["status_page_section_id"] is None:
                call.backend.store.remove(resource)


def first_section(call: Call, page: Record) -> Record:
    """The section for resources that name none: the first; a page without sections gets a nameless one."""
    sections = call.backend.store.children(STATUS_PAGE_SECTION.name, page)
    if sections:
        return min(sections, key=lambda section: int(str(section.attributes["position"])))
    attributes = {"status_page_id": page.number, "position": 0}
    return call.backend.store.add(STATUS_PAGE_SECTION, page.team, attributes, call.now, page)


STATUS_PAGE_GROUP = Kind(
    name="status_page_group",
    path="v2/status-page-groups",
    fields=(text("name", required=True), number("sort_index", nullable=True)),
    behavior=PLAIN,
    stamped=True,
    team_attribute=False,
    team_filter=False,
)

_FLAGS = (
    "subscribable",
    "hide_from_search_engines",
    "published",
    "whitelabeled",
    "automatic_reports",
    "announcement_embed_visible",
    "password_enabled",
    "require_sso",
)
_TEXTS = (
    "contact_url",
    "logo_url",
    "dark_logo_url",
    "logo_remote_url",
    "dark_logo_remote_url",
    "custom_domain",
    "custom_css",
    "custom_javascript",
    "google_analytics_id",
    "announcement",
    "announcement_embed_link",
    "announcement_embed_css",
)

STATUS_PAGE = Kind(
    name="status_page",
    path="v2/status-pages",
    fields=(
        text("company_name", required=True),
        text("company_url", required=True),
        text("subdomain", required=True),
        text("timezone", required=True),
        *(text(name, nullable=True) for name in _TEXTS),
        number("history", 7, 365, default=90),
        number("min_incident_length", 0, nullable=True),
        *(flag(name) for name in _FLAGS),
        flag("include_all_incidents_in_rss_feed", mode=Mode.READ),
        text("password", mode=Mode.WRITE, nullable=True),
        choice("design", ("v1", "v2"), default="v2"),
        choice("theme", ("light", "dark", "system"), default="light"),
        choice("layout", ("vertical", "horizontal"), default="vertical"),
        objects("navigation_links"),
        texts("ip_allowlist"),
        number("status_page_group_id", nullable=True, ref="status_page_group"),
        text("aggregate_state", mode=Mode.READ),
        number("organization_id", mode=Mode.READ, default=1),
    ),
    behavior=_Pages(),
    stamped=True,
    team_attribute=False,
    team_filter=False,
    team_body=False,
    cached=False,
)

STATUS_PAGE_SECTION = Kind(
    name="status_page_section",
    path="v2/status-pages/{}/sections",
    parent=STATUS_PAGE,
    fields=(
        text("name", nullable=True),
        number("position", 0),
        flag("fixed_position", mode=Mode.WRITE),
        number("status_page_id", mode=Mode.READ),
    ),
    behavior=_Sections(),
    team_attribute=False,
    team_filter=False,
)
