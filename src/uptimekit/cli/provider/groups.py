"""The groups of a provider and of its resources: a command is made when it is called."""

from __future__ import annotations

from collections.abc import Mapping

import click

from ..lazy_group import LazyGroup
from .command_names import command_names
from .command_table import Table, read_table, read_title

__all__ = ["ProviderGroup"]


def _operations_of(name: str) -> str:
    return f"The operations of {name.rstrip('_').replace('_', ' ')}."


class ProviderGroup(LazyGroup):
    """All resources of a provider."""

    def __init__(self, name: str, path: str) -> None:
        super().__init__(name, help=f"Call the API of {read_title(path)}, operation by operation.")
        self._path = path
        self._read: Table | None = None

    @property
    def table(self) -> Table:
        """What the provider's file says."""
        if self._read is None:
            self._read = read_table(self._path)
        return self._read

    def sections(self) -> Mapping[str, Mapping[str, str]]:
        """Return the resources."""
        resources = self.table["resources"]
        lines = {
            shown: resources[name]["help"] or _operations_of(name)
            for shown, name in command_names(resources).items()
        }
        return {"Resources": lines}

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the group of a resource; None for an unknown name."""
        name = command_names(self.table["resources"]).get(cmd_name)
        return ResourceGroup(self, cmd_name, name) if name else None


class ResourceGroup(LazyGroup):
    """All operations on one resource."""

    def __init__(self, provider: ProviderGroup, name: str, resource: str) -> None:
        self._provider, self._resource = provider, resource
        self._table: Table = provider.table["resources"][resource]
        super().__init__(name, help=self._table["help"] or _operations_of(resource))

    def other_ways(self, action: str) -> list[str]:
        """Return the commands that do *action*, no operation of its own here: ours, and an update of the status."""
        from .other_ways import other_ways

        command = f"uptimekit {self._provider.name} {self.name}"
        return [*other_ways(str(self._provider.name), command, self._table["operations"], action)]

    def sections(self) -> Mapping[str, Mapping[str, str]]:
        """Return the operations."""
        return {
            "Operations": {
                shown: self._table["operations"][verb]["help"]
                for shown, verb in command_names(self._table["operations"]).items()
            }
        }

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of an operation; None for an unknown name."""
        if (verb := command_names(self._table["operations"]).get(cmd_name)) is None:
            return None
        from .operation_command import OperationCommand

        return OperationCommand(str(self._provider.name), self._provider.table, self._resource, verb)
