"""Calling operations of the sandboxes from the command line."""

from __future__ import annotations

import io
import json
import signal
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from uptimekit import RateLimitError, RawResponse
from uptimekit._runtime import Request
from uptimekit.cli.provider.answer import show_answer
from uptimekit.healthchecks import CheckCreate
from uptimekit.healthchecks import Client as Healthchecks
from uptimekit_clients.betterstack import Client as BetterStack

from .conftest import Run

LISTINGS = [
    "betterstack monitors list",
    "betterstack monitors list --all",
    "betterstack heartbeats list",
    "betterstack incidents list",
    "betterstack policies list",
    "betterstack status-pages list",
    "healthchecks checks list",
    "healthchecks channels list",
    "healthchecks badges list",
    "statuspage components list",
    "statuspage components list --all",
    "statuspage component-groups list",
    "statuspage incidents list",
    "statuspage subscribers list",
    "statuspage metrics list",
    "uptimehunt services list",
    "uptimehunt services list --all",
    "uptimehunt projects list",
    "uptimehunt service-types list",
]


@pytest.mark.parametrize("words", LISTINGS)
def test_listings_have_rows_in_every_form(run: Run, words: str) -> None:
    """Each listing can be printed in all four forms, and JSON lines are the rows that CSV has."""
    found: dict[str, str] = {}
    for output in ("table", "json", "jsonl", "csv"):
        status, found[output], said = run(*words.split(), "-o", output)
        assert (status, said.replace("Nothing.\n", "")) == (0, ""), output
    assert isinstance(json.loads(found["json"]), list | dict)
    assert all(isinstance(json.loads(line), dict) for line in found["jsonl"].splitlines())


def test_a_listing_with_more_pages_says_so(run: Run) -> None:
    """A page that is not the last one is printed, and stderr says how to get the others; of the last one it says nothing."""
    listing = ("betterstack", "monitors", "list", "--per-page", "1", "-o", "csv")
    status, out, problem = run(*listing)
    assert (status, len(out.splitlines()), problem) == (0, 2, "uptimekit: there are more pages: --all\n")
    number = len(run("betterstack", "monitors", "list", "--all", "-o", "jsonl")[1].splitlines())
    assert run(*listing, "--page", str(number))[2] == ""
    full = run("statuspage", "components", "list", "--per-page", "1")[2]
    assert full == "uptimekit: there may be more pages: --all\n"
    assert run("statuspage", "components", "list")[2] == ""


def test_json_is_the_answer_as_it_is(run: Run) -> None:
    """-o json prints all that the server said about a page; with --all or --query, a list of the items."""
    words = ("betterstack", "monitors", "list", "-o", "json")
    whole = json.loads(run(*words)[1])
    assert whole.keys() >= {"data", "pagination"}
    assert json.loads(run(*words, "--all")[1]) == whole["data"]
    assert json.loads(run(*words, "--query", "id")[1]) == [{"id": each["id"]} for each in whole["data"]]


def test_a_server_that_asks_to_wait_is_quoted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody learns from "too many requests" when to try again."""

    def refusing(self: BetterStack, request: Request[Any]) -> RawResponse:
        error = RateLimitError("too many requests")
        error.retry_after = 3600.0
        raise error

    monkeypatch.setattr(BetterStack, "call", refusing)
    status, _, said = run("betterstack", "monitors", "list")
    assert (status, said) == (2, "uptimekit: too many requests; it asks to wait for 1 h\n")


def test_a_life_of_a_check(
    run: Run, servers: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A check is created from a file and options, pinged by its slug without a key in the command, and deleted."""
    file = tmp_path / "check.json"
    file.write_text(json.dumps({"name": "from the file", "timeout": 3600, "tags": "a b"}))
    body = ("--json", str(file), "--name", "Nightly backup", "--slug", "nightly")
    status, out, _ = run(
        "healthchecks", "checks", "create", *body, "--query", "name,timeout,tags", "-o", "json"
    )
    assert (status, json.loads(out)) == (0, {"name": "Nightly backup", "timeout": 3600, "tags": "a b"})

    assert run("healthchecks", "slug-pings", "success", "nightly", "--body", "done")[:2] == (0, "OK")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"from a pipe")))
    assert run("healthchecks", "slug-pings", "log", "nightly", "--body", "@-")[0] == 0

    with Healthchecks(servers["HEALTHCHECKS_API_KEY"], api_url=servers["HEALTHCHECKS_BASE_URL"]) as client:
        (uuid,) = (check.uuid for check in client.get_checks() if check.slug == "nightly")
    assert uuid is not None
    secret = tmp_path / "uuid"
    secret.write_text(f"{uuid}\n")
    status, out, _ = run(
        "healthchecks", "checks", "list-pings", f"@{secret}", "--query", "n,type", "-o", "csv"
    )
    assert (status, out) == (0, "n,type\n2,log\n1,success\n")
    assert run("healthchecks", "checks", "get-ping-body", f"@{secret}", "2")[:2] == (0, "from a pipe")
    status, out, _ = run("healthchecks", "checks", "delete", f"@{secret}", "--query", "name", "-o", "jsonl")
    assert (status, out) == (0, '{"name": "Nightly backup"}\n')
    status, out, said = run("healthchecks", "checks", "get", uuid)
    assert (status, out) == (2, "")
    assert "HTTP 404" in said


