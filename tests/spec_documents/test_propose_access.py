"""Proposals about the address of a service and about credentials."""

from __future__ import annotations

from typing import Any

import pytest

from documents.propose import access
from documents.propose.proposal import Proposal

KEY = {"type": "apiKey", "in": "header", "name": "X-Key"}
IN_AUTHORIZATION = {**KEY, "name": "Authorization"}
BEARER = {"type": "http", "scheme": "bearer"}


def credentials(schemes: Any, **members: Any) -> list[tuple[str, str, Any]]:
    spec = {"components": {"securitySchemes": schemes}, **members}
    return [(each.target, each.member, each.value) for each in access.credentials(spec, "lantern")]


def on(scheme: str, **members: Any) -> list[tuple[str, str, Any]]:
    return [
        (f"$.components.securitySchemes.{scheme}", name.replace("_", "-"), value)
        for name, value in members.items()
    ]


@pytest.mark.parametrize(
    ("servers", "expected"),
    [
        (None, ("$", "servers", [{"url": "http://localhost"}])),
        ([], ("$", "servers", [{"url": "http://localhost"}])),
        ([{"url": "/api/v2/"}], ("$.servers[0]", "url", "http://localhost/api/v2")),
        ([{"url": "/"}], ("$.servers[0]", "url", "http://localhost")),
        ([{"url": "https://lantern.test"}, {"url": "/x"}], None),
    ],
)
def test_an_address_that_is_missing(servers: Any, expected: Any) -> None:
    """A document without an address, or with a path for one, gets an address to be changed."""
    every: list[Proposal] = list(access.server({"servers": servers} if servers is not None else {}))
    assert [(each.target, each.member, each.value) for each in every] == ([expected] if expected else [])


def test_the_arguments_of_credentials() -> None:
    """The argument of an only scheme has the usual name, and each has a variable with the name of the provider."""
    used = {"security": [{"k": []}]}
    assert credentials({"ApiKeyAuth": KEY}, **used) == on(
        "ApiKeyAuth", x_parameter="api_key", x_env="LANTERN_API_KEY"
    )
    assert credentials({"bearerAuth": BEARER}, **used) == on(
        "bearerAuth", x_parameter="token", x_env="LANTERN_TOKEN"
    )
    assert credentials({"api_token": BEARER}, **used) == on("api_token", x_env="LANTERN_API_TOKEN")
    assert credentials({"one": KEY, "two": BEARER}, **used) == on("one", x_env="LANTERN_ONE") + on(
        "two", x_env="LANTERN_TWO"
    )
    assert credentials({"k": {**KEY, "x-env": "K", "x-parameter": "k"}}, **used) == []


def test_the_variable_of_a_basic_credential() -> None:
    """The reason says what the variable of HTTP basic holds."""
    spec = {
        "security": [{"b": []}],
        "components": {"securitySchemes": {"b": {"type": "http", "scheme": "basic"}}},
    }
    (proposal,) = access.credentials(spec, "lantern")
    assert (proposal.member, proposal.value) == ("x-env", "LANTERN_B")
    assert proposal.why == "The variable that is read if the argument is not given: user:password."


@pytest.mark.parametrize(
    ("description", "prefix"),
    [
        ("The API Key with format `Token token=<API_KEY>`", "Token token="),
        ('curl -H "Authorization: OAuth 89a229ce"', "OAuth "),
        ("Write `GenieKey <key>` into it.", "GenieKey "),
        ("The key.", None),
    ],
)
def test_a_word_before_the_secret(description: str, prefix: str | None) -> None:
    """A word that a description shows before the secret in the header is proposed."""
    data = {**IN_AUTHORIZATION, "description": description}
    members = {name: value for _, name, value in credentials({"api_key": data}, security=[{"api_key": []}])}
    assert members.get("x-prefix") == prefix


def test_schemes_that_no_operation_uses() -> None:
    """Schemes that nothing uses are proposed as alternatives; if an operation uses one, nothing is."""
    assert credentials({"one": KEY, "two": BEARER})[0] == ("$", "security", [{"one": []}, {"two": []}])
    used = {"paths": {"/lights": {"get": {"security": [{"one": []}]}}}}
    assert [member for _, member, _ in credentials({"one": KEY}, **used)] == ["x-parameter", "x-env"]


def test_two_secrets_in_one_header() -> None:
    """Two secrets that would overwrite each other become alternatives; two in different places stay together."""
    schemes = {"api_key": IN_AUTHORIZATION, "token": BEARER, "other": KEY}
    together = [{"api_key": [], "token": ["read"]}, {"api_key": [], "other": []}]
    apart = [{"api_key": []}, {"token": ["read"]}, {"api_key": [], "other": []}]
    proposed = credentials(schemes, security=together)
    assert proposed[:2] == [("$.security", "", None), ("$", "security", apart)]


@pytest.mark.parametrize(
    ("text", "scheme"),
    [
        ("```\nAuthorization: Bearer abc\n```", {**BEARER, "x-env": "LANTERN_TOKEN"}),
        ("Authorization: Token <key>", {**BEARER, "x-env": "LANTERN_TOKEN", "x-prefix": "Token "}),
        ("Call us.", None),
    ],
)
def test_credentials_that_only_the_introduction_shows(text: str, scheme: Any) -> None:
    """A header in the introduction becomes a scheme, where the document has none."""
    every = list(access.credentials({"info": {"description": text}}, "lantern"))
    expected = {"components": {"securitySchemes": {"token": scheme}}, "security": [{"token": []}]}
    assert {each.member: each.value for each in every} == (expected if scheme else {})
