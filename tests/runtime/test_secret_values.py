"""Tests of how the secret values of a request are found."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit._runtime.secret_values import is_marked, named_texts, path_parameters, secrets_in_path


@pytest.mark.parametrize(
    ("template", "path", "found"),
    [
        ("/{uuid}/fail", "/a%2Fb%20c/fail", {"uuid": "a/b c"}),
        ("/{key}/{slug}/{code}", "/k/s/1", {"key": "k", "slug": "s", "code": "1"}),
        ("/badge/{tag}-2.svg", "/badge/x-2.svg", {"tag": "x"}),
        ("/checks", "/checks", {}),
        ("/checks/{id}", "/checks/1/pings", {}),
        ("/checks/{id}", "/check.s/1", {}),
    ],
)
def test_parameters_of_a_path(template: str, path: str, found: dict[str, str]) -> None:
    """The parameters of a path are read back by its template, decoded; a path of another shape has none."""
    assert path_parameters(template, path) == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ({"password": "p", "email": "e"}, ["p"]),
        ({"headers": [{"name": "n", "value": "v"}, {"value": "w"}]}, ["v", "w"]),
        ({"value": {"A": "a", "B": ["b", 1, None]}}, ["a", "b"]),
        ({"value": None}, []),
        (None, []),
        ("value", []),
        ({"api_key": "a", "keys": ["b"]}, ["a"]),
        ({"urls": ["https://bob:p@x.example"]}, ["p", "p"]),
    ],
)
def test_named_texts(value: Any, found: list[str]) -> None:
    """Texts are found below the names at any depth: in objects, in lists, in free-form values."""
    assert sorted(named_texts(value, ("password", "value"))) == found


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("apiKey", True),
        ("X-Api-Key", True),
        ("Authorization", True),
        ("auth_password", True),
        ("access_tokens", True),
        ("filter[client-secret]", True),
        ("jira_project_key", False),
        ("token_count", False),
        ("secretary", False),
        ("name", False),
    ],
)
def test_names_that_tell(name: str, secret: bool) -> None:
    """A name that ends like that of a secret marks its value, also where the spec does not know it."""
    assert is_marked(name, ()) is secret


def test_secrets_in_a_path() -> None:
    """Parameters of one name are all found; a name in braces marks a parameter, and no field of a body."""
    assert secrets_in_path("/a/{id}/b/{id}/{n}", "/a/x/b/y%2F/z", ("{id}",)) == ["x", "y/"]
    assert [*named_texts({"id": "x"}, ("{id}",))] == []