@pytest.mark.parametrize(
    "content",
    [b'\xef\xbb\xbf{"name": "\xc3\xa4"}', '{"name": "\xe4"}'.encode("utf-16"), '{"name": "\xe4"}'.encode()],
)
@pytest.mark.parametrize("piped", [False, True])
def test_a_body_in_the_encodings_of_json(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, piped: bool
) -> None:
    """A file that an editor or PowerShell on Windows has written is read, from a pipe too, whatever the locale is."""
    file = tmp_path / "check.json"
    file.write_bytes(content)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="ascii"))
    words = ("healthchecks", "checks", "create", "--dry-run", "-o", "json", "--json")
    status, out, said = run(*words, "-" if piped else str(file))
    assert (status, said) == (0, "")
    assert json.loads(out)["body"] == {"name": "\xe4"}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\xff\xfa", "is no JSON: 'utf-8' codec can't decode"),
        (b"", "is no JSON: Expecting value"),
        (None, "cannot be read (No such file or directory)"),
    ],
)
def test_a_body_that_is_none(run: Run, tmp_path: Path, content: bytes | None, problem: str) -> None:
    """A file that is missing, empty or no text is a mistake in one line."""
    file = tmp_path / "check.json"
    if content is not None:
        file.write_bytes(content)
    status, _, said = run("healthchecks", "checks", "create", "--json", str(file))
    assert (status, said.count("\n")) == (2, 1)
    assert said.startswith("uptimekit: Invalid value for --json: ")
    assert problem in said


def test_a_variable_that_is_unset_is_no_body(run: Run) -> None:
    """``--json "$BODY"`` sends nothing if there is none."""
    status, _, said = run("healthchecks", "checks", "create", "--json", "")
    assert (status, "it is empty: is the variable unset?" in said) == (2, True)


def test_a_secret_in_a_file_that_is_no_text(run: Run, tmp_path: Path) -> None:
    """The message has no byte of it."""
    file = tmp_path / "uuid"
    file.write_bytes(b"\xfe0123")
    status, _, said = run("healthchecks", "checks", "get", f"@{file}")
    assert (status, said.partition(": ")[2]) == (
        2,
        f"Invalid value for CHECK_ID: what @{file} holds is no text in UTF-8 (see uptimekit healthchecks checks get --help)\n",
    )


def test_a_dry_run_of_what_cannot_be_sent(run: Run) -> None:
    """It fails like the call: half of a character is no text."""
    words = ("healthchecks", "checks", "create", "--name", "\udcff")
    for each in (words, (*words, "--dry-run")):
        status, out, said = run(*each)
        assert (status, out) == (2, "")
        assert "half of a surrogate pair" in said


def test_a_setting_fills_the_path(run: Run) -> None:
    """The id of the page may be left out where the environment tells it, and stands first where it is given."""
    _, listed, _ = run("statuspage", "components", "list", "-o", "csv", "--query", "id,name,page_id")
    assert listed.count("\n") == 3
    component, name, page = listed.splitlines()[1].split(",")
    for path in ([component], [page, component]):
        status, out, _ = run("statuspage", "components", "get", *path, "-o", "csv", "--query", "name")
        assert (status, out) == (0, f"name\n{name}\n")


