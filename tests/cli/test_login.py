"""``uptimekit login``."""

from __future__ import annotations

import io
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backend
import keyring.errors
import pytest

from uptimekit.cli.main import main
from uptimekit.cli.whole_file import write_private

from ._sandboxes import Sandboxes, closed_port

Captured = pytest.CaptureFixture[str]


class MemoryKeyring(keyring.backend.KeyringBackend):
    """A keyring in memory."""

    priority = 5  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.refuses: set[str] = set()

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if username in self.refuses:
            raise keyring.errors.PasswordSetError("locked")
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise keyring.errors.PasswordDeleteError("there is none")
        del self.kept[service, username]


@pytest.fixture
def memory() -> Iterator[MemoryKeyring]:
    """The keyring of the system."""
    before, memory = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(memory)
    yield memory
    keyring.set_keyring(before)


@pytest.fixture
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package is not installed."""
    monkeypatch.setitem(sys.modules, "keyring", None)


@pytest.fixture
def file(sandboxes: Sandboxes, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The configuration file, which is not there yet; the environment has no account."""
    for name in sandboxes.variables:
        monkeypatch.delenv(name)
    return home / ".config" / "uptimekit" / "fleet.toml"


def types(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Standard input is no terminal and has *text*."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def accounts(file: Path) -> dict[str, dict[str, object]]:
    """The accounts of the file."""
    found: dict[str, dict[str, object]] = tomllib.loads(file.read_text())["accounts"]
    return found


def test_the_secret_is_in_the_keyring_and_the_account_in_the_file(
    sandboxes: Sandboxes, file: Path, memory: MemoryKeyring, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """After login the account is read, its key is in the keyring alone, and nothing shows it."""
    key = sandboxes.variables["HEALTHCHECKS_API_KEY"]
    types(monkeypatch, f"{key}\n")
    url = sandboxes.variables["HEALTHCHECKS_BASE_URL"]
    assert main(["login", "healthchecks", "--account", "jobs", "--set", f"base_url={url}"]) == 0
    output = capsys.readouterr()
    assert output.out.startswith("jobs: 1 check")
    assert memory.kept == {("uptimekit/jobs", "api_key"): key}
    assert accounts(file) == {
        "jobs": {
            "provider": "healthchecks",
            "api_key": {"keyring": "uptimekit/jobs/api_key"},
            "base_url": url,
        }
    }
    assert key not in output.out + output.err + file.read_text()
    assert main(["ls", "heartbeats", "-o", "csv"]) == 0
    assert ",jobs," in capsys.readouterr().out


def test_several_accounts_follow_each_other(
    sandboxes: Sandboxes, file: Path, memory: MemoryKeyring, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """Each login adds its account; settings that are needed are lines, too; what the file has stays, comments too."""
    write_private(file, "# ours\n[profiles.night]\ndeadline = 5  # patient\naccounts = []\n")
    for provider, names in {
        "statuspage": ("api_key", "page_id", "base_url"),
        "uptimehunt": ("email", "password", "base_url"),
    }.items():
        lines = [f"{name}={sandboxes.variables[f'{provider}_{name}'.upper()]}\n" for name in names]
        types(monkeypatch, "".join(lines))
        assert main(["login", provider]) == 0
    text = file.read_text()
    assert text.startswith("# ours\n[profiles.night]\ndeadline = 5  # patient\n")
    assert accounts(file).keys() == {"statuspage", "uptimehunt"}
    assert len(memory.kept) == 3
    assert main(["config", "check"]) == 0


def test_a_refused_secret_is_not_kept(
    sandboxes: Sandboxes, file: Path, memory: MemoryKeyring, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """If the provider refuses the credentials, or cannot be reached, nothing is stored and nothing written."""
    wrong = "hcw_wrongwrongwrongwrongwrongwro"
    for url in (sandboxes.variables["HEALTHCHECKS_BASE_URL"], closed_port()):
        types(monkeypatch, wrong)
        assert main(["login", "healthchecks", "--set", f"base_url={url}"]) == 2
        output = capsys.readouterr()
        assert output.err.startswith("uptimekit: ")
        assert (output.out, output.err.count("\n")) == ("", 1)
        assert wrong not in output.err
    assert memory.kept == {}
    assert not file.exists()


def test_a_locked_keyring_leaves_nothing_half_done(
    sandboxes: Sandboxes, file: Path, memory: MemoryKeyring, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """If the keyring refuses the second secret, the first is as it was, and the file is not written."""
    memory.refuses = {"password"}
    memory.kept = {("uptimekit/uptimehunt", "email"): "old"}
    names = ("EMAIL", "PASSWORD", "BASE_URL")
    types(
        monkeypatch,
        "".join(f"{name.lower()}={sandboxes.variables[f'UPTIMEHUNT_{name}']}\n" for name in names),
    )
    assert main(["login", "uptimehunt"]) == 2
    assert "keyring refuses" in capsys.readouterr().err
    assert memory.kept == {("uptimekit/uptimehunt", "email"): "old"}
    assert not file.exists()


def test_a_file_that_cannot_be_written_leaves_no_secret(
    sandboxes: Sandboxes, file: Path, memory: MemoryKeyring, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """If the file cannot be written, the keyring is as it was."""
    (file.parent.parent).mkdir()
    file.parent.touch()
    types(monkeypatch, sandboxes.variables["BETTERSTACK_API_TOKEN"])
    assert (
        main(["login", "betterstack", "--set", f"base_url={sandboxes.variables['BETTERSTACK_BASE_URL']}"])
        == 2
    )
    assert "cannot be" in capsys.readouterr().err
    assert memory.kept == {}


@pytest.mark.usefixtures("no_keyring")
def test_without_a_keyring_the_variable_to_set_is_told(
    sandboxes: Sandboxes, file: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """The account refers to a variable, whose name is told; with it set, the account is read."""
    token = sandboxes.variables["BETTERSTACK_API_TOKEN"]
    types(monkeypatch, token)
    url = sandboxes.variables["BETTERSTACK_BASE_URL"]
    assert main(["login", "betterstack", "--account", "shop eu", "--set", f"base_url={url}"]) == 0
    output = capsys.readouterr().out
    assert "SHOP_EU_BEARER_TOKEN" in output
    assert (
        "No secret is stored: the package keyring is not installed; pip install 'uptimekit[keyring]'"
        in output
    )
    assert token not in output + file.read_text()
    assert accounts(file)["shop eu"]["bearer_token"] == {"env": "SHOP_EU_BEARER_TOKEN"}
    monkeypatch.setenv("SHOP_EU_BEARER_TOKEN", token)
    assert main(["config", "check"]) == 0


def test_no_account_is_added_to_a_file_that_is_not_read(
    sandboxes: Sandboxes, file: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """UPTIMEKIT_CONFIG that is set to nothing means the environment alone; a file that is named is written."""
    monkeypatch.setenv("UPTIMEKIT_CONFIG", "")
    assert main(["login", "statuspage", "--env"]) == 2
    assert "UPTIMEKIT_CONFIG is set to nothing" in capsys.readouterr().err
    assert not file.exists()
    for name, value in sandboxes.variables.items():
        monkeypatch.setenv(name, value)
    assert main(["login", "statuspage", "--env", "--config", str(file)]) == 0


def test_variables_of_the_environment(
    sandboxes: Sandboxes, file: Path, memory: MemoryKeyring, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """With --env the account refers to the variables that are set, nothing is stored, and missing ones are told."""
    assert main(["login", "statuspage", "--env"]) == 2
    assert "STATUSPAGE_API_KEY and STATUSPAGE_PAGE_ID" in capsys.readouterr().err
    for name, value in sandboxes.variables.items():
        monkeypatch.setenv(name, value)
    assert main(["login", "statuspage", "--env"]) == 0
    output = capsys.readouterr().out
    assert memory.kept == {}
    assert accounts(file)["statuspage"] == {
        "provider": "statuspage",
        "api_key": {"env": "STATUSPAGE_API_KEY"},
        "page_id": sandboxes.statuspage.page_id,
        "organization_id": sandboxes.statuspage.organization_id,
        "base_url": sandboxes.variables["STATUSPAGE_BASE_URL"],
        "public_url": sandboxes.variables["STATUSPAGE_PUBLIC_URL"],
    }
    for other in ("betterstack", "healthchecks", "uptimehunt"):  # which a file without them would make vanish
        assert f"uptimekit login {other} --env" in output


def test_another_secret_for_a_known_account(
    sandboxes: Sandboxes, file: Path, memory: MemoryKeyring, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """The secret of an account in the file is replaced in the keyring, with its settings; elsewhere it is not touched."""
    before = (
        '[accounts.jobs]\nprovider = "healthchecks"\napi_key = { keyring = "work/hc" }\n'
        f'base_url = "{sandboxes.variables["HEALTHCHECKS_BASE_URL"]}"\n'
        '[accounts.page]\nprovider = "statuspage"\napi_key = { env = "PAGE_KEY" }\npage_id = "p"\n'
    )
    write_private(file, before)
    key = sandboxes.variables["HEALTHCHECKS_API_KEY"]
    types(monkeypatch, key)
    assert main(["login", "healthchecks", "--account", "jobs"]) == 0
    assert memory.kept == {("work", "hc"): key}
    for arguments, said in [
        (["statuspage", "--account", "page"], "api_key is not in the keyring"),
        (["statuspage", "--account", "page", "--set", "page_id=q"], "other settings"),
        (["betterstack", "--account", "page"], "of another provider"),
    ]:
        types(monkeypatch, "a-key-of-statuspage")
        capsys.readouterr()
        assert main(["login", *arguments]) == 2
        assert said in capsys.readouterr().err
    types(monkeypatch, f"api_key={key}\nmetrics_key=of-the-operator")
    assert main(["login", "healthchecks", "--account", "jobs"]) == 2
    said = capsys.readouterr().err
    assert "has an account jobs without metrics_key; add metrics_key = " in said
    assert "of-the-operator" not in said
    assert file.read_text() == before


def test_secrets_of_single_operations_are_kept_too(
    sandboxes: Sandboxes, file: Path, memory: MemoryKeyring, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """A metrics key that is given beside the API key is in the keyring, and the file says so."""
    types(
        monkeypatch,
        f"HEALTHCHECKS_API_KEY={sandboxes.variables['HEALTHCHECKS_API_KEY']}\nmetrics_key=of-the-operator",
    )
    url = sandboxes.variables["HEALTHCHECKS_BASE_URL"]
    assert main(["login", "healthchecks", "--set", f"base_url={url}"]) == 0
    assert accounts(file)["healthchecks"]["metrics_key"] == {"keyring": "uptimekit/healthchecks/metrics_key"}
    assert memory.kept["uptimekit/healthchecks", "metrics_key"] == "of-the-operator"
    assert "of-the-operator" not in capsys.readouterr().out


def test_a_person_is_asked(
    sandboxes: Sandboxes, file: Path, memory: MemoryKeyring, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """On a terminal it asks which credentials, and for each of them, without showing secrets; optional ones may be empty."""
    asked: list[str] = []
    answers = {"Email": sandboxes.uptimehunt.email, "Password": sandboxes.uptimehunt.password, "Which": "1"}

    def answer(prompt: str) -> str:
        asked.append(prompt)
        return next((text for name, text in answers.items() if prompt.startswith(name)), "")

    def no_secret(prompt: str) -> str:
        assert prompt.startswith("Which")
        return answer(prompt)

    types(monkeypatch, "")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("click.termui.hidden_prompt_func", answer)
    monkeypatch.setattr("click.termui.visible_prompt_func", no_secret)
    url = sandboxes.variables["UPTIMEHUNT_BASE_URL"]
    assert main(["login", "uptimehunt", "--set", f"base_url={url}"]) == 0
    assert [prompt.split(" ")[0].rstrip(":") for prompt in asked] == [
        "Which",
        "Email",
        "Password",
        "Refresh",
        "Prober",
    ]
    output = capsys.readouterr()
    assert "1  Email and Password\n2  Access token\n" in output.err
    assert {user for _, user in memory.kept} == {"email", "password"}


@pytest.mark.parametrize(
    ("arguments", "text", "said"),
    [
        (["helthchecks"], "", "did you mean healthchecks?"),
        (["healthchecks", "--set", "api_key=hushhush"], "", "api_key is a secret"),
        (["healthchecks", "--set", "base_url"], "", "write NAME=VALUE"),
        (["healthchecks", "--set", "base_ulr=x"], "hushhush", "did you mean base_url?"),
        (["healthchecks"], "", "needed: api_key"),
        (["uptimehunt"], "hushhush\n", "lines NAME=VALUE"),
        (["uptimehunt"], "email=hushhush\n", "needed: email and password, or access_token"),
        (["healthchecks"], "HEALTHCHECK_API_KEY=hushhush\n", "did you mean HEALTHCHECKS_API_KEY?"),
        (["healthchecks"], "export token=hushhush\n", "another name than those of"),
        (["statuspage"], "api_key=hushhush\n", "needed: api_key and page_id; add --set page_id=..."),
    ],
)
def test_wrong_use_is_one_line_without_the_secret(
    arguments: list[str], text: str, said: str, file: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """What makes no sense is refused before anything is sent, on one line that repeats no secret."""
    types(monkeypatch, text)
    assert main(["login", *arguments]) == 2
    output = capsys.readouterr()
    assert said in output.err
    assert (output.out, output.err.count("\n")) == ("", 1)
    assert "hushhush" not in output.err
    assert not file.exists()


def test_the_secret_of_another_file_stays(
    sandboxes: Sandboxes, file: Path, memory: MemoryKeyring, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    """An account of the same name in a second file, such as for staging, does not change what the first one reads."""
    url = sandboxes.variables["HEALTHCHECKS_BASE_URL"]
    project = sandboxes.healthchecks.projects["main"]
    memory.kept[("uptimekit/healthchecks", "api_key")] = "that of production"
    for path in (home / "staging.toml", home / "again.toml"):
        types(monkeypatch, project.api_key)
        assert main(["login", "healthchecks", "--config", str(path), "--set", f"base_url={url}"]) == 0
        assert accounts(path)["healthchecks"]["api_key"] == {"keyring": "uptimekit/healthchecks-2/api_key"}
    assert memory.kept == {
        ("uptimekit/healthchecks", "api_key"): "that of production",
        ("uptimekit/healthchecks-2", "api_key"): project.api_key,
    }


@pytest.mark.parametrize("failing", ["get_password", "set_password"])
def test_a_keyring_that_breaks_is_one_line(
    failing: str, sandboxes: Sandboxes, file: Path, memory: MemoryKeyring, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:  # fmt: skip
    """Whatever a backend raises, such as an error of D-Bus, nothing is kept and its text is not repeated."""

    def fail(self: MemoryKeyring, *arguments: str) -> None:
        raise ConnectionResetError(f"no bus for {arguments}")

    monkeypatch.setattr(MemoryKeyring, failing, fail)
    types(monkeypatch, sandboxes.variables["HEALTHCHECKS_API_KEY"])
    url = sandboxes.variables["HEALTHCHECKS_BASE_URL"]
    assert main(["login", "healthchecks", "--set", f"base_url={url}"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("uptimekit: the keyring ")
    assert said.endswith(": ConnectionResetError\n")
    assert not file.exists()


@pytest.mark.usefixtures("no_keyring")
def test_no_two_accounts_share_a_variable(
    sandboxes: Sandboxes, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names that differ in case or signs only have variables of their own, which a shell can set."""
    url = sandboxes.variables["HEALTHCHECKS_BASE_URL"]
    for name in ("shop eu", "shop-eu", "Shop_EU", "1st"):
        types(monkeypatch, sandboxes.variables["HEALTHCHECKS_API_KEY"])
        assert main(["login", "healthchecks", "--account", name, "--set", f"base_url={url}"]) == 0
    assert [each["api_key"] for each in accounts(file).values()] == [
        {"env": "SHOP_EU_API_KEY"},
        {"env": "SHOP_EU_API_KEY_2"},
        {"env": "SHOP_EU_API_KEY_3"},
        {"env": "_1ST_API_KEY"},
    ]


@pytest.mark.parametrize(
    "line", ["{}\n", "api_key={}\n", "HEALTHCHECKS_API_KEY={}\n", "export HEALTHCHECKS_API_KEY='{}'\n"]
)
def test_forms_of_a_line(
    line: str, sandboxes: Sandboxes, file: Path, memory: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A secret comes alone, by its name, by its variable, or as a line of a shell's file."""
    types(monkeypatch, line.format(sandboxes.variables["HEALTHCHECKS_API_KEY"]))
    url = sandboxes.variables["HEALTHCHECKS_BASE_URL"]
    assert main(["login", "healthchecks", "--set", f"base_url={url}"]) == 0
    assert [*memory.kept.values()] == [sandboxes.variables["HEALTHCHECKS_API_KEY"]]
    assert file.exists()


@pytest.mark.usefixtures("memory")
def test_a_setting_that_a_variable_has(file: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    """A setting that is missing is named with its option, and with the variable that has it."""
    monkeypatch.setenv("STATUSPAGE_PAGE_ID", "kctbh9vrtdwd")
    types(monkeypatch, "hushhush")
    assert main(["login", "statuspage"]) == 2
    assert '--set page_id="$STATUSPAGE_PAGE_ID"' in capsys.readouterr().err
    assert not file.exists()


def test_a_system_without_a_keyring(
    sandboxes: Sandboxes, file: Path, memory: MemoryKeyring, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """If the package finds no keyring, login says that, and which variable to set; no secret is dropped in silence."""
    monkeypatch.setattr(MemoryKeyring, "priority", 0)
    types(monkeypatch, sandboxes.variables["HEALTHCHECKS_API_KEY"])
    url = sandboxes.variables["HEALTHCHECKS_BASE_URL"]
    assert main(["login", "healthchecks", "--set", f"base_url={url}"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("No secret is stored: the system has no keyring")
    assert (
        lines[2] == "api_key is taken from the environment variable HEALTHCHECKS_API_KEY: see that it is set."
    )
    assert memory.kept == {}
    assert file.exists()
