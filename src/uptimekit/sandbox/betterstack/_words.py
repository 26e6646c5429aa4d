"""Enumerations that several modules need."""

from __future__ import annotations

__all__ = ["DAYS", "HTTP_METHODS", "MONITOR_TYPES", "REGIONS", "VALUE_TYPES"]

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

REGIONS = ("us", "eu", "as", "au")

MONITOR_TYPES = (
    "status",
    "expected_status_code",
    "keyword",
    "keyword_absence",
    "ping",
    "tcp",
    "udp",
    "smtp",
    "pop",
    "imap",
    "dns",
    "playwright",
)

_VERBS = ("get", "head", "post", "put", "patch")

HTTP_METHODS = (*_VERBS, *(verb.upper() for verb in _VERBS))
"""Documented in capitals, echoed in small letters, accepted in both."""

VALUE_TYPES = (
    "String",
    "User",
    "Team",
    "Policy",
    "Schedule",
    "SlackIntegration",
    "LinearIntegration",
    "JiraIntegration",
    "MicrosoftTeamsWebhook",
    "ZapierWebhook",
    "NativeWebhook",
    "PagerDutyWebhook",
)
"""What a metadata value may be; all but the first refer to something by id, name or e-mail."""
