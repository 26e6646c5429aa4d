"""Records as the Manage API shows them."""

from __future__ import annotations

from ._calls import Caller

_PAGE = (
    "id created_at updated_at name page_description headline branding subdomain domain url support_url "
    "hidden_from_search allow_page_subscribers allow_incident_subscribers allow_email_subscribers "
    "allow_sms_subscribers allow_rss_atom_feeds allow_webhook_subscribers notifications_from_email "
    "notifications_email_footer activity_score twitter_username viewers_must_be_team_members ip_restrictions "
    "city state country time_zone css_body_background_color css_font_color css_light_font_color css_greens "
    "css_yellows css_oranges css_blues css_reds css_border_color css_graph_color css_link_color css_no_data "
    "favicon_logo transactional_logo hero_cover email_logo twitter_logo"
)
_COMPONENT = (
    "id page_id group_id created_at updated_at group name description position status showcase "
    "only_show_if_degraded automation_email start_date"
)
_INCIDENT = (
    "id components created_at impact impact_override incident_updates incident_impacts metadata monitoring_at "
    "name page_id postmortem_body postmortem_body_last_updated_at postmortem_ignored "
    "postmortem_notified_subscribers postmortem_notified_twitter postmortem_published_at resolved_at "
    "scheduled_auto_completed scheduled_auto_in_progress scheduled_for "
    "auto_transition_deliver_notifications_at_end auto_transition_deliver_notifications_at_start "
    "auto_transition_to_maintenance_state auto_transition_to_operational_state scheduled_remind_prior "
    "scheduled_reminded_at scheduled_until shortlink status updated_at reminder_intervals started_at backfilled"
)
_UPDATE = (
    "id incident_id affected_components body created_at custom_tweet deliver_notifications display_at status "
    "tweet_id twitter_updated_at updated_at wants_twitter_update"
)
_SUBSCRIBER = (
    "id mode email endpoint phone_number phone_country display_phone_number obfuscated_channel_name "
    "workspace_name page_access_user_id skip_confirmation_notification quarantined_at purge_at components "
    "created_at"
)
_METRIC = (
    "id metrics_provider_id metric_identifier name display tooltip_description backfilled y_axis_min "
    "y_axis_max y_axis_hidden suffix decimal_places most_recent_data_at created_at updated_at last_fetched_at "
    "backfill_percentage reference_name"
)


def test_every_documented_attribute_is_there(call: Caller) -> None:
    """Records have the attributes that the documentation names, and no others."""
    part = call.component()
    group = call.group(part)
    incident = call.incident()
    shown = {
        _PAGE: call.get("/v1/pages")[0],
        _COMPONENT: call.get(f"components/{part}"),
        "id page_id name description components position created_at updated_at": call.get(
            f"component-groups/{group}"
        ),
        _INCIDENT: incident,
        _UPDATE: incident["incident_updates"][0],
        _SUBSCRIBER: call.subscriber(),
        _METRIC: call.get(f"metrics/{call.metric()}"),
        "id type disabled metric_base_uri last_revalidated_at created_at updated_at page_id": call.get(
            "metrics_providers"
        )[0],
        "id page_id email external_login page_access_group_id page_access_group_ids created_at updated_at": call.get(
            f"page_access_users/{call.access_user()}"
        ),
        "id page_id name external_identifier page_access_user_ids metric_ids component_ids created_at "
        "updated_at": call.get(f"page_access_groups/{call.access_group()}"),
        "id organization_id email first_name last_name created_at updated_at": call.get(
            f"/v1/organizations/{call.sandbox.organization_id}/users"
        )[0],
    }
    for names, record in shown.items():
        assert sorted(record) == sorted(names.split())


def test_moments(call: Caller) -> None:
    """Updates have milliseconds, everything else has seconds."""
    incident = call.incident()
    assert incident["created_at"] == "2026-01-12T09:00:00Z"
    assert incident["incident_updates"][0]["display_at"] == "2026-01-12T09:00:00.000Z"


def test_pictures_are_objects(call: Caller) -> None:
    """A page's pictures are objects, empty ones at first."""
    page = call.get("/v1/pages")[0]
    assert page["favicon_logo"] == {"updated_at": None, "size": None, "url": ""}
    assert set(page["hero_cover"]) == {"updated_at", "original_url", "size", "normal_url", "retina_url"}


def test_a_published_postmortem_shows_in_the_incident(call: Caller) -> None:
    """Text and time of a postmortem appear in its incident once it is published."""
    incident = call.incident(status="resolved")
    path = f"incidents/{incident['id']}"
    call.ok("PUT", f"{path}/postmortem", {"postmortem": {"body_draft": "The disk was full."}})
    assert call.get(path)["postmortem_body"] is None
    call.ok("PUT", f"{path}/postmortem/publish", {"postmortem": {"notify_subscribers": True}})
    shown = call.get(path)
    assert shown["postmortem_body"] == "The disk was full."
    assert (
        shown["postmortem_published_at"] == shown["postmortem_body_last_updated_at"] == "2026-01-12T09:00:00Z"
    )
    assert (shown["postmortem_notified_subscribers"], shown["postmortem_notified_twitter"]) == (True, False)


def test_phone_numbers_for_people(call: Caller) -> None:
    """A phone number is shown as sent, and in a form to read."""
    body = {"subscriber": {"phone_country": "de", "phone_number": "4915550100"}}
    made = call.ok("POST", "subscribers", body)
    assert (made["phone_number"], made["display_phone_number"]) == ("4915550100", "+4915550100")
