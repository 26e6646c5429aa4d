"""Places of secrets in messages."""

from __future__ import annotations

import pytest

from uptimekit._runtime.errors import AuthenticationError, PermissionDeniedError
from uptimekit.fleet.secret_places import name_places, places_named, secret_place
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
    name_places(error, {"api_key": FromEnvironment("SHOP_KEY")})
    assert str(error) == "wrong key (the api_key of variable SHOP_KEY was used)"


def test_an_error_without_arguments_names_the_places_too() -> None:
    """A server that says in its own words what is wrong does not know where it comes from."""
    error = AuthenticationError("password is wrong")
    name_places(error, {"email": FromEnvironment("MAIL"), "password": FromCommand(("pass", "show"))})
    assert (
        str(error)
        == "password is wrong (the email of variable MAIL and the password of command pass were used)"
    )
    forbidden = PermissionDeniedError("this page is not yours")
    with pytest.raises(PermissionDeniedError) as caught, places_named({"api_key": FromEnvironment("KEY")}):
        raise forbidden
    assert str(caught.value) == "this page is not yours"
