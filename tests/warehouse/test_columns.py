"""The columns of tables: from the spec, without secrets."""

from __future__ import annotations

import re

import pytest

from uptimekit.warehouse import columns
from uptimekit.warehouse.columns import Column, columns_of
from uptimekit.warehouse.feed import FLEET, Table
from uptimekit.warehouse.feeds import PROVIDERS, feeds_of

CHECKS = Table(name="checks", model="Check", key=("slug",), whole=True)


def names(table: Table, *, with_secrets: bool = False) -> list[str]:
    """The names of the columns of a table of Healthchecks."""
    return [each.name for each in columns_of("healthchecks", table, with_secrets=with_secrets)]


def test_order_and_types() -> None:
    """The account and the key come first, the times last; the types are those of the spec."""
    found = columns_of("healthchecks", CHECKS)

    assert found[:2] == (Column("account", "text", "account", True), Column("slug", "text", "slug", True))
    assert [each.name for each in found[-2:]] == ["loaded_at", "deleted_at"]
    types = {each.name: each.type for each in found}
    assert (types["grace"], types["started"], types["last_ping"]) == ("bigint", "bool", "timestamp")
    assert types["status"] == "text", "an enum"


def test_secrets_are_asked_for() -> None:
    """What the spec marks as secret, and what the table does, is a column only where secrets are asked for."""
    table = Table(
        name="checks",
        model="Check",
        key=("slug",),
        columns={"body": "text"},
        secrets=frozenset({"body", "desc"}),
    )

    assert not {"uuid", "ping_url", "pause_url", "body", "desc"} & {*names(table)}
    assert {"uuid", "ping_url", "pause_url", "body", "desc"} < {*names(table, with_secrets=True)}


def test_own_columns() -> None:
    """A table may leave out fields, have others, and give another type to one."""
    table = Table(
        name="checks",
        model="Check",
        key=("slug",),
        leave_out=frozenset({"desc"}),
        columns={"tags": "json", "extra": "double"},
    )
    types = {each.name: each.type for each in columns_of("healthchecks", table)}

    assert "desc" not in types
    assert (types["tags"], types["extra"]) == ("json", "double")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (Table(name="checks", model="Check", key=("sulg",)), "the table checks has no column sulg"),
        (
            Table(name="checks", model="Check", key=("slug",), leave_out=frozenset({"x"})),
            "Check has no field x",
        ),
    ],
)
def test_mistakes_in_a_table(table: Table, said: str) -> None:
    """A table that names what is not there is a mistake that says so."""
    with pytest.raises(LookupError, match=said):
        columns_of("healthchecks", table)


@pytest.mark.parametrize("provider", [*PROVIDERS, FLEET])
def test_every_table(provider: str) -> None:
    """Each table of each feed has the columns that it names, each once, and shows no more where no secret is asked for."""
    tables = [table for feed in feeds_of(provider) for table in feed.tables]
    assert tables
    for table in tables:
        shown = [each.name for each in columns_of(provider, table)]
        every = [each.name for each in columns_of(provider, table, with_secrets=True)]
        assert len(set(every)) == len(every), table.name
        assert {*shown} <= {*every}
        assert not {"ping_url", "uuid", "api_key", "token"} & {*shown}, table.name


@pytest.mark.parametrize("provider", PROVIDERS)
def test_names_stay_as_they_are(provider: str) -> None:
    """No name of a column is one that dlt would change."""
    for model, fields in columns._models(provider).items():
        for name in fields:
            assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name), f"{model}.{name}"


def test_secrets_within_json() -> None:
    """A column of JSON knows the names of the secrets in it."""
    hidden = {
        f"{model}.{name}": told["hidden"]
        for model, fields in columns._models("betterstack").items()
        for name, told in fields.items()
        if isinstance(told, dict) and "hidden" in told
    }

    assert hidden["MonitorAttributes.request_headers"] == ["value"]
