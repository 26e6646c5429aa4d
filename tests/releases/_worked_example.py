"""The worked example of docs/maintaining.md: its spec, the edits of it, and the commands that release them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ._repositories import ROOT, environment

_DOCS: Final = ROOT / "docs"
_BLOCK: Final = re.compile(r"^```(sh|diff|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def original() -> str:
    """Return the spec of docs/adding-a-provider.md, which the example begins with."""
    page = (_DOCS / "adding-a-provider.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^    ```yaml\n(    openapi:.*?)^    ```$", page, re.MULTILINE | re.DOTALL)[:1]
    return textwrap.dedent(block)


def edited() -> str:
    """Return the spec with all edits of the page made."""
    text = original()
    for language, block in blocks("2. and 3. Edit, and see what it means"):
        if language == "diff":
            lines = block.splitlines(keepends=True)
            before, after = ("".join(line[1:] for line in lines if line[0] in kept) for kept in (" -", " +"))
            assert text.count(before) == 1, before
            text = text.replace(before, after)
    return text


def blocks(heading: str) -> list[tuple[str, str]]:
    """Return the blocks below a heading of the page, as (language, text)."""
    page = (_DOCS / "maintaining.md").read_text(encoding="utf-8")
    section = re.split(r"^## ", page.partition(f"\n## {heading}\n")[2], flags=re.MULTILINE)[0]
    return [(language, text) for language, text in _BLOCK.findall(section)]


def run(root: Path, commands: str, variables: Mapping[str, str]) -> tuple[int, str]:
    """Run a block of commands in *root* as a shell would; return the status and all that was said."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["sh", "-e", "-c", commands],
        cwd=root,
        env={**environment(), **variables, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def shows(block: str, printed: str) -> bool:
    """Return whether *printed* has the lines of *block* in their order; ``...`` stands for anything in a line."""
    lines = iter(printed.splitlines())
    patterns = [re.escape(line).replace(r"\.\.\.", ".*") for line in block.splitlines()]
    return all(any(re.fullmatch(pattern, line) for line in lines) for pattern in patterns)
