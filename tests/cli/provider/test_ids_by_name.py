"""Names in the place of ids, in the commands of all four providers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from uptimekit.healthchecks import CheckCreate, Client
from uptimekit.healthchecks.identifiers import unique_key_of

from .conftest import Run


def rows(run: Run, words: str) -> list[Any]:
    """Return the items that a command prints."""
    status, out, said = run(*words.split(), "-o", "jsonl")
    assert status == 0, said
    return [json.loads(line) for line in out.splitlines()]


def preview(run: Run, *words: str) -> Any:
    """Return the request that a command would send."""
    status, out, said = run(*words, "--dry-run", "-o", "json")
    assert status == 0, said
    return json.loads(out)


def test_an_incident_is_opened_by_names(run: Run, servers: dict[str, str]) -> None:
    """Names of the page and of components stand for their ids: in the path, in a list, as members of an object."""
    ids = {each["name"]: each["id"] for each in rows(run, "statuspage components list --all")}
    words = ("--name", "x", "--component-ids", "api", "--component-ids", ids["Website"])
    states = ("--components", json.dumps({"Website": "major_outage"}))
    shown = preview(run, "statuspage", "incidents", "create", "EXAMPLE", *words, *states)
    assert shown["url"].endswith(f"/pages/{servers['STATUSPAGE_PAGE_ID']}/incidents")
    assert shown["body"]["incident"] == {
        "name": "x",
        "component_ids": [ids["API"], ids["Website"]],
        "components": {ids["Website"]: "major_outage"},
    }
    body = json.dumps({"name": "x", "component_ids": ["API"]})
    shown = preview(run, "statuspage", "incidents", "create", "--json", body)
    assert shown["body"]["incident"]["component_ids"] == [ids["API"]]


@pytest.mark.parametrize(
    ("words", "listing", "name"),
    [
        ("betterstack monitors get", "betterstack monitors list", "attributes.pronounceable_name"),
        ("uptimehunt services get", "uptimehunt services list", "name"),
        ("statuspage components get", "statuspage components list", "name"),
    ],
)
def test_a_name_in_a_path(run: Run, words: str, listing: str, name: str) -> None:
    """A name in any letter case leads to the same thing as its id, of which an integer is sent as one."""
    status, out, said = run(*listing.split(), "--query", f"name={name},id", "-o", "jsonl")
    assert status == 0, said
    for line in out.splitlines():
        row = json.loads(line)
        status, found, said = run(*words.split(), row["name"].upper(), "--query", "id", "-o", "json")
        assert (status, said, json.loads(found)) == (0, "", {"id": row["id"]})


@pytest.fixture
def check(servers: dict[str, str]) -> str:
    """Return the UUID of a check named Ledger, which has been pinged."""
    with Client(
        servers["HEALTHCHECKS_API_KEY"], api_url=f"{servers['HEALTHCHECKS_BASE_URL']}/api/"
    ) as client:
        uuid = client.create_check(CheckCreate(name="Ledger", slug="ledger-job", unique=["name"])).uuid
        assert uuid is not None
        return uuid


def test_a_check_by_what_show_prints(run: Run, check: str) -> None:
    """The unique key that ``uptimekit show`` prints, a name and a slug do where a UUID is due, which nothing shows."""
    assert run("healthchecks", "pings", "success", check)[0] == 0
    found: Any = json.loads(run("show", "ledger", "-o", "json", "--days", "0")[1])
    assert found["id"] == unique_key_of(check)
    for word in (found["id"], "LEDGER", "ledger-job"):
        assert len(rows(run, f"healthchecks checks list-pings {word}")) == 1
        assert preview(run, "healthchecks", "checks", "pause", word)["url"].endswith("/checks/***/pause")
        assert rows(run, f"healthchecks checks get {word} --query name") == [{"name": "Ledger"}]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "statuspage components get websit",
            "there is no component 'websit'; did you mean 'Website'?; uptimekit statuspage components list shows all",
        ),
        (
            "betterstack monitors create --monitor-type status --url x --policy-id Nights",
            "there is no policy 'Nights'; uptimekit betterstack policies list shows all",
        ),
        (
            "uptimehunt services get Nowhere",
            "there is no service 'Nowhere'; uptimekit uptimehunt services list",
        ),
        ("statuspage components update Nowhere --status brewing", "status must be one of"),
    ],
)
def test_names_of_nothing(run: Run, words: str, said: str) -> None:
    """A name of nothing is told with the nearest one and the command that lists all, after what else is wrong."""
    status, out, problem = run(*words.split(), "--dry-run")
    assert (status, out, problem.count("\n")) == (2, "", 1)
    assert said in problem


def test_a_name_of_two(run: Run) -> None:
    """A name that two things have is refused; the id of one of them is taken."""
    create = ("betterstack", "monitor-groups", "create", "-o", "json", "--name")
    ids = [json.loads(run(*create, name)[1])["id"] for name in ("Twins", "twins", "TWINS")]
    try:
        status, _, said = run("betterstack", "monitor-groups", "get", "tWiNs")
        assert status == 2
        assert said == (
            f"uptimekit: 3 things match monitor group 'tWiNs': {', '.join(ids)}; give the id of one, "
            "which uptimekit betterstack monitor-groups list shows\n"
        )
        for key, name in zip(ids, ("Twins", "twins", "TWINS"), strict=True):
            shown = preview(run, "betterstack", "monitor-groups", "get", name)
            assert shown["url"].endswith(f"/monitor-groups/{key}")
    finally:
        for key in ids:
            assert run("betterstack", "monitor-groups", "delete", key)[0] == 0


def opened(run: Run, *words: str) -> str:
    """Open an incident and return its id."""
    status, out, said = run(*words, "-o", "json")
    assert status == 0, said
    key = json.loads(out)["id"]
    assert isinstance(key, str)
    return key


def test_an_incident_that_is_open_goes_before_those_that_are_not(run: Run) -> None:
    """The name of a Statuspage incident means the open one; without one, or with two, the error lists all of them."""
    create = ("statuspage", "incidents", "create", "--name", "Card payments fail")
    update = ("statuspage", "incidents", "update")
    first = opened(run, *create)
    assert run(*update, first, "--status", "resolved")[0] == 0
    second = opened(run, *create)
    shown = preview(run, *update, "card payments fail", "--status", "identified")
    assert shown["url"].endswith(f"/incidents/{second}")
    third = opened(run, *create)
    status, _, said = run(*update, "Card payments fail", "--status", "identified")
    assert status == 2
    assert said == (
        "uptimekit: 3 things match incident 'Card payments fail': "
        f"{third} (investigating), {second} (investigating), {first} (resolved); "
        "give the id of one, which uptimekit statuspage incidents list shows\n"
    )
    for key in (second, third):
        assert run(*update, key, "--status", "resolved")[0] == 0
    assert "3 things match" in run(*update, "Card payments fail", "--status", "identified")[2]


def test_an_incident_of_better_stack_that_is_open_goes_first(run: Run) -> None:
    """The name of a Better Stack incident means the open one, too."""
    words = ("--requester-email", "ops@x.example", "--name", "Tills", "--summary", "no receipts")
    first = opened(run, "betterstack", "incidents", "create", *words)
    assert run("betterstack", "incidents", "resolve", first)[0] == 0
    second = opened(run, "betterstack", "incidents", "create", *words)
    shown = preview(run, "betterstack", "incidents", "acknowledge", "Tills")
    assert shown["url"].endswith(f"/incidents/{second}/acknowledge")
    assert run("betterstack", "incidents", "resolve", second)[0] == 0


def test_the_candidates_show_no_uuid_of_a_check(run: Run, servers: dict[str, str]) -> None:
    """Checks of one name are listed by their unique keys, with their states."""
    url = f"{servers['HEALTHCHECKS_BASE_URL']}/api/"
    with Client(servers["HEALTHCHECKS_API_KEY"], api_url=url) as client:
        uuids = [str(client.create_check(CheckCreate(name="Double")).uuid) for _ in range(2)]
        status, _, said = run("healthchecks", "checks", "pause", "Double")
        for each in uuids:
            client.delete_check(each)
    assert status == 2
    assert all(f"{unique_key_of(each)} (new)" in said and each not in said for each in uuids)


def test_the_help_names_the_command_that_lists(run: Run) -> None:
    """The help of each id says that a name does, and which command shows names."""
    out = " ".join(run("statuspage", "incidents", "create", "--help")[1].split())
    assert "[or its unique name: uptimekit statuspage pages list]" in out
    assert "[may be repeated; or its unique name: uptimekit statuspage components list]" in out
    assert "[a unique name stands for an id: uptimekit statuspage components list]" in out
