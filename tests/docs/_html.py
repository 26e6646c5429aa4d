"""What a page of a built site links to, loads, and can be linked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from os.path import normpath
from pathlib import Path
from urllib.parse import unquote, urlsplit


@dataclass
class Page:
    """One page: the anchors in it, the addresses that a reader may follow, those that a browser loads, its text."""

    anchors: set[str] = field(default_factory=set[str])
    links: set[str] = field(default_factory=set[str])
    loaded: set[str] = field(default_factory=set[str])
    text: list[str] = field(default_factory=list[str])


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.inside = tag
        self.page.anchors |= {given[name] for name in ("id", "name") if name in given}
        if "href" in given and tag != "base":
            (self.page.loaded if tag == "link" else self.page.links).add(given["href"])
        if "src" in given:
            self.page.loaded.add(given["src"])

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside not in ("script", "style"):
            self.page.text.append(data)


@cache
def read(path: Path) -> Page:
    """Read a page of HTML."""
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader.page


def is_elsewhere(address: str) -> bool:
    """Return whether an address is on another server."""
    parts = urlsplit(address)
    return bool(parts.netloc) or parts.scheme not in ("", "data")


def is_broken(site: Path, page: Path, address: str) -> bool:
    """Return whether an address in a page of *site* names no file, or no anchor in it."""
    parts = urlsplit(address)
    base = site if parts.path.startswith("/") else page.parent
    target = Path(normpath(base / unquote(parts.path).lstrip("/"))) if parts.path else page  # read once
    target = target / "index.html" if target.is_dir() else target
    if not target.is_file():
        return True
    return bool(parts.fragment) and unquote(parts.fragment) not in read(target).anchors