def test_other_addresses_follow_the_base_url(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The token of another server does not reach the vendor's second host; an address that is given stays."""

    def url() -> str:
        return str(json.loads(run("betterstack", "roles", "list", "--dry-run", "-o", "json")[1])["url"])

    monkeypatch.setenv("BETTERSTACK_BASE_URL", "https://other.example/api")
    assert url() == "https://other.example/api/v2/roles"
    monkeypatch.setenv("BETTERSTACK_ORGANIZATION_URL", "https://third.example/api")
    assert url() == "https://third.example/api/v2/roles"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("statuspage components get", "wants [PAGE_ID] COMPONENT_ID, and got 0 arguments"),
        ("statuspage components get a b c", "wants [PAGE_ID] COMPONENT_ID, and got 3 arguments"),
        ("betterstack monitors list --page x", "'x' is no integer"),
        ("betterstack monitors create --url", "requires an argument"),
        ("betterstack monitors create --json {", "is no JSON"),
        ("betterstack monitors create --json []", "must be a JSON object"),
        ('betterstack monitors create --json {"ulr":1}', "did you mean url?"),
        ("betterstack monitors create --json /nowhere", "No such file"),
        ("betterstack monitors create --monitor-type statu --url x", "did you mean 'status'?"),
        ("betterstack monitors lst", "there is no command lst; did you mean list?"),
        ("betterstack monitor list", "did you mean monitors?"),
        (
            "healthchecks pings success nope",
            "there is no check 'nope'; uptimekit healthchecks checks list shows all",
        ),
        ("healthchecks pings success @/nowhere", "cannot be read"),
        ("uptimehunt services list --account shop", "no account 'shop'"),
        ("statuspage components create --name", "requires an argument"),
        ("statuspage incidents create", "Missing option --name"),
        ("statuspage components list --query ,", "names no fields"),
        ("betterstack monitors list --deadline 0", "is less than"),
    ],
)
def test_mistakes_are_one_line(run: Run, words: str, said: str) -> None:
    """What is wrong is said in one line before anything is sent, with exit code 2."""
    status, out, err = run(*words.split())
    assert (status, out, err.count("\n")) == (2, "", 1), err
    assert said in err
    assert "HTTP" not in err


def test_a_deletion_asks_on_a_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a terminal a deletion asks first, and sends nothing after a no; --yes answers beforehand."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    _, out, _ = run("statuspage", "components", "create", "--name", "Old", "-o", "json")
    component = json.loads(out)["id"]
    delete = ("statuspage", "components", "delete", component)
    monkeypatch.setattr(sys, "stdin", Terminal("n\n"))
    status, _, said = run(*delete)
    assert (status, "nothing was sent" in said) == (2, True)
    assert f"/components/{component}: really?" in said
    assert "DELETE http" in said
    assert run("statuspage", "components", "get", component, "-o", "json")[0] == 0
    assert run(*delete, "--yes")[:2] == (0, "")
    assert run("statuspage", "components", "get", component)[0] == 2


