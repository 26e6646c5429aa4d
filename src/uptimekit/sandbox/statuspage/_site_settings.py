"""The initial settings of a page and of its status embed."""

from __future__ import annotations

__all__ = ["COLORS", "EMBED", "FLAGS", "new_embed", "new_settings"]

COLORS = (
    "css_body_background_color css_font_color css_light_font_color css_greens css_yellows css_oranges css_reds "
    "css_blues css_border_color css_graph_color css_link_color css_no_data"
)

FLAGS = (
    "hidden_from_search viewers_must_be_team_members allow_page_subscribers allow_incident_subscribers "
    "allow_email_subscribers allow_sms_subscribers allow_rss_atom_feeds allow_webhook_subscribers"
)

EMBED = "position incident_background_color incident_text_color maintenance_background_color maintenance_text_color"

_UNSET = (
    "page_description headline domain url support_url notifications_from_email notifications_email_footer "
    "twitter_username ip_restrictions city state country"
)
_OFF = ("hidden_from_search", "viewers_must_be_team_members")
_SIZES = {"original_url": "", "normal_url": "", "retina_url": ""}


def new_settings(name: str, subdomain: str) -> dict[str, object]:
    """Of a page that nobody has changed yet."""
    picture: dict[str, object] = {"updated_at": None, "size": None}
    return {
        "name": name,
        "subdomain": subdomain,
        "time_zone": "UTC",
        "branding": "basic",
        "activity_score": 0,
        **dict.fromkeys(_UNSET.split()),
        **{flag: flag not in _OFF for flag in FLAGS.split()},
        **dict.fromkeys(COLORS.split(), "333333"),
        **{name: {**picture, "url": ""} for name in ("favicon_logo", "twitter_logo")},
        **{name: {**picture, **_SIZES} for name in ("transactional_logo", "hero_cover", "email_logo")},
    }


def new_embed() -> dict[str, object]:
    """Of an embed that nobody has changed yet."""
    return {**dict.fromkeys(EMBED.split()), "position": "bottom-left"}
