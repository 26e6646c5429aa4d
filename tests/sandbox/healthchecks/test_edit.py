"""Applying fields, matching upserts, resolving channels."""

from __future__ import annotations

import pytest

from uptimekit.sandbox.healthchecks._edit import slugify

from .._calls import Caller


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Made By V1", "made-by-v1"),
        ("  --Crème brûlée!--  ", "creme-brulee"),
        ("a_b  -  c", "a_b-c"),
        ("日本", ""),
        ("_x_", "x"),
    ],
)
def test_slugify(name: str, slug: str) -> None:
    """Slugs are lower-case ASCII with single hyphens, and may be empty."""
    assert slugify(name) == slug


@pytest.mark.parametrize(("version", "slug"), [(1, "new-name"), (2, "new-name"), (3, "old")])
def test_renaming_rewrites_the_slug_before_v3(call: Caller, version: int, slug: str) -> None:
    """Versions 1 and 2 recompute the slug from a name, version 3 leaves it alone."""
    job = call.create(name="x", slug="old")
    reply = call("POST", f"/api/v{version}/checks/{job}", {"name": "New name"})
    assert reply.json()["slug"] == slug


@pytest.mark.parametrize("version", [1, 2, 3])
def test_explicit_slug_wins(call: Caller, version: int) -> None:
    """A slug sent along is taken in every version."""
    assert call.get(call.create(version, name="A B", slug="mine"))["slug"] == "mine"


def test_kind_switching(call: Caller) -> None:
    """A schedule drops the timeout, a timeout alone drops the schedule, and the zone waits unseen."""
    job = call.create(timeout=120, tz="Europe/Riga")
    assert "tz" not in call.get(job)
    call("POST", f"checks/{job}", {"schedule": "0 3 * * *", "timeout": 999})
    shown = call.get(job)
    assert (shown["schedule"], shown["tz"], "timeout" in shown) == ("0 3 * * *", "Europe/Riga", False)
    call("POST", f"checks/{job}", {"timeout": 180})
    shown = call.get(job)
    assert (shown["timeout"], "schedule" in shown, "tz" in shown) == (180, False, False)
    call("POST", f"checks/{job}", {"schedule": "0 4 * * *"})
    assert call.get(job)["tz"] == "Europe/Riga"


def test_subject_aliases(call: Caller) -> None:
    """The old names fill the keyword fields and turn the subject filter on; an explicit filter wins."""
    job = call.create(subject="ok", subject_fail="bad")
    shown = call.get(job)
    assert (shown["success_kw"], shown["failure_kw"], shown["filter_subject"]) == ("ok", "bad", True)
    assert (shown["subject"], shown["subject_fail"]) == ("ok", "bad")
    call("POST", f"checks/{job}", {"subject": "fine", "filter_subject": False})
    shown = call.get(job)
    assert (shown["success_kw"], shown["filter_subject"], shown["subject"]) == ("fine", False, "")
    call("POST", f"checks/{job}", {"subject": "", "subject_fail": ""})
    assert call.get(job)["filter_subject"] is False


def test_upsert_needs_all_listed_fields_equal(call: Caller) -> None:
    """All listed fields must agree, exactly; the oldest of several matches is updated."""
    first = call.create(name="x", tags="a")
    call.create(name="x", tags="a")
    unique = ["name", "tags"]
    matched = call("POST", "checks/", {"name": "x", "tags": "a", "desc": "hit", "unique": unique})
    assert (matched.status_code, matched.json()["uuid"]) == (200, first)
    assert call("POST", "checks/", {"name": "X", "tags": "a", "unique": unique}).status_code == 201
    assert call("POST", "checks/", {"name": "x", "tags": "b", "unique": unique}).status_code == 201
    assert call("POST", "checks/", {"name": "x", "unique": []}).status_code == 201


def test_upsert_resets_nothing_that_was_not_sent(call: Caller) -> None:
    """Fields that an upsert leaves out stay as they were."""
    job = call.create(name="x", slug="x", grace=120, timeout=120, channels="*")
    call("POST", "checks/", {"slug": "x", "desc": "new", "unique": ["slug"]})
    shown = call.get(job)
    assert (shown["grace"], shown["timeout"], shown["desc"]) == (120, 120, "new")
    assert str(shown["channels"]).count(",") == 1


def test_upsert_stays_in_its_project(call: Caller) -> None:
    """A check of another project is no match."""
    call.create(name="x")
    other = call.sandbox.projects["other"].api_key
    assert call("POST", "checks/", {"name": "x", "unique": ["name"]}, key=other).status_code == 201


def test_channels_by_id_name_star_and_nothing(call: Caller) -> None:
    """Channels are named by UUID or by exact name, or all at once, and shown sorted."""
    mail, hook = (str(channel.id) for channel in call.project.channels)
    both = ",".join(sorted([mail, hook]))
    job = call.create(channels=f"{hook},Ops mail")
    assert call.get(job)["channels"] == both
    for sent, shown in (("Hook", hook), ("", ""), ("*", both)):
        call("POST", f"checks/{job}", {"channels": sent})
        assert call.get(job)["channels"] == shown
    assert call("POST", f"checks/{job}", {"channels": "Hook,*"}).status_code == 400
