"""Macros of the pages in docs/reference: a line such as ``{{ errors("uptimekit") }}`` becomes what it returns.

A Markdown extension and not the site generator's own macros, which run again for each docstring.
"""

from __future__ import annotations

import ast
import io
import os
import pkgutil
import re
import runpy
import sys
from contextlib import redirect_stdout
from importlib import import_module
from pathlib import Path
from re import Match
from typing import Final
from unittest.mock import patch

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

SCRIPTS: Final = Path(__file__).parents[1]
CALL: Final = re.compile(r"^\{\{ (\w+)\((.*)\) \}\}$")
NOTE: Final = re.compile(r"^> In this file, (?:.*\n)(?:> .*\n)*", re.MULTILINE)
"""Says in the file of a page, which a forge shows without what macros return, where that is to be read."""
BEFORE_SNIPPETS_AND_FENCES: Final = 40


class Macros(Preprocessor):
    """Replaces the lines of a page that call a macro, and drops the note for those who read the file itself."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines, with what the macros return."""
        page = NOTE.sub("", "\n".join(lines)).split("\n")
        return [new for line in page for new in CALL.sub(_called, line).split("\n")]


class MacrosExtension(Extension):
    """Makes the macros known to the pages."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (the library's name)
        """Register the macros."""
        md.preprocessors.register(Macros(md), "macros", BEFORE_SNIPPETS_AND_FENCES)


def makeExtension(**_: object) -> MacrosExtension:  # noqa: N802  (the library's name)
    """Return the extension that a page's Markdown is read with."""
    return MacrosExtension()


def objects(package: str, *names: str, **options: object) -> str:
    """Return the reference of some names of a package, with these options of mkdocstrings."""
    lines = [f"      {option}: {str(value).lower()}" for option, value in options.items()]
    tail = "\n".join(["    options:", *lines, ""]) if lines else ""
    return "\n".join(f"::: {package}.{name}\n{tail}" for name in names)


def errors(package: str) -> str:
    """Return the reference of the errors and warnings of a package, without what they inherit."""
    names = [name for name in import_module(package).__all__ if name.endswith(("Error", "Warning"))]
    return objects(package, *names, inherited_members=False, show_bases=True)


def asynchronous(package: str) -> str:
    """Return the reference of the asynchronous classes of a package."""
    return objects(package, *(name for name in import_module(package).__all__ if name.startswith("Async")))


def own(package: str, *names: str) -> str:
    """Return the reference of some classes of a package, without what they inherit."""
    return objects(package, *names, inherited_members=False)


def results(package: str) -> str:
    """Return the reference of the classes of results in a package."""
    module = import_module(f"{package}.results")
    return objects(package, *(name for name in module.__all__))


def members(module: str) -> str:
    """Return the reference of what a module exports, or of its classes if it does not say."""
    found = import_module(module)
    classes = [name for name, each in vars(found).items() if getattr(each, "__module__", "") == module]
    return objects(module, *getattr(found, "__all__", classes))


def generated(provider: str) -> str:
    """Return the reference of a generated client: its classes, request builders, resources and models."""
    package = f"uptimekit_clients.{provider}"
    parts = (
        "## Clients",
        objects(package, "Client"),
        objects(package, "AsyncClient", members=False, inherited_members=False),
        "## Request builders",
        (
            "A builder takes the arguments of the method of the same name, and returns the request without sending it. "
            "`client.call(request)` sends it, `client.paginate(request)` reads a listing page by page."
        ),
        _builders(f"{package}.requests"),
        "## Resources",
        "`AsyncClient` has the same methods, to be awaited.",
        "\n".join(_resource(f"{package}.resources.{name}") for name in _modules(f"{package}.resources")),
    )
    return "\n\n".join(parts)


def warehouse_tables(provider: str) -> str:
    """Return the tables of a provider's feeds, with their columns."""
    from uptimekit.warehouse.columns import columns_of  # without dlt
    from uptimekit.warehouse.feed import table_name
    from uptimekit.warehouse.feeds import feeds_of

    rows = ["| table | columns |", "| --- | --- |"]
    for table in (table for feed in feeds_of(provider) for table in feed.tables):
        columns = columns_of(provider, table)
        listed = ", ".join(f"`{each.name}` {each.type}" for each in columns)
        rows.append(f"| `{table_name(provider, table)}` | {listed} |")
    return "\n".join(rows)


def _modules(package: str) -> list[str]:
    return [each.name for each in pkgutil.iter_modules(import_module(package).__path__)]


def _resource(module: str) -> str:
    return objects(module, *(name for name in import_module(module).__all__ if not name.startswith("Async")))


def _builders(package: str) -> str:
    rows = ["| method | builder |", "| --- | --- |"]
    for name in _modules(package):
        builders = ", ".join(f"`{each}`" for each in import_module(f"{package}.{name}").__all__)
        rows.append(f"| `client.{name}` | `requests.{name}`: {builders} |")
    return "\n".join(rows)


def program_help(program: str, *arguments: str) -> str:
    """Return what a script, or a module with the name of a package, prints for ``--help``."""
    is_script = program.endswith(".py")
    argv = [program, *arguments, "--help"]
    printed = io.StringIO()
    with (
        patch.object(sys, "argv", argv),
        patch.object(sys, "path", [str(SCRIPTS), *sys.path]),
        patch.dict(os.environ, COLUMNS="80"),
        redirect_stdout(printed),
    ):
        try:
            if is_script:
                runpy.run_path(str(SCRIPTS / program), run_name="__main__")
            else:
                runpy.run_module(program, run_name="__main__", alter_sys=True)
        except SystemExit as end:
            if end.code:
                raise RuntimeError(f"{program} --help ended with status {end.code}") from end
    return f"```text\n{printed.getvalue()}```"


MACROS: Final = {
    macro.__name__: macro
    for macro in (
        objects,
        errors,
        asynchronous,
        own,
        results,
        members,
        generated,
        program_help,
        warehouse_tables,
    )
}


def _called(call: Match[str]) -> str:
    return MACROS[call[1]](*ast.literal_eval(f"({call[2]},)"))
