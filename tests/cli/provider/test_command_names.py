"""Names of commands that Python could not have."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from uptimekit.cli.provider.command_names import command_names
from uptimekit.cli.provider.groups import ProviderGroup


def test_names_have_dashes_and_no_underscore_at_their_end() -> None:
    """What keeps a name from a keyword is none of its command, unless two would be one."""
    assert command_names(["status_pages", "import_", "list_", "list", "_"]) == {
        "status-pages": "status_pages",
        "import": "import_",
        "list-": "list_",
        "list": "list",
        "-": "_",
    }


def test_help_of_names_and_values_from_an_odd_document(tmp_path: Path) -> None:
    """The command of a keyword is found and listed by its word, and a terminal acts upon no listed value."""
    red = {"name": "colour", "place": "query", "type": "text", "values": ["\x1b[31mred", ""]}
    operation = {"method": "POST", "path": "/", "help": "Import.", "arguments": [red]}
    table = {"title": "Odd", "resources": {"class_": {"help": "", "operations": {"import_": operation}}}}
    (path := tmp_path / "commands.json").write_text("{\n" + f' "title": "Odd",\n{json.dumps(table)[1:]}')
    group = ProviderGroup("odd", str(path))

    assert "  class  The operations of class." in CliRunner().invoke(group, ["--help"]).output
    assert "  import  Import." in CliRunner().invoke(group, ["class", "--help"]).output
    shown = CliRunner().invoke(group, ["class", "import", "--help"]).output
    assert "odd class import [OPTIONS]" in shown
    assert "one of \ufffd[31mred, ''" in shown
