"""Names of options that clash."""

from __future__ import annotations

import click

from uptimekit.cli.provider.command_table import provider_paths, read_table
from uptimekit.cli.provider.operation_command import OperationCommand
from uptimekit.cli.provider.option_names import OWN, option_names


def test_a_clash_is_solved_by_a_prefix() -> None:
    """An argument with the name of one of our options, or of another one's off switch, is prefixed, and keeps it."""
    assert option_names(
        ["name", "from_", "group_id", "output", "query", "json", "all", "help", "paused", "no_paused"]
    ) == {
        "name": "--name",
        "from_": "--from",
        "group_id": "--group-id",
        "output": "--api-output",
        "query": "--api-query",
        "json": "--api-json",
        "all": "--api-all",
        "help": "--api-help",
        "paused": "--paused",
        "no_paused": "--api-no-paused",
    }
    assert option_names(["config", "no_api_config"]) == {
        "config": "--api-config",
        "no_api_config": "--api-no-api-config",
    }
    assert option_names(["api_query", "query"]) == {"api_query": "--api-query", "query": "--api-api-query"}


def test_every_option_of_ours_is_reserved() -> None:
    """No operation of any installed client has an option twice, and ours are those that no argument gets."""
    for provider, path in provider_paths().items():
        table = read_table(path)
        for resource, each in table["resources"].items():
            for verb in each["operations"]:
                command = OperationCommand(provider, table, resource, verb)
                options = [param for param in command.params if isinstance(param, click.Option)]
                names = [name for option in options for name in (*option.opts, *option.secondary_opts)]
                assert len(names) == len(set(names)), (provider, resource, verb)
                own = {
                    name[2:] for option in command._own_options for name in option.opts if name[:2] == "--"
                }
                assert own <= OWN, (provider, resource, verb)
