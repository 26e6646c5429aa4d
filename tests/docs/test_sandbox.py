"""The page of the sandboxes names what there is: lines of the command, options, fixtures."""

from __future__ import annotations

import inspect
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from uptimekit.sandbox import (
    BetterStackSandbox,
    Fault,
    HealthchecksSandbox,
    RateLimit,
    StatuspageSandbox,
    UptimeHuntSandbox,
    pytest_plugin,
)
from uptimekit.sandbox.__main__ import main
from uptimekit.sandbox._instructions import Sandbox, instructions

pytest_plugins = ["pytester"]

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "sandbox.md").read_text(encoding="utf-8")
SANDBOXES: dict[str, Callable[[], Sandbox]] = {
    "betterstack": BetterStackSandbox,
    "healthchecks": HealthchecksSandbox,
    "statuspage": StatuspageSandbox,
    "uptimehunt": UptimeHuntSandbox,
}
_COMMON = {"url", "base_url", "clock", "sandbox", "faults", "requests"}


@pytest.mark.parametrize("page", ["sandbox.md", *(f"tutorials/{provider}.md" for provider in SANDBOXES)])
def test_the_printed_lines_are_those_of_the_command(page: str) -> None:
    """What a page shows below the command is what the command prints with the default seed."""
    text = (DOCS / page).read_text(encoding="utf-8")
    block = re.search(
        r"python -m uptimekit\.sandbox (\w+)[^`]*```\n[^`]*```text\n(.*?)^```$",
        text,
        re.MULTILINE | re.DOTALL,
    )
    assert block
    provider, printed = block.groups()
    address = re.search(r"http://[\d.:]+", printed)
    assert address
    assert printed.splitlines() == [*instructions(SANDBOXES[provider](), address[0])]


@pytest.mark.parametrize(
    ("fixture", "kind"),
    [
        ("healthchecks_sandbox", pytest_plugin.ServedHealthchecks),
        ("betterstack_sandbox", pytest_plugin.ServedBetterStack),
        ("statuspage_sandbox", pytest_plugin.ServedStatuspage),
        ("uptimehunt_sandbox", pytest_plugin.ServedUptimeHunt),
    ],
)
def test_every_attribute_of_a_fixture_is_listed(fixture: str, kind: type) -> None:
    """The row of a fixture has all its attributes, and those that all have are in the heading."""
    row = re.search(rf"^\| `{fixture}` \| (.*) \|$", PAGE, re.MULTILINE)
    assert row
    public = {name for name in dir(kind) if not name.startswith("_")}
    assert set(re.findall(r"`(\w+)`", row[1])) == public - _COMMON
    heading = re.search(r"^\| fixture \| (.*) \|$", PAGE, re.MULTILINE)
    assert heading
    assert set(re.findall(r"`(\w+)`", heading[1])) == _COMMON <= public


def test_every_option_of_the_command_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """The options that --help knows are in the table of the page."""
    with pytest.raises(SystemExit):
        main(["--help"])
    known = set(re.findall(r"--[a-z-]+", capsys.readouterr().out)) - {"--help"}
    assert [option for option in known if f"`{option}" not in PAGE] == []


@pytest.mark.parametrize(
    "kind", [Fault, RateLimit, HealthchecksSandbox, BetterStackSandbox, StatuspageSandbox, UptimeHuntSandbox]
)
def test_every_option_is_described(kind: type) -> None:
    """The page or the docstring of the class has every option of a sandbox and of a fault."""
    options = [name for name in inspect.signature(kind).parameters if name not in ("headers", "body")]
    text = f"{PAGE}\n{kind.__doc__}"
    assert [name for name in options if not re.search(rf"\b{name}\b", text)] == []


@pytest.mark.parametrize(("page", "number"), [("sandbox.md", 1), ("howto/testing-with-the-sandboxes.md", 5)])
def test_the_tests_of_a_page_pass(
    page: str, number: int, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tests on a page pass with the plugin, below the blocks before them."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path for path in sys.path if path))
    text = (DOCS / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    last = max(index for index, block in enumerate(blocks) if "def test_" in block)
    pytester.makepyfile("".join(blocks[: last + 1]))
    done = pytester.runpytest_subprocess(
        "--disable-plugin-autoload", "-p", "uptimekit.sandbox.pytest_plugin", "-W", "error"
    )
    done.assert_outcomes(passed=number)
