"""The command of one operation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from .command_table import Table
from .options import about_names, api_options, own_options, parameter_of
from .references import references_of

if TYPE_CHECKING:
    from click.formatting import HelpFormatter

__all__ = ["OperationCommand"]


class OperationCommand(click.Command):
    """Calls an operation.  Its parameters are made from the table of the generated package, which is not loaded."""

    def __init__(self, provider: str, table: Table, resource: str, verb: str) -> None:
        self.provider, self.table, self.resource, self.verb = provider, table, resource, verb
        self.operation: Table = table["resources"][resource]["operations"][verb]
        operation = self.operation
        arguments = operation.get("arguments", [])
        self.path = [argument for argument in arguments if argument["place"] == "path"]
        self.references = references_of(provider, table, resource, verb)
        self._api_options = [*api_options(arguments, self.references)]
        self._own_options = [*own_options(operation)]
        paths = [click.Argument(["paths"], nargs=-1, metavar=self._usage)] if self.path else []
        super().__init__(
            verb.rstrip("_").replace("_", "-"),
            params=[*paths, *self._api_options, *self._own_options],
            callback=self._call,
            help="\n\n".join(filter(None, [operation["help"], operation.get("text")])),
            deprecated=bool(operation.get("deprecated")),
        )

    @property
    def _usage(self) -> str:
        from .accounts import PATH_VARIABLES

        given = PATH_VARIABLES.get(self.provider, {})
        names = {argument["name"]: argument["name"].upper() for argument in self.path}
        return " ".join(f"[{shown}]" if name in given else shown for name, shown in names.items())

    def option_of(self, wire: str) -> str | None:
        """Return the option for the query parameter *wire*; None if it has none."""
        for argument in self.operation.get("arguments", []):
            if argument["place"] == "query" and argument.get("wire", argument["name"]) == wire:
                names = {option.name: option.opts[0] for option in self._api_options}
                return names.get(parameter_of(argument["name"]))
        return None

    def format_options(self, ctx: click.Context, formatter: HelpFormatter) -> None:
        """Write what the path takes, the options of the API, and our own."""
        arguments: list[tuple[str, str] | None] = [
            (each["name"].upper(), self._help_of(each)) for each in self.path
        ]
        own = [*self._own_options, *self._help_options(ctx)]
        sections = {
            "Arguments": arguments,
            "Options of the API": [each.get_help_record(ctx) for each in self._api_options],
            "Options": [each.get_help_record(ctx) for each in own],
        }
        for title, lines in sections.items():
            if shown := [line for line in lines if line is not None]:
                with formatter.section(title):
                    formatter.write_dl(shown)

    def _help_of(self, argument: Mapping[str, Any]) -> str:
        from .accounts import PATH_VARIABLES

        variable = PATH_VARIABLES.get(self.provider, {}).get(argument["name"])
        default = (
            f"[default: that of the account; without a configuration file ${variable}]" if variable else ""
        )
        names = about_names(self.references.get(argument["name"]))
        return "  ".join(filter(None, [argument.get("help", ""), f"[{names}]" if names else "", default]))

    def _help_options(self, ctx: click.Context) -> list[click.Option]:
        option = self.get_help_option(ctx)
        return [option] if option else []

    def _call(self, **given: Any) -> int | None:
        from .call import call  # with the client, which help does not need

        return call(self, given)
