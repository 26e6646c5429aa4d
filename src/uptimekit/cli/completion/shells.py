"""The shells: each gets its candidates in the form that it inserts as one word, whatever is in them."""

from __future__ import annotations

import os
import re
from typing import Any, Final

import click
from click.shell_completion import CompletionItem, ShellComplete

from .command_line import CommandLine
from .scripts import BASH, FISH, ZSH

__all__ = ["SHELLS", "VARIABLE", "Shell", "answer"]

VARIABLE: Final = "_UPTIMEKIT_COMPLETE"
"""Environment variable with which the scripts ask for candidates."""
_TO_ESCAPE: Final = re.compile(r"[^A-Za-z0-9_@%+=:,./-]")


class Shell(ShellComplete):
    """A shell whose script gives the command line up to the cursor in ``COMP_LINE``."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the one that is being typed, and that one."""
        self.line = CommandLine(os.environ.get("COMP_LINE", ""), self.word_breaks())
        return self.line.words[1:], self.line.begun

    def word_breaks(self) -> str:
        """Return the characters after which the shell begins the word that it replaces."""
        return ""

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """Return a line with the kind of a candidate, the candidate and its help; nothing if no shell can show it."""
        value = str(item.value)
        if not value.isprintable():
            return ""
        fields = (item.type, self.inserted(value), " ".join((item.help or "").split()))
        return "\t".join(fields)

    def inserted(self, value: str) -> str:
        """Return the text for *value*."""
        return value

    def complete(self) -> str:
        """Return the lines for the script."""
        arguments, begun = self.get_completion_args()
        lines = map(self.format_completion, self.get_completions(arguments, begun))
        return "".join(f"{line}\n" for line in lines if line)


class Bash(Shell):
    """bash replaces what stands after the last break, and inserts a candidate as it is: it must be quoted."""

    name = "bash"
    source_template = BASH

    def word_breaks(self) -> str:
        """Return what bash is set to."""
        return os.environ.get("COMP_WORDBREAKS", " \t\n\"'@><=;|&(:")

    def inserted(self, value: str) -> str:
        """Return what is missing, quoted as the open quote demands."""
        kept = value
        typed = self.line.begun
        if value.startswith(_option_value(typed)):
            kept = value[len(_option_value(typed)) - len(self.line.tail) :]
        if self.line.quote == "'":
            return kept.replace("'", "'\\''")
        if self.line.quote:
            return re.sub(r'([\\"$`])', r"\\\1", kept)
        return _TO_ESCAPE.sub(lambda match: f"\\{match[0]}", kept)


class Zsh(Shell):
    """zsh quotes by itself."""

    name = "zsh"
    source_template = ZSH


class Fish(Shell):
    """fish quotes by itself, and replaces the whole word: an option before ``=`` stays in it."""

    name = "fish"
    source_template = FISH

    def inserted(self, value: str) -> str:
        """Return *value* behind the option that it belongs to."""
        option = self.line.begun.removesuffix(_option_value(self.line.begun))
        return value if value.startswith("-") else option + value


def _option_value(word: str) -> str:
    """Return the part of a word that candidates are compared with: of ``--name=va``, ``va``."""
    return word.partition("=")[2] if word.startswith("-") and "=" in word else word


SHELLS: Final[dict[str, type[Shell]]] = {each.name: each for each in (Bash, Zsh, Fish)}


def answer(instruction: str, root: click.Command) -> str | None:
    """Return what a script is answered with; None if *instruction* is not one of a script of ours."""
    shell = SHELLS.get(instruction.removesuffix("_complete"))
    if shell is None:
        return None
    try:
        return shell(root, {}, "uptimekit", VARIABLE).complete()
    except Exception:  # any text would land in the command line
        return ""
