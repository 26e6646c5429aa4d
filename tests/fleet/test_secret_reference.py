"""References to secrets: what they read, what they refuse, and that they show nothing."""

from __future__ import annotations

import os
import sys
import traceback
from typing import Any

import keyring
import pytest
from keyring.errors import KeyringLocked

from uptimekit import ConfigurationError
from uptimekit.fleet import FromCommand, FromEnvironment, FromKeyring
from uptimekit.fleet.secret_reference import secret_reference

SECRET = "s3cret-of-the-tests"


class MemoryKeyring:
    """A keyring of this process."""

    def __init__(self) -> None:
        self.passwords = {("uptimekit", "shop"): SECRET}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked(f"locked: {self.passwords}")
        return self.passwords.get((service, username))


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    """The keyring of the process, with one password."""
    ring = MemoryKeyring()
    monkeypatch.setattr(keyring, "get_password", ring.get_password)
    return ring


def python(code: str, *arguments: str) -> FromCommand:
    """A command that runs *code*, without what a start of Python loads besides."""
    return FromCommand((sys.executable, "-ISc", code, *arguments))


def test_a_variable_is_read_when_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of the moment counts; an empty variable is not set."""
    reference = FromEnvironment("SHOP_KEY")
    monkeypatch.setenv("SHOP_KEY", SECRET)
    assert reference.read() == SECRET
    monkeypatch.setenv("SHOP_KEY", "")
    with pytest.raises(ConfigurationError, match="the environment variable SHOP_KEY is not set"):
        reference.read()


def test_a_password_of_the_keyring_is_read(ring: MemoryKeyring) -> None:
    """Service and user say which; the error of a missing one says how to store it."""
    assert FromKeyring("uptimekit", "shop").read() == SECRET
    with pytest.raises(
        ConfigurationError, match="nothing for uptimekit/other; run: keyring set uptimekit other"
    ):
        FromKeyring("uptimekit", "other").read()


def test_a_keyring_that_cannot_be_opened_shows_nothing(ring: MemoryKeyring) -> None:
    """The text of a keyring's error is not repeated."""
    ring.locked = True
    with pytest.raises(ConfigurationError, match=r"^the keyring cannot be read: KeyringLocked$"):
        FromKeyring("uptimekit", "shop").read()


def test_without_the_extra_the_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package keyring is optional."""
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(ConfigurationError, match=r"pip install 'uptimekit\[keyring\]'"):
        FromKeyring("uptimekit", "shop").read()


@pytest.mark.parametrize("end", ["", r"\n", r"\r\n"])
def test_what_a_command_prints_is_the_secret(end: str) -> None:
    """One line break at its end is cut, and no shell reads its arguments."""
    argument = "$HOME; `id` * spaced"
    reference = python(f"import sys; sys.stdout.write(sys.argv[1] + '{end}')", argument)
    assert reference.read() == argument


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("import sys; sys.exit('SECRET')", "ended with status 1; run it by hand to see why"),
        (
            "print('SECRET\\nuser: shop')",
            "printed more than one line of text; it must print the secret alone",
        ),
        ("import sys; sys.stdout.buffer.write(b'SECRET\\xff')", "printed more than one line of text"),
        ("", "printed nothing"),
        ("print()", "printed nothing"),
        ("import sys; sys.exit(len(sys.stdin.read()) + 3)", "ended with status 3"),
    ],
)
def test_a_command_that_fails_shows_nothing_of_its_output(
    code: str, says: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """Neither its output nor its standard error is repeated, not even in the traceback; it has no input."""
    with pytest.raises(ConfigurationError) as caught:
        python(code.replace("SECRET", SECRET)).read()
    assert f"the command {sys.executable} {says}" in str(caught.value)
    frames = traceback.StackSummary.extract(
        traceback.walk_tb(caught.value.__traceback__.tb_next),  # type: ignore[union-attr]
        capture_locals=True,
    )
    assert SECRET not in f"{caught.value!r} {caught.value.__context__!r} {[frame.locals for frame in frames]}"
    assert SECRET not in "".join(capfd.readouterr())


def test_a_command_has_a_time_limit() -> None:
    """A command that hangs is ended."""
    with pytest.raises(ConfigurationError, match=r"took longer than 0\.05 s"):
        python("import time; time.sleep(60)").read(0.05)


def test_a_command_that_is_not_there_is_told() -> None:
    """The system's reason is told, with the name of the program only."""
    with pytest.raises(ConfigurationError, match=r"^the command no-such-program cannot be run: No such file"):
        FromCommand(("no-such-program", SECRET)).read()


def test_a_reference_shows_the_place_only() -> None:
    """Arguments of a command may be secret."""
    assert repr(FromCommand(("pass", "show", SECRET))) == "FromCommand(command=<pass ...>)"
    assert repr(FromEnvironment("SHOP_KEY")) == "FromEnvironment(variable='SHOP_KEY')"


@pytest.mark.parametrize(
    ("given", "reference"),
    [
        ({"env": "SHOP_KEY"}, FromEnvironment("SHOP_KEY")),
        ({"keyring": "uptimekit/shop"}, FromKeyring("uptimekit", "shop")),
        ({"keyring": "https://hc.example/shop"}, FromKeyring("https://hc.example", "shop")),
        ({"command": ["pass", "show", "hc"]}, FromCommand(("pass", "show", "hc"))),
    ],
)
def test_references_of_a_file_are_read(given: Any, reference: object) -> None:
    """Each of the three forms."""
    assert secret_reference(given) == reference


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (SECRET, "a secret in plain text is refused; write { env"),
        ({"env": SECRET, "default": "x"}, "must be { env"),
        ({"env": ""}, "must be"),
        ({"keyring": "shop"}, "must be"),
        ({"command": f"pass show {SECRET}"}, "a command is a list"),
        ({"command": []}, "must be"),
        ({"command": ["pass", 3]}, "must be"),
        ({"vault": "x"}, "must be"),
        (3, "must be"),
    ],
)
def test_anything_else_is_refused(given: Any, says: str) -> None:
    """The error says what can be written, and does not repeat what was."""
    with pytest.raises(ConfigurationError) as caught:
        secret_reference(given)
    assert str(caught.value).startswith(says)
    assert SECRET not in str(caught.value)


def test_the_child_has_the_environment_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Password managers find their configuration by it."""
    monkeypatch.setenv("SHOP_STORE", "store-of-the-shop")
    assert python("import os; print(os.environ['SHOP_STORE'])").read() == os.environ["SHOP_STORE"]


@pytest.mark.parametrize("error", [ConnectionResetError, SystemExit])
def test_what_a_backend_of_a_keyring_raises_shows_nothing(
    error: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Backends raise errors of their own, such as of D-Bus, whose text may hold anything, and some leave the program."""

    def broken(service: str, user: str) -> str:
        raise error(SECRET)

    monkeypatch.setattr(keyring, "get_password", broken)
    with pytest.raises(ConfigurationError, match=rf"^the keyring cannot be read: {error.__name__}$"):
        FromKeyring("uptimekit", "shop").read()


def test_a_backend_that_returns_no_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes are not sent for a text, and are not repeated."""
    monkeypatch.setattr(keyring, "get_password", lambda *_: SECRET.encode())
    with pytest.raises(ConfigurationError, match=r"^the keyring has no text for uptimekit/shop$"):
        FromKeyring("uptimekit", "shop").read()
