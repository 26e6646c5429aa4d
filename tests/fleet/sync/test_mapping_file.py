"""The mapping file: what it says, and all that is wrong with it at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from uptimekit import ConfigurationError
from uptimekit.fleet import Account, State
from uptimekit.fleet.sync import ComponentMapping, Mappings, Rule, Source, read_mappings

ACCOUNTS = (
    Account(name="page", provider="statuspage"),
    Account(name="shop", provider="betterstack"),
    Account(name="jobs", provider="healthchecks"),
)


def read(folder: Path, text: str) -> Mappings:
    path = folder / "mapping.toml"
    path.write_text(text, encoding="utf-8")
    return read_mappings(path, ACCOUNTS)


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(ConfigurationError) as caught:
        read(folder, text)
    message = caught.value.message
    return [line.strip().removeprefix(f"{folder / 'mapping.toml'}: ") for line in message.splitlines()]


def test_a_whole_file(tmp_path: Path) -> None:
    """What a component does not say holds for all of them, else by default."""
    found = read(
        tmp_path,
        """
        fire = 5
        respect_incidents = false
        [words]
        down = "partial_outage"

        [[components]]
        account = "page"
        component = "Web"
        monitors = [{ account = "shop", name = "API*" }, { account = "jobs", tag = "web" }]

        [[components]]
        account = "page"
        component = "Mail"
        rule = "share"
        down_below = 0.25
        words = { degraded = "partial_outage", down = "major_outage" }
        recover = 1
        monitors = [{ account = "jobs", name = "*" }]
        """,
    )
    words = {State.UP: "operational", State.DEGRADED: "degraded_performance", State.DOWN: "partial_outage"}
    assert found == Mappings(
        components=(
            ComponentMapping(
                account="page",
                component="Web",
                sources=(Source(account="shop", name="API*"), Source(account="jobs", tag="web")),
                words=words,
                fire=5,
            ),
            ComponentMapping(
                account="page",
                component="Mail",
                sources=(Source(account="jobs", name="*"),),
                rule=Rule.SHARE,
                down_below=0.25,
                words={**words, State.DEGRADED: "partial_outage", State.DOWN: "major_outage"},
                fire=5,
                recover=1,
            ),
        ),
        respect_incidents=False,
    )
    assert (found.pages, found.watching) == ({"page"}, {"shop", "jobs"})


def test_all_problems_at_once(tmp_path: Path) -> None:
    """Each problem has its place, and what to write instead."""
    found = problems(
        tmp_path,
        """
        fire = 0
        recover = true
        respect_incidents = "yes"
        wording = {}
        words = { down = "", paused = "operational" }

        [[components]]
        account = "pages"
        monitors = [{ account = "shop" }, { account = "job", name = "x", tags = ["a"] }, "API"]
        rule = "wors"

        [[components]]
        account = "jobs"
        component = "Web"
        monitors = []
        down_below = 2
        words = { up = 3 }

        [[components]]
        account = "page"
        component = "Web"
        monitors = [{ account = "jobs", name = "*" }]
        words = { down = "under_maintenance", degraded = "partial_outag" }
        """,
    )
    assert found == [
        f"{tmp_path / 'mapping.toml'} has 20 problems:",
        "the file: has no key wording; did you mean words?",
        "words: has no key paused; it takes up, degraded, down",
        "words.down: must be a text",
        "fire: must be a number of readings from 1 to 100",
        "recover: must be a number of readings from 1 to 100",
        "respect_incidents: must be true or false",
        "components[1].account: there is no account 'pages'; did you mean page?",
        "components[1].rule: there is no such rule; did you mean worst?",
        "components[1].component: is missing",
        'components[1].monitors[1]: needs name or tag; name = "*" is all of the account',
        "components[1].monitors[2]: has no key tags; did you mean tag?",
        "components[1].monitors[2].account: there is no account 'job'; did you mean jobs?",
        "components[1].monitors[3]: must be a table",
        "components[2].account: jobs is of healthchecks, whose components cannot be set",
        "components[2].words.up: must be a text",
        'components[2].down_below: makes sense with rule = "share" only',
        'components[2].monitors: needs a list such as [{ account = "shop", name = "API" }]',
        "components[2].down_below: must be a share from 0 to 1",
        "components[3].words.degraded: 'partial_outag' is no word for a component; did you mean partial_outage?",
        (
            "components[3].words.down: 'under_maintenance' is no word for a component; it takes operational, "
            "degraded_performance, partial_outage, major_outage"
        ),
    ]


@pytest.mark.parametrize("text", ["", "components = []", "components = 3"])
def test_a_file_without_components(text: str, tmp_path: Path) -> None:
    """A file that maps nothing is a mistake."""
    (problem,) = problems(tmp_path, text)
    assert problem == "components: there is none; write [[components]] with account, component and monitors"


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """A file that is not there or is no TOML is one line with its path."""
    with pytest.raises(ConfigurationError, match=r"none\.toml cannot be read: No such file"):
        read_mappings(tmp_path / "none.toml", ACCOUNTS)
    path = tmp_path / "mapping.toml"
    for content, problem in ((b"= 3", "is no TOML: Invalid statement"), (b"\xff", "it is not UTF-8")):
        path.write_bytes(content)
        with pytest.raises(ConfigurationError, match=problem):
            read_mappings(path, ACCOUNTS)
