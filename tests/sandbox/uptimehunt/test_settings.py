"""The switches of a sandbox."""

from __future__ import annotations

import dataclasses
import inspect
from datetime import timedelta

from uptimekit.sandbox import UptimeHuntSandbox
from uptimekit.sandbox.uptimehunt._settings import PREFIX, Settings


def test_defaults_are_the_documented_lifetimes() -> None:
    """Tokens last a quarter of an hour and a week; nothing unusual is switched on."""
    settings = Settings()
    assert (settings.access_lifetime.total_seconds(), settings.refresh_lifetime.days) == (900, 7)
    assert (settings.rotate_refresh, settings.flat_tokens, settings.clock_skew) == (False, False, timedelta())
    assert PREFIX == "/api/v1"


def test_every_switch_is_an_argument_of_the_sandbox() -> None:
    """What can be set is what the sandbox takes, with the same defaults."""
    arguments = inspect.signature(UptimeHuntSandbox).parameters
    for field in dataclasses.fields(Settings):
        default = getattr(Settings(), field.name)
        assert arguments[field.name].default == (
            default if isinstance(default, bool) else default.total_seconds()
        )
