"""The book of secrets."""

from __future__ import annotations

from uptimekit.sandbox.uptimehunt._secrets import Secrets


def test_every_secret_once_in_order() -> None:
    """Secrets are kept in the order in which they came up, and handed on."""
    secrets = Secrets()
    assert [secrets.note(word) for word in ("b", "a", "b")] == ["b", "a", "b"]
    assert secrets.all == ("b", "a")
