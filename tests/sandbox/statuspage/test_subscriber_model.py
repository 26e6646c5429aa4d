"""What follows from the attributes of a subscriber."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from uptimekit.sandbox.statuspage._subscriber_model import Subscriber

_NOW = datetime(2026, 1, 12, tzinfo=UTC)


def _subscriber(**attributes: object) -> Subscriber:
    made = Subscriber(id="s", created_at=_NOW, updated_at=_NOW, mode="email")
    made.change(attributes, _NOW)
    return made


@pytest.mark.parametrize(
    ("attributes", "state"),
    [
        ({}, "active"),
        ({"confirmed": False}, "unconfirmed"),
        ({"quarantined_at": _NOW}, "quarantined"),
        ({"quarantined_at": _NOW, "confirmed": False}, "quarantined"),
    ],
)
def test_state(attributes: dict[str, object], state: str) -> None:
    """Quarantine goes before everything else."""
    assert _subscriber(**attributes).state == state


@pytest.mark.parametrize(
    ("attributes", "address"),
    [
        ({"email": "a@example.com"}, "a@example.com"),
        ({"email": "a@example.com", "endpoint": "https://a.example"}, "https://a.example"),
        ({"phone_number": "1"}, "1"),
        ({"obfuscated_channel_name": "#st****"}, "#st****"),
        ({}, ""),
    ],
)
def test_address(attributes: dict[str, object], address: str) -> None:
    """The address of a webhook is its endpoint, not the e-mail address of its owner."""
    assert _subscriber(**attributes).address == address
