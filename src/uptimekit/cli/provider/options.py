"""The options of the command of an operation: the API's, and our own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import click
from click.shell_completion import CompletionItem

from uptimekit._runtime.sanitize import sanitized

from ..output import FORMATS, HELP
from ..parameter_types import Duration, FilePath, Text
from ..query import Query
from .argument_types import argument_type
from .option_names import option_names
from .references import Reference

__all__ = ["about_names", "api_options", "has_listed_values", "own_options", "parameter_of"]

_LISTED: Final = 12  # values of an enum that a help names
_LONGEST: Final = 1000  # characters of what is said about one
_WITH_FIELDS: Final = ("fields", "form", "multipart", "json")


def parameter_of(argument: str) -> str:
    """Return the name of click's parameter for an argument, apart from those of our own options."""
    return f"api_{argument}"


def has_listed_values(argument: Mapping[str, Any]) -> bool:
    """Whether the document lists the values of an argument; it may list those inside of an object."""
    return "values" in argument or argument["type"] == "json"


def api_options(
    arguments: Sequence[Mapping[str, Any]], references: Mapping[str, Reference]
) -> Iterator[click.Option]:
    """Yield the options for the *arguments* of an operation that are not in its path; *references* may be names.

    None is required as such: a body that is given whole may hold it.
    """
    named = [argument for argument in arguments if argument["place"] != "path"]
    options = option_names([argument["name"] for argument in named])
    for argument in named:
        option = options[argument["name"]]
        if argument["type"] == "boolean":
            yield click.Option(
                [parameter_of(argument["name"]), f"{option}/--no-{option[2:]}"],
                default=None,
                help=_help(argument),
            )
        else:
            many, reference = bool(argument.get("many")), references.get(argument["name"])
            kind = argument_type(argument, reference)
            yield click.Option(
                [parameter_of(argument["name"]), option],
                type=kind,
                multiple=many,
                metavar=kind.name.upper(),
                help=_help(argument, reference),
            )


def about_names(reference: Reference | None) -> str:
    """Return what a help says about names in the place of ids; nothing without a *reference*."""
    if reference is None:
        return ""
    return f"{'a unique name stands for an id' if reference.keyed else 'or its unique name'}: {reference.command}"


def _help(argument: Mapping[str, Any], reference: Reference | None = None) -> str:
    """Return what the document says, and what an option takes."""
    values = argument.get("values", [])
    shown = ", ".join(value or "''" for value in values[:_LISTED])
    more = f" and {len(values) - _LISTED} more" if len(values) > _LISTED else ""
    notes = [
        "deprecated" if argument.get("deprecated") else "",
        "required" if argument.get("required") else "",
        f"one of {shown}{more}" if values else "",
        "may be repeated" if argument.get("many") else "",
        f"the server's default: {argument['default']}" if "default" in argument else "",
        about_names(reference),
    ]
    said = sanitized("; ".join(filter(None, notes)), _LONGEST)
    return "  ".join(filter(None, [argument.get("help", ""), f"[{said}]" if said else ""]))


def own_options(operation: Mapping[str, Any]) -> Iterator[click.Option]:
    """Yield the options that the command of an operation has beside those of the API."""
    yield from _options_of_request(operation)
    yield from _options_of_every_command()


def _options_of_request(operation: Mapping[str, Any]) -> Iterator[click.Option]:
    if operation.get("body") in _WITH_FIELDS:
        yield click.Option(
            ["body", "--json"],
            metavar="FILE",
            shell_complete=_files,
            help="The body as JSON: a file, - for standard input, or the JSON itself.  Other options win over it.",
        )
    if any(has_listed_values(each) for each in operation.get("arguments", ())):
        yield click.Option(
            ["--unlisted"],
            is_flag=True,
            help="Also send texts that are not among the listed values, such as new ones of the server.",
        )
    if operation.get("paged"):
        yield click.Option(
            ["every", "--all"], is_flag=True, help="All pages, each fetched when it is needed."
        )
    if operation["method"] == "DELETE":
        yield click.Option(["--yes"], is_flag=True, help="Do not ask on a terminal whether to delete.")


def _options_of_every_command() -> Iterator[click.Option]:
    yield click.Option(
        ["--query"],
        type=Query(),
        metavar="FIELDS",
        help="Show these fields only, such as id,url=attributes.url.  The heading of a column is the last name of its "
        "path; the first line of -o csv has all paths.",
    )
    yield click.Option(
        ["-o", "--output"],
        type=click.Choice(FORMATS),
        default="table",
        show_default=True,
        help=HELP,
    )
    yield click.Option(
        ["--dry-run"],
        is_flag=True,
        help="Show the request without its secrets, and send nothing but what finds the ids of names.",
    )
    yield click.Option(
        ["--account"],
        metavar="NAME",
        shell_complete=_accounts,
        help="The account of the configuration to use.",
    )
    yield click.Option(["--config"], type=FilePath(), metavar="FILE", help="Configuration file.")
    yield click.Option(
        ["--base-url"], type=Text(), metavar="URL", help="Address of another server with the same API."
    )
    yield click.Option(
        ["--deadline"],
        type=Duration(0.001),
        metavar="DURATION",
        help="Give up a request after this time, such as 30s.",
    )


def _files(_context: click.Context, _option: click.Parameter, begun: str) -> list[CompletionItem[str]]:
    return [CompletionItem(begun, type="file")]


def _accounts(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem[str]]:
    """Return the accounts of the provider whose operation is being typed."""
    from uptimekit.fleet.configuration import Configuration

    provider = getattr(context.command, "provider", "")
    accounts = Configuration.load(context.params.get("config")).accounts
    names = [account.name for account in accounts if account.provider == provider]
    return [CompletionItem(name) for name in names if name.startswith(begun)]
