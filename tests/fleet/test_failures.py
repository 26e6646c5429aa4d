"""What an account fails with."""

from __future__ import annotations

import errno

import pytest

from uptimekit._runtime.masking import Secrets
from uptimekit.fleet.failures import as_error


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (OSError(errno.EMFILE, "token 0123456789"), "OSError (Too many open files)"),
        (OSError("0123456789"), "OSError"),
        (OSError("0123456789", "x"), "OSError"),
        (OSError(10**30, "0123456789"), "OSError"),
        (KeyError("0123456789"), "KeyError"),
    ],
)
def test_an_error_of_the_system_is_told_in_its_words(error: Exception, says: str) -> None:
    """The class of an error, and what its number means: its own text may hold a secret, also one that nobody knows."""
    assert str(as_error(error, "lantern", Secrets(()))) == f"the reader of lantern failed: {says}"
