"""Made-up monitors of Better Stack Uptime, as a listing shows them."""

from __future__ import annotations

from random import Random
from typing import Any

__all__ = ["PATH", "monitor"]

PATH = "/api/v2/monitors"


def monitor(number: int, rng: Random) -> dict[str, Any]:
    """Return one monitor with every attribute of MonitorAttributes in specs/betterstack.yaml.

    What most monitors do not use is null or empty, as in recorded answers, so that the text is as long as theirs.
    """
    policy = str(rng.randrange(10**5, 10**6)) if rng.random() < 0.5 else None
    return {
        "id": str(2_000_000 + number),
        "type": "monitor",
        "attributes": {
            **_what(number, rng),
            **_when(rng),
            **_alerts(rng, policy),
            **_request(number, rng),
            **_maintenance(rng),
        },
        "relationships": {"policy": {"data": policy and {"id": policy, "type": "policy"}}},
    }


def _what(number: int, rng: Random) -> dict[str, Any]:
    return {
        "url": f"https://service-{number}.example.org/health",
        "pronounceable_name": f"service {number}",
        "monitor_type": rng.choice(("status", "status", "expected_status_code", "keyword", "ping")),
        "monitor_group_id": rng.randrange(1000, 2000) if rng.random() < 0.5 else None,
        "team_name": "Operations",
        "status": rng.choice(("up", "up", "up", "down", "validating")),
        "checks_version": "v2",
        "regions": rng.sample(("us", "eu", "as", "au"), rng.randint(1, 4)),
        "port": None,
        "playwright_script": None,
        "scenario_name": None,
        "environment_variables": {},
    }


def _when(rng: Random) -> dict[str, Any]:
    return {
        "last_checked_at": _moment(rng),
        "paused": False,
        "paused_at": None,
        "created_at": _moment(rng),
        "updated_at": _moment(rng),
        "check_frequency": rng.choice((30, 60, 180)),
        "effective_check_frequency": 180,
        "effective_check_frequency_reason": None,
        "recovery_period": rng.choice((0, 180)),
        "confirmation_period": rng.choice((0, 30)),
    }


def _alerts(rng: Random, policy: str | None) -> dict[str, Any]:
    return {
        "policy_id": policy,
        "expiration_policy_id": None,
        "call": rng.random() < 0.5,
        "sms": False,
        "email": True,
        "push": True,
        "critical_alert": False,
        "team_wait": rng.choice((None, 180)),
        "ssl_expiration": rng.choice((None, 7, 30)),
        "domain_expiration": rng.choice((None, 14)),
    }


def _request(number: int, rng: Random) -> dict[str, Any]:
    header = {"id": str(number), "name": "X-Check", "value": "uptime"}
    return {
        "required_keyword": None,
        "verify_ssl": True,
        "http_method": rng.choice(("get", "get", "head", "post")),
        "request_timeout": rng.choice((15, 30)),
        "request_headers": [header] if rng.random() < 0.3 else [],
        "request_body": "",
        **dict.fromkeys(("auth_username", "auth_password"), ""),
        **dict.fromkeys(("proxy_host", "proxy_port", "ip_version")),
        "follow_redirects": True,
        "remember_cookies": True,
        "expected_status_codes": [200, 204] if rng.random() < 0.2 else [],
    }


def _maintenance(rng: Random) -> dict[str, Any]:
    planned = rng.random() < 0.2
    return {
        "maintenance_from": "01:00:00" if planned else None,
        "maintenance_to": "03:00:00" if planned else None,
        "maintenance_timezone": "UTC",
        "maintenance_days": ["sat", "sun"] if planned else [],
    }


def _moment(rng: Random) -> str:
    day, hour, minute, second = (rng.randint(1, 28), rng.randrange(24), rng.randrange(60), rng.randrange(60))
    return (
        f"2026-{rng.randint(1, 12):02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{rng.randrange(1000):03}Z"
    )
