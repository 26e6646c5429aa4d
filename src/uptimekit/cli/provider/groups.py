"""The groups of a provider and of its resources: a command is made when it is called."""

from __future__ import annotations

from collections.abc import Mapping

import click

from ..lazy_group import LazyGroup
from .command_table import Table, read_table, read_title

__all__ = ["ProviderGroup"]


def _dashed(name: str) -> str:
    """Return a name of Python as the command line writes it."""
    return name.replace("_", "-")


def _operations_of(name: str) -> str:
    return f"The operations of {name.replace('_', ' ')}."


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
        resources = self.table["resources"].items()
        return {
            "Resources": {_dashed(name): each["help"] or _operations_of(name) for name, each in resources}
        }

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the group of a resource; None for a name that is none."""
        for name in self.table["resources"]:
            if _dashed(name) == cmd_name:
                return ResourceGroup(self, name)
        return None


class ResourceGroup(LazyGroup):
    """All operations on one resource."""

    def __init__(self, provider: ProviderGroup, name: str) -> None:
        self._provider, self._resource = provider, name
        self._table: Table = provider.table["resources"][name]
        super().__init__(_dashed(name), help=self._table["help"] or _operations_of(name))

    def sections(self) -> Mapping[str, Mapping[str, str]]:
        """Return the operations."""
        return {
            "Operations": {_dashed(verb): each["help"] for verb, each in self._table["operations"].items()}
        }

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of an operation; None for a name that is none."""
        for verb in self._table["operations"]:
            if _dashed(verb) == cmd_name:
                from .operation_command import OperationCommand

                return OperationCommand(str(self._provider.name), self._provider.table, self._resource, verb)
        return None
