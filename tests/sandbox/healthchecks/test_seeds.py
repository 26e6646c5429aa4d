"""Ids and keys."""

from __future__ import annotations

import re
from uuid import UUID

from uptimekit.sandbox import ChannelSeed, HealthchecksSandbox, ManualClock, ProjectSeed

from .._calls import Caller


def test_keys_have_the_servers_shapes(sandbox: HealthchecksSandbox) -> None:
    """Read-write, read-only and ping keys look like new ones of the real server."""
    assert set(sandbox.projects) == {"main", "other"}
    for project in sandbox.projects.values():
        assert re.fullmatch(r"hcw_[A-Za-z0-9]{28}", project.api_key)
        assert re.fullmatch(r"hcr_[A-Za-z0-9]{28}", project.readonly_key)
        assert re.fullmatch(r"[a-z0-9]{22}", project.ping_key)


def test_keys_do_not_show(sandbox: HealthchecksSandbox) -> None:
    """A printed project shows none of its keys."""
    project = sandbox.projects["main"]
    for key in (project.api_key, project.readonly_key, project.ping_key, project.badge_key):
        assert key not in repr(project)


def test_seed_fixes_everything(clock: ManualClock) -> None:
    """The same seed gives the same keys, ids and badges, another seed others."""

    def shape(seed: int) -> tuple[str, dict[str, object], str]:
        call = Caller(HealthchecksSandbox(clock=clock, seed=seed))
        return call.project.api_key, call.get(call.create(tags="a")), call("GET", "badges/").text

    first, again, other = shape(1), shape(1), shape(2)
    assert first == again
    assert all(one != two for one, two in zip(first, other, strict=True))


def test_pinned_keys_do_not_shift_the_rest(clock: ManualClock) -> None:
    """What is pinned is used, and everything that is not is the same as without pinning."""
    pinned_id = UUID("00000000-0000-4000-8000-000000000001")
    plain = HealthchecksSandbox(
        clock=clock, projects=[ProjectSeed("main", (ChannelSeed("a"), ChannelSeed("b")))]
    )
    channels = (ChannelSeed("a", id=pinned_id), ChannelSeed("b"))
    pinned = HealthchecksSandbox(clock=clock, projects=[ProjectSeed("main", channels, api_key="K" * 32)])
    ours, theirs = pinned.projects["main"], plain.projects["main"]
    assert (ours.api_key, ours.channels[0].id) == ("K" * 32, pinned_id)
    assert (ours.ping_key, ours.channels[1]) == (theirs.ping_key, theirs.channels[1])
