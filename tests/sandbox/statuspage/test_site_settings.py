"""Settings of a page that nobody has changed yet."""

from __future__ import annotations

from uptimekit.sandbox.statuspage import _site_settings as settings


def test_new_pages_are_open() -> None:
    """Everybody may see and subscribe to a new page."""
    made = settings.new_settings("Shop", "shop")
    closed = {name for name in settings.FLAGS.split() if not made[name]}
    assert closed == {"hidden_from_search", "viewers_must_be_team_members"}
    assert (made["name"], made["subdomain"], made["time_zone"]) == ("Shop", "shop", "UTC")


def test_pages_do_not_share_pictures() -> None:
    """Each picture is an object of its own."""
    made = settings.new_settings("Shop", "shop")
    assert made["favicon_logo"] is not made["twitter_logo"]
    assert made["hero_cover"] is not made["email_logo"]


def test_new_embeds() -> None:
    """An embed stands in a corner, and has no colours of its own."""
    made = settings.new_embed()
    assert sorted(made) == sorted(settings.EMBED.split())
    assert {name for name, value in made.items() if value is not None} == {"position"}
