"""Addresses of PostgreSQL databases."""

from __future__ import annotations

import pytest

from uptimekit import ConfigurationError
from uptimekit.warehouse.postgres_connection import open_postgres


@pytest.mark.parametrize("password", ["ses%zame", "ses@me", "ses/ame", "ses:a/me", "ses@me@/", "se?s@me"])
def test_a_password_that_is_not_encoded_is_not_shown(password: str) -> None:
    """Not even a part of it, which libpq would take for a host, a port, a database or an option."""
    with pytest.raises(ConfigurationError, match="is no URL of libpq") as raised:
        open_postgres(f"postgres://loader:{password}@127.0.0.1:1/uptime")
    assert "me" not in str(raised.value).replace("percent", "").replace("name", "")
    assert raised.value.__cause__ is None


@pytest.mark.parametrize("url", ["postgres:loader:sesame", "postgresql:sesame", "postgres:///uptime?sesame"])
def test_what_is_no_url_is_not_shown(url: str) -> None:
    """It may be a password in another notation."""
    with pytest.raises(ConfigurationError, match="is no URL of libpq") as raised:
        open_postgres(url)
    assert "sesame" not in str(raised.value)


@pytest.mark.parametrize(
    "user", ["loader@", "", "ann%40example.org@", "loader:s3c%40ret@", "loader:s3c?ret@"]
)
def test_other_errors_tell_what_libpq_says(user: str) -> None:
    """A server that is not there, say."""
    with pytest.raises(ConfigurationError, match=r"the database cannot be opened: .*127\.0\.0\.1") as raised:
        open_postgres(f"postgres://{user}127.0.0.1:1/uptime?connect_timeout=2&application_name=a@b")
    assert "s3c" not in str(raised.value)
