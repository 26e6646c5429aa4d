"""Options are checked once, and the key is never shown."""

from __future__ import annotations

import copy
import pickle
import warnings
from typing import Any

import pytest

from uptimekit import APIStatusError
from uptimekit.statuspage import Client, Configuration, ConfigurationError
from uptimekit.statuspage.configuration import API_URL, Options

from ._support import KEY, PAGE


class _Own(APIStatusError):
    """A class of one's own for 404."""


GOOD: dict[str, Any] = {"api_key": KEY, "page_id": PAGE, "organization_id": "o1"}


def test_a_good_configuration_is_valid() -> None:
    """validate() returns True and says nothing if all is there."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert Configuration(**GOOD).validate() is True


def test_no_organization_is_a_warning() -> None:
    """validate() warns if there is no organization; a client does not, since most need none."""
    with pytest.warns(UserWarning, match=r"^No organization_id provided\.$") as caught:
        assert Configuration(api_key=KEY, page_id=PAGE).validate() is True
    assert caught[0].filename == __file__
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        Client(api_key=KEY, page_id=PAGE).close()


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"api_key": None}, "no api_key was given; pass api_key= or set STATUSPAGE_API_KEY"),
    ({"api_key": ""}, "no api_key was given"),
    ({"api_key": 5}, "api_key must be text"),
    ({"api_key": "two words"}, "api_key must be text without spaces"),
    ({"api_key": "line\nbreak"}, "api_key must be text without spaces"),
    ({"api_key": "ключ"}, "api_key must be text without spaces"),
    ({"page_id": None}, "no page_id was given"),
    ({"page_id": ""}, "no page_id was given"),
    ({"page_id": ["p"]}, "page_id must be text"),
    ({"organization_id": ""}, "no organization_id was given; leave it out"),
    ({"organization_id": 7}, "organization_id must be text"),
    ({"base_url": "api.example.test"}, "base_url must be a URL such as https://api.statuspage.io"),
    ({"base_url": ""}, "base_url must be a URL"),
    ({"base_url": None}, "base_url must be a URL"),
    ({"base_url": "ftp://example.test"}, "base_url must be a URL"),
    ({"base_url": "https://a:b@example.test"}, "base_url must not carry a user name"),
    ({"base_url": "https://example.test/?a=b"}, "base_url must not carry"),
]


@pytest.mark.parametrize(("wrong", "message"), WRONG, ids=[str(wrong) for wrong, _ in WRONG])
def test_what_is_missing_or_malformed(wrong: dict[str, Any], message: str) -> None:
    """validate() and the client refuse what is missing or malformed, and say what to do."""
    with pytest.raises(ConfigurationError, match=f"^{message}"):
        Configuration(**{**GOOD, **wrong}).validate()
    with pytest.raises(ConfigurationError, match=f"^{message}"):
        Client(**{**GOOD, **wrong})


def test_a_malformed_value_is_not_repeated() -> None:
    """A key in the wrong place, or a wrong one, does not stand in the error."""
    for name in ("api_key", "page_id", "organization_id"):
        with pytest.raises(ConfigurationError) as caught:
            Configuration(**{**GOOD, name: "canary canary"}).validate()
        assert "canary" not in str(caught.value)


def test_options_of_all_clients_are_checked_too() -> None:
    """What all clients of the package take is checked when the client is built."""
    with pytest.raises(ConfigurationError, match="timeout must be a number"):
        Client(**GOOD, timeout=-1)
    with pytest.raises(ConfigurationError, match="retries must be"):
        Client(**GOOD, retries=-1)


def test_unknown_options() -> None:
    """An option that there is not raises ConfigurationError that names it and those that there are."""
    with pytest.raises(ConfigurationError, match=r"a client has no option tiemout; did you mean timeout\?"):
        Configuration(**{**GOOD, "tiemout": 5})


def test_the_key_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """STATUSPAGE_API_KEY is read if no key is given; a given one goes before it."""
    monkeypatch.setenv("STATUSPAGE_API_KEY", "from-outside")
    assert Configuration(page_id=PAGE).api_key == "from-outside"
    assert Configuration(api_key=KEY).api_key == KEY


def test_defaults() -> None:
    """What is not given has the documented defaults."""
    made = Configuration()
    assert (made.api_key, made.page_id, made.organization_id, made.user_agent) == (None,) * 4
    assert (made.base_url, made.timeout, made.verbose) == (API_URL, 10.0, False)
    assert API_URL == "https://api.statuspage.io"


@pytest.mark.parametrize(
    "given",
    ["https://example.test", "https://example.test/", "https://example.test/v1", "https://example.test/v1/"],
)
def test_the_version_is_put_behind_the_address(given: str) -> None:
    """The address may be given with and without the version; it is there once."""
    assert Configuration(base_url=given).server == "https://example.test/v1"


def test_what_the_generated_client_gets() -> None:
    """All options but the documented ones are passed on as they are."""
    made = Configuration(**GOOD, user_agent="mine/1", timeout=3, retries=1, error_classes={404: _Own})
    options = made.client_options
    assert (options["user_agent"], options["timeout"], options["retries"]) == ("mine/1", 3, 1)
    assert options["error_classes"] == {404: _Own}
    assert not options.keys() & {"api_key", "page_id", "organization_id", "base_url", "verbose"}
    assert "user_agent" not in Configuration(**GOOD).client_options


def test_the_key_is_not_shown() -> None:
    """repr hides the key and leaves out headers; a configuration cannot be pickled or copied."""
    made = Configuration(**GOOD, headers={"X-Secret": "canary"})
    assert KEY not in repr(made)
    assert "canary" not in repr(made)
    assert "api_key='***'" in repr(made)
    assert "api_key=None" in repr(Configuration())
    for attempt in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="holds a secret"):
            attempt(made)


def test_every_option_is_told() -> None:
    """The docstring of the options tells each one that the documentation of all clients does not."""
    for name in ("api_key", "page_id", "organization_id", "base_url", "verbose"):
        assert f"{name}: " in str(Options.__doc__)
