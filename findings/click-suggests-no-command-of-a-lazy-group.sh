#!/usr/bin/env bash
# click suggests the nearest command for a typing error, but never one of a group that loads its commands late.
#
# Versions: click 8.5.1, Python 3.11.
# Behaviour: for an unknown command, Group.resolve_command looks for near names in the group's own dictionary `commands`. A
#   group that overrides list_commands() and get_command(), as click's documentation shows for commands that load late, has
#   an empty dictionary: its help lists the commands, shell completion offers them, and the error suggests none.
# Output seen:
#   eager: No such command 'lst'. Did you mean 'list'?
#   lazy: No such command 'lst'.
# Why a good guess is wrong: everything else in click asks list_commands(), and misspelt options are suggested for both groups.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check click==8.5.1
cat >"$folder/groups.py" <<'PYTHON'
import click


class LazyGroup(click.Group):
    def list_commands(self, ctx):
        return ["list", "show"]

    def get_command(self, ctx, cmd_name):
        return command(cmd_name) if cmd_name in ("list", "show") else None


def command(name):
    return click.Command(name, params=[click.Option(["--state"])], callback=lambda state: None)


def error(group, *arguments):
    try:
        group.main([*arguments], prog_name="g", standalone_mode=False)
    except click.UsageError as exc:
        return exc.format_message()


eager = click.Group("g", commands={name: command(name) for name in ("list", "show")})
lazy = LazyGroup("g")
assert error(eager, "list", "--stat") == error(lazy, "list", "--stat"), "options are suggested for both"
by_eager, by_lazy = error(eager, "lst"), error(lazy, "lst")
print(f"eager: {by_eager}\nlazy: {by_lazy}")
assert by_eager == "No such command 'lst'. Did you mean 'list'?"
assert by_lazy == "No such command 'lst'.", "a lazy group has suggestions now"
PYTHON
"$folder/venv/bin/python" "$folder/groups.py"
