"""What the package of the fleet offers."""

from __future__ import annotations

from uptimekit import fleet


def test_every_public_name_loads() -> None:
    """Each name of `__all__` is there, and no other loads."""
    assert sorted(name for names in fleet._MODULES.values() for name in names) == sorted(fleet.__all__)
    for name in fleet.__all__:
        assert getattr(fleet, name) is not None