def test_an_account_of_a_configuration(
    run: Run, servers: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The secrets and settings of an account are used, and the choice among several has to be made."""
    monkeypatch.setenv("SHOP_KEY", servers["STATUSPAGE_API_KEY"])
    for name in ("STATUSPAGE_API_KEY", "STATUSPAGE_PAGE_ID", "STATUSPAGE_BASE_URL"):
        monkeypatch.delenv(name)
    table = f"""
provider = "statuspage"
api_key = {{ env = "SHOP_KEY" }}
base_url = "{servers["STATUSPAGE_BASE_URL"]}"
page_id = "{servers["STATUSPAGE_PAGE_ID"]}"
"""
    file = tmp_path / "fleet.toml"
    file.write_text(f"[accounts.shop]{table}")
    names = ("statuspage", "components", "list", "--config", str(file), "--query", "name", "-o", "jsonl")
    assert '{"name": "API"}\n' in run(*names)[1]
    file.write_text(f"[accounts.shop]{table}[accounts.blog]{table}")
    status, _, said = run(*names)
    assert (status, said) == (2, "uptimekit: choose an account with --account: statuspage has shop, blog\n")
    assert run(*names, "--account", "blog")[0] == 0
    status, _, said = run("betterstack", "monitors", "list", "--config", str(file), "--account", "blog")
    assert (status, "not of betterstack" in said) == (2, True)


def test_the_environment_adds_nothing_to_an_account(
    run: Run, servers: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An account without an address is that of the hosted service in every command: its key goes to no other server."""
    file = tmp_path / "fleet.toml"
    file.write_text('[accounts.hc]\nprovider = "healthchecks"\napi_key = { env = "HEALTHCHECKS_API_KEY" }\n')
    preview = ("healthchecks", "checks", "list", "--dry-run", "--config", str(file))
    assert run(*preview)[1].startswith("GET https://healthchecks.io/api/v3/checks/")
    assert run(*preview, "--account", "hc")[1].startswith("GET https://healthchecks.io/api/v3/checks/")
    monkeypatch.setenv("UPTIMEKIT_CONFIG", str(file))
    assert run(*preview[:-2])[1].startswith("GET https://healthchecks.io/api/v3/checks/")
    status, _, said = run("healthchecks", "slug-pings", "success", "job", "--dry-run")
    assert (status, "PING_KEY" in said, "HEALTHCHECKS_PING_KEY" in said) == (2, True, False)
    monkeypatch.setenv("HEALTHCHECKS_METRICS_KEY", "of-another-server")
    status, out, said = run("healthchecks", "service", "metrics", "--dry-run")
    assert (status, out) == (2, "")
    assert (
        "the account has no metrics_key, and with a file the environment adds nothing: add metrics_key"
        in said
    )
    monkeypatch.setenv("UPTIMEKIT_CONFIG", "")
    assert run(*preview[:-2])[1].startswith(f"GET {servers['HEALTHCHECKS_BASE_URL']}")


SECRETS = [
    ("healthchecks", "metrics_key", "service metrics", "x-metrics-key: ***"),
    (
        "healthchecks",
        "prometheus_key",
        "service prometheus 123e4567-e89b-12d3-a456-426614174000",
        "authorization: Bearer ***",
    ),
    ("healthchecks", "ping_key", "slug-pings success job", "/***/job"),
    ("statuspage", "public_api_key", "public-page summary", "authorization: OAuth ***"),
    ("uptimehunt", "prober_token", "probes list", "x-auth: ***"),
]


@pytest.mark.parametrize(("provider", "name", "words", "shown"), SECRETS)
def test_every_secret_may_stand_in_a_file(
    run: Run, tmp_path: Path, provider: str, name: str, words: str, shown: str
) -> None:
    """A credential that only some operations take is sent by these; no other secret of the account is read for them."""
    file = tmp_path / "fleet.toml"
    missing = '{ command = ["false"] }'
    others = [] if provider == "uptimehunt" else ["api_key"]  # a probe machine has no user's password
    page = 'page_id = "wj6936l06yqd"\nsubdomain = "example"\n' if provider == "statuspage" else ""
    file.write_text(
        f'[accounts.shop]\nprovider = "{provider}"\n{page}'
        f'{name} = {{ command = ["echo", "of-the-file"] }}\n'
        + "".join(f"{each} = {missing}\n" for each in others)
    )
    status, out, said = run(provider, *words.split(), "--dry-run", "--config", str(file))
    assert (status, said) == (0, "")
    assert shown in out
    assert "of-the-file" not in out


def test_a_prober_of_a_file_is_no_user_of_the_environment(run: Run, tmp_path: Path) -> None:
    """An account with a prober's token alone does not log in as the user whose variables are set."""
    file = tmp_path / "fleet.toml"
    file.write_text('[accounts.probe]\nprovider = "uptimehunt"\nprober_token = { command = ["echo", "t"] }\n')
    status, out, said = run("uptimehunt", "services", "list", "--dry-run", "--config", str(file))
    assert (status, out) == (2, "")
    assert "the account has no access_token, and with a file the environment adds nothing" in said


def test_a_secret_that_an_operation_does_not_take_is_not_read(
    run: Run, servers: dict[str, str], tmp_path: Path
) -> None:
    """A key of the operator's that cannot be read now keeps nobody from listing checks."""
    file = tmp_path / "fleet.toml"
    file.write_text(
        f"""[accounts.shop]
provider = "healthchecks"
base_url = "{servers["HEALTHCHECKS_BASE_URL"]}"
api_key = {{ env = "HEALTHCHECKS_API_KEY" }}
metrics_key = {{ command = ["false"] }}
"""
    )
    assert run("healthchecks", "checks", "list", "--config", str(file))[0] == 0
    status, _, said = run("healthchecks", "service", "metrics", "--config", str(file))
    assert (status, said) == (
        2,
        "uptimekit: the command false ended with status 1; run it by hand to see why\n",
    )


REFUSED = [
    ("healthchecks", ["api_key"], "checks list"),
    ("statuspage", ["api_key"], "components list"),
    ("betterstack", ["bearer_token"], "monitors list"),
    ("uptimehunt", ["email", "password"], "services list"),
]


@pytest.mark.parametrize(("provider", "names", "words"), REFUSED)
def test_a_refused_secret_is_named_by_its_place(
    run: Run,
    servers: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    provider: str,
    names: list[str],
    words: str,
) -> None:
    """What the user has to renew is a variable of the file, not an argument of Python."""
    monkeypatch.setenv("SHOP_KEY", "wrong-and-secret")
    file = tmp_path / "fleet.toml"
    page = 'page_id = "wj6936l06yqd"\n' if provider == "statuspage" else ""
    file.write_text(
        f'[accounts.shop]\nprovider = "{provider}"\n{page}base_url = "{servers[f"{provider.upper()}_BASE_URL"]}"\n'
        + "".join(f'{name} = {{ env = "SHOP_KEY" }}\n' for name in names)
    )
    status, out, said = run(provider, *words.split(), "--config", str(file))
    places = " and ".join(f"the {name} of variable SHOP_KEY" for name in names)
    assert (status, out) == (2, "")
    assert f"({places} {'was' if len(names) == 1 else 'were'} used)" in said
    assert "wrong-and-secret" not in said


def test_a_file_without_an_account_of_the_provider(run: Run, tmp_path: Path) -> None:
    """With a file the environment makes no account: the command says so, and what to do."""
    file = tmp_path / "fleet.toml"
    file.write_text('[accounts.hc]\nprovider = "healthchecks"\napi_key = { env = "HEALTHCHECKS_API_KEY" }\n')
    status, out, said = run("statuspage", "components", "list", "--config", str(file))
    assert (status, out) == (2, "")
    assert said == (
        f"uptimekit: {file} has no account of statuspage, and with a file the environment makes none: "
        "add one with uptimekit login statuspage, or set UPTIMEKIT_CONFIG= for the environment alone\n"
    )


def test_a_missing_credential(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a credential nothing is sent, and the message names the variable to set."""
    monkeypatch.delenv("BETTERSTACK_API_TOKEN")
    status, out, said = run("betterstack", "monitors", "list")
    assert (status, out) == (2, "")
    assert "BETTERSTACK_API_TOKEN" in said


def test_bytes_and_text(run: Run) -> None:
    """An answer that is no JSON comes as it is; one that is nothing prints nothing."""
    assert run("healthchecks", "service", "status")[:2] == (0, "OK")
    assert run("healthchecks", "service", "status-head")[:2] == (0, "")


class Screen(io.TextIOWrapper):
    """A terminal that keeps what is written to it."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    def isatty(self) -> bool:
        """Say that it is one."""
        return True

    @property
    def shown(self) -> bytes:
        """What was written."""
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue()


@pytest.mark.parametrize(
    ("answer", "terminal", "shown"),
    [
        (b"\x89PNG\xff", False, b"\x89PNG\xff"),
        (b"<svg>\xc3\xbc</svg>\n", True, b"<svg>\xc3\xbc</svg>\n"),
        ("a\x1b[2J\nb", True, b"a\xef\xbf\xbd[2J\nb\n"),
        ("a\x1b[2J\nb", False, b"a\x1b[2J\nb"),
        (None, False, b""),
    ],
)
def test_answers_that_are_no_json(
    answer: object, terminal: bool, shown: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Text and bytes go on as they are, and to a terminal without what it would act upon."""
    screen = Screen()
    monkeypatch.setattr(screen, "isatty", lambda: terminal)
    monkeypatch.setattr(sys, "stdout", screen)
    show_answer({}, answer, {"output": "table", "query": None})
    assert screen.shown == shown


def test_csv_has_the_columns_of_all_rows(capsys: pytest.CaptureFixture[str]) -> None:
    """What only a later item has is not lost; no items are no line."""
    given = {"output": "csv", "query": ()}
    show_answer({"rows": "data"}, {"data": [{"id": 1}, {"id": 2, "more": {"a.b": 3}}]}, given)
    assert capsys.readouterr().out == "id,more.a.b\n1,\n2,3\n"
    show_answer({"rows": "data"}, {"data": []}, given)
    assert capsys.readouterr().out == ""


def test_bytes_that_are_no_text_reach_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are refused with the way to keep them."""
    monkeypatch.setattr(sys, "stdout", Screen())
    with pytest.raises(click.UsageError, match="> FILE"):
        show_answer({}, b"\x89PNG\xff", {"output": "table", "query": None})


NEW = ("statuspage", "components", "update", "abc123abc123", "--dry-run", "--status")


def test_a_value_that_is_not_listed(run: Run) -> None:
    """It is refused, since most of them are misspelt, and the error names the option that sends it all the same."""
    status, out, said = run(*NEW, "major_outag")
    assert (status, out) == (2, "")
    assert said.endswith("; did you mean 'major_outage'?; to send it all the same, add --unlisted\n")
    status, out, said = run(*NEW, "brewing")
    assert said.endswith("'major_outage', ''; to send it all the same, add --unlisted\n")
    status, out, said = run(*NEW, "brewing", "--unlisted")
    assert (status, said) == (0, "")
    assert '"status": "brewing"' in out


def test_a_value_that_is_not_listed_within_json(run: Run, servers: dict[str, str]) -> None:
    """The same holds for a body as JSON, and for the values inside of an object."""
    body = ("--json", '{"component": {"status": "brewing", "name": "API"}}')
    assert run(*NEW[:5], *body)[0] == 2
    status, out, _ = run(*NEW[:5], *body, "--unlisted", "-o", "json")
    assert (status, json.loads(out)["body"]) == (0, {"component": {"status": "brewing", "name": "API"}})
    incident = (
        "statuspage",
        "incidents",
        "create",
        "--name",
        "x",
        "--components",
        '{"abc123abc123": "brewing"}',
    )
    status, _, said = run(*incident, "--dry-run")
    assert status == 2
    assert said.endswith("; to send it all the same, add --unlisted\n")
    status, out, _ = run(*incident, "--dry-run", "--unlisted", "-o", "json")
    assert (status, json.loads(out)["body"]["incident"]["components"]) == (0, {"abc123abc123": "brewing"})


def test_an_empty_address_is_refused(run: Run) -> None:
    """``--base-url "$STAGING"`` without the variable does not reach the real server."""
    status, _, said = run("statuspage", "components", "list", "--base-url", "")
    assert status == 2
    assert "it is empty: is the variable unset?" in said


def test_what_an_answer_404_means(run: Run, servers: dict[str, str], tmp_path: Path) -> None:
    """Where the document tells what a 404 of an operation means, the error says it."""
    with Healthchecks(servers["HEALTHCHECKS_API_KEY"], api_url=servers["HEALTHCHECKS_BASE_URL"]) as client:
        uuid = str(client.create_check(CheckCreate(name="silent")).uuid)
        secret = tmp_path / "uuid"
        secret.write_text(uuid)
        status, _, problem = run("healthchecks", "checks", "get-ping-body", f"@{secret}", "1")
        client.delete_check(uuid)
    assert status == 2
    assert "Returns 404 if the ping has no body" in problem


def test_a_field_that_is_called_like_an_option_of_ours(run: Run) -> None:
    """JSON for a configuration file is meant for the field of the API, whose option is named."""
    status, _, problem = run(
        "uptimehunt", "services", "update", "1", "--config", '{"url": "https://a.example"}'
    )
    assert (status, problem.count("\n")) == (2, 1)
    assert "--api-config" in problem


def test_what_was_deleted_is_told(run: Run) -> None:
    """Where the answer is empty, stderr says what is gone."""
    create = ("uptimehunt", "projects", "create", "--name", "Old", "--query", "id", "-o", "csv")
    id_ = run(*create)[1].splitlines()[1]
    status, out, said = run("uptimehunt", "projects", "delete", id_)
    assert (status, out) == (0, "")
    assert said.startswith("uptimekit: deleted http")
    assert said.endswith(f"/projects/{id_}\n")


def test_sigterm_ends_the_wait_for_a_secret(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What waits for a command that prints a secret is left in order, which kills the command."""
    ended: list[str] = []

    def waiting(*_: object) -> dict[str, str]:
        try:
            signal.raise_signal(signal.SIGTERM)
        finally:
            ended.append("command")
        return {}

    monkeypatch.setattr("uptimekit.fleet.account_values.read_account_values", waiting)
    file = tmp_path / "fleet.toml"
    file.write_text('[accounts.shop]\nprovider = "betterstack"\nbearer_token = { command = ["cat"] }\n')
    with pytest.raises(SystemExit) as caught:
        run("betterstack", "monitors", "list", "--config", str(file))
    assert (caught.value.code, ended) == (143, ["command"])
