"""Checks as they are shown."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import HealthchecksSandbox, ManualClock

from .._calls import Caller

_RW_ONLY = {"uuid", "ping_url", "update_url", "pause_url", "resume_url", "channels"}


@pytest.mark.parametrize("version", [1, 2, 3])
def test_fields_by_kind_of_key(call: Caller, version: int) -> None:
    """29 fields for a simple check, 30 for a scheduled one, 24 for a read-only key, in every version."""
    job = call.create(version)
    simple = call.get(job, version)
    readonly = call("GET", f"/api/v{version}/checks/{job}", key="ro").json()
    assert (len(simple), len(readonly)) == (29, 24)
    assert set(simple) - set(readonly) == _RW_ONLY
    assert set(readonly) - set(simple) == {"unique_key"}
    assert len(call.get(call.create(version, schedule="* * * * *"), version)) == 30


@pytest.mark.parametrize("version", [1, 2, 3])
def test_addresses_carry_the_version(call: Caller, version: int) -> None:
    """The URLs in a response are those of the version that was asked."""
    job = call.create()
    shown = call.get(job, version)
    base = f"http://sandbox.test/api/v{version}/checks/{job}"
    assert [shown[name] for name in ("update_url", "pause_url", "resume_url")] == [
        base,
        f"{base}/pause",
        f"{base}/resume",
    ]


def test_configured_addresses(clock: ManualClock) -> None:
    """SITE_ROOT is used whatever the Host, and a ping endpoint is glued on as it is."""
    sandbox = HealthchecksSandbox(
        clock=clock, site_root="https://hc.example.org", ping_endpoint="https://ping.example.org"
    )
    call = Caller(sandbox)
    job = call.create()
    shown = call.get(job)
    assert shown["update_url"] == f"https://hc.example.org/api/v3/checks/{job}"
    assert shown["ping_url"] == f"https://ping.example.org{job}"
