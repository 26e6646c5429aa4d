"""``releasing.credentials``: where they come from, and that they do not show."""

from __future__ import annotations

import keyring
import pytest
from keyring.credentials import SimpleCredential
from keyring.errors import NoKeyringError

from releasing.credentials import Credentials, find_credentials
from releasing.refusal import RefusalError

URL = "https://index.test/"
Stored = dict[tuple[str, str | None], SimpleCredential]


@pytest.fixture
def stored(monkeypatch: pytest.MonkeyPatch) -> Stored:
    """A keyring: what it answers, by address and name."""
    answers: Stored = {}
    monkeypatch.setattr(keyring, "get_credential", lambda service, name: answers.get((service, name)))
    return answers


def test_environment_comes_first(stored: Stored) -> None:
    """Name and password from the environment are taken without a look at the keyring."""
    stored[URL, None] = stored[URL, "team"] = SimpleCredential("other", "other")
    found = find_credentials({"TWINE_USERNAME": "team", "TWINE_PASSWORD": "secret"}, URL)
    assert (found.username, found.password) == ("team", "secret")


@pytest.mark.parametrize("environment", [{}, {"TWINE_USERNAME": "team"}, {"TWINE_PASSWORD": ""}])
def test_keyring(stored: Stored, environment: dict[str, str]) -> None:
    """What the environment does not say, the keyring is asked for the upload address, for that name if there is one."""
    stored[URL, environment.get("TWINE_USERNAME")] = SimpleCredential("team", "kept")
    found = find_credentials(environment, URL)
    assert (found.username, found.password) == ("team", "kept")


def test_none(stored: Stored) -> None:
    """Without any, the refusal says both ways to give them."""
    with pytest.raises(
        RefusalError, match=r"TWINE_USERNAME and TWINE_PASSWORD, or .*: keyring set https://index"
    ):
        find_credentials({}, URL)


def test_no_keyring_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a keyring, such as one of continuous integration, is one without stored credentials."""

    def fail(*_: object) -> None:
        raise NoKeyringError

    monkeypatch.setattr(keyring, "get_credential", fail)
    with pytest.raises(RefusalError, match="no credentials"):
        find_credentials({}, URL)


def test_they_do_not_show() -> None:
    """Neither repr nor a text that repeats the password, plain or as in a URL, shows it."""
    credentials = Credentials("team", "open/se same@")
    assert repr(credentials) == "Credentials(***)"
    said = "open/se same@ and https://team:open%2Fse%20same%40@index.test/"
    assert credentials.hidden_in(said) == "*** and https://team:***@index.test/"
    assert Credentials("team", "").hidden_in("as it is") == "as it is"
