"""The description that a package index shows: README.md, with links that lead somewhere from there.

A build hook of hatchling, see ``tool.hatch.metadata.hooks`` in pyproject.toml.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from hatchling.metadata.plugin.interface import MetadataHookInterface

_LINK: Final = re.compile(r"(!?)\[([^\]]*)\]\((?![a-z]+:|#)([^)#\s]+)(#[^)\s]*)?\)")
"""A link or picture whose target is a file of the tree: mark, text, path, fragment."""


class LongDescription(MetadataHookInterface):
    """Sets ``readme``, from the file and the URL ``Documentation`` of the project, if there is one."""

    def update(self, metadata: dict[str, Any]) -> None:
        text = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        site = metadata.get("urls", {}).get("Documentation", "")
        metadata["readme"] = {"content-type": "text/markdown", "text": for_index(text, site)}


def for_index(text: str, site: str = "") -> str:
    """Return Markdown whose links into ``docs/`` lead to the pages of *site*, the address where they are published.

    Links to other files, and all links without a *site*, become plain text with the path; pictures are left out then.
    """

    def replaced(link: re.Match[str]) -> str:
        mark, words, path, fragment = link.groups(default="")
        if site and path.startswith("docs/"):
            page = re.sub(r"(^|/)index\.md$", r"\1", path.removeprefix("docs/"))
            return f"{mark}[{words}]({site.rstrip('/')}/{re.sub(r'[.]md$', '/', page)}{fragment})"
        return "" if mark else words if words == path else f"{words} (`{path}`)"

    return re.sub(r"\n{3,}", "\n\n", _LINK.sub(replaced, text))
