"""The module that tells the version."""

from __future__ import annotations

import uptimekit
from uptimekit.statuspage import version


def test_the_version_is_the_package_s() -> None:
    """Both names tell the version of the whole package."""
    assert version.VERSION == version.__version__ == uptimekit.__version__
