"""Made-up answers of a Healthchecks server."""

from __future__ import annotations

from random import Random
from typing import Any
from uuid import UUID

__all__ = ["KEY", "check"]

KEY = "k" * 32


def check(number: int, rng: Random) -> dict[str, Any]:
    """Return one check as a read-write key sees it: half of them simple, half on a schedule."""
    uuid = str(UUID(int=rng.getrandbits(128), version=4))
    api = f"https://healthchecks.example.org/api/v3/checks/{uuid}"
    return {
        "name": f"job {number}",
        "slug": f"job-{number}",
        "tags": "prod backup",
        "desc": "",
        "grace": 300,
        "n_pings": rng.randrange(10_000),
        "status": rng.choice(("up", "down", "grace", "new")),
        "started": False,
        "last_ping": "2026-11-20T10:00:00+00:00",
        "next_ping": "2026-11-20T11:00:00+00:00",
        "manual_resume": False,
        "methods": "",
        **dict.fromkeys(("subject", "subject_fail", "start_kw", "success_kw", "failure_kw"), ""),
        **dict.fromkeys(("filter_subject", "filter_body", "filter_http_body", "filter_default_fail"), False),
        "badge_url": f"https://healthchecks.example.org/b/2/{uuid}.svg",
        "last_duration": rng.randrange(600),
        "uuid": uuid,
        "ping_url": f"https://ping.example.org/{uuid}",
        "update_url": api,
        "pause_url": f"{api}/pause",
        "resume_url": f"{api}/resume",
        "channels": "",
        **({"timeout": 3600} if number % 2 else {"schedule": "*/5 * * * *", "tz": "UTC"}),
    }
