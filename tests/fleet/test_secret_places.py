"""Places of secrets in messages."""

from __future__ import annotations

from uptimekit._runtime.errors import AuthenticationError
from uptimekit.fleet.secret_places import name_places, secret_place
from uptimekit.fleet.secret_reference import FromCommand, FromEnvironment, FromKeyring


def test_places() -> None:
    """Each kind of reference is named by what a person would look for."""
    assert secret_place(FromEnvironment("SHOP_KEY")) == "variable SHOP_KEY"
    assert secret_place(FromKeyring("uptimekit/shop", "api_key")) == "keyring uptimekit/shop/api_key"
    assert secret_place(FromCommand(("pass", "show", "shop"))) == "command pass"


def test_an_error_names_the_place() -> None:
    """What a client calls its argument is the place of the account's secret."""
    error = AuthenticationError("wrong key (api_key= was used)")
    name_places(error, {"api_key": FromEnvironment("SHOP_KEY")})
    assert str(error) == "wrong key (the api_key of variable SHOP_KEY was used)"
