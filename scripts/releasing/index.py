"""A package index, read by the simple repository API (PEP 503 and PEP 691)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import httpx

from .credentials import Credentials
from .refusal import RefusalError

_ACCEPT: Final = "application/vnd.pypi.simple.v1+json, text/html;q=0.1"
_HOPS: Final = 5  # redirects that one request may take
_TIMEOUT: Final = 60.0  # seconds without a byte


@dataclass(frozen=True)
class Listed:
    """A file that an index lists, with its digest if the index says it."""

    url: str
    sha256: str | None


class Index:
    """A package index, as one who may read it sees it."""

    def __init__(self, url: str, credentials: Credentials) -> None:
        self.url = url
        self._own = httpx.Client(auth=(credentials.username, credentials.password), timeout=_TIMEOUT)
        self._other = httpx.Client(timeout=_TIMEOUT)  # a storage that the index points to gets no credentials

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self._own.close()
        self._other.close()

    def files(self, project: str) -> dict[str, Listed]:
        """Return the files of *project* by name; none if the index does not know it.

        An index that sends the question on to another host does not know it either.
        """
        page = urljoin(self.url, f"{project}/")
        answer = self._get(page, abroad=False)
        if answer is None or answer.status_code == 404:
            return {}
        self._accept(answer)
        try:
            return parse_listing(str(answer.url), answer.headers.get("content-type", ""), answer.text)
        except (ValueError, KeyError, TypeError):
            raise RefusalError([f"{host_of(page)} answers no list of files to {answer.url.path}"]) from None

    def holds(self, listed: Listed, file: Path) -> bool:
        """Return whether a listed file has the content of *file*; it is fetched if the index gives no SHA-256."""
        if listed.sha256 is not None:
            return listed.sha256 == sha256(file)
        answer = self._get(listed.url, abroad=True)
        if answer is None:
            raise RefusalError([f"{host_of(self.url)} sends {file.name} from address to address"])
        self._accept(answer)
        return hashlib.sha256(answer.content).hexdigest() == sha256(file)

    def _get(self, url: str, *, abroad: bool) -> httpx.Response | None:
        """Follow redirects; return None where they lead *abroad* and must not, or do not end."""
        for _ in range(_HOPS):
            at_home = urlsplit(url)[:2] == urlsplit(self.url)[:2]
            if not at_home and not abroad:
                return None
            try:
                answer = (self._own if at_home else self._other).get(url, headers={"Accept": _ACCEPT})
            except httpx.HTTPError as error:
                raise RefusalError([f"{host_of(url)} does not answer ({type(error).__name__})"]) from None
            if not answer.has_redirect_location:
                return answer
            url = urljoin(url, answer.headers["location"])
        return None

    def _accept(self, answer: httpx.Response) -> None:
        if answer.status_code in (401, 403):
            raise RefusalError([f"{host_of(self.url)} refuses these credentials ({answer.status_code})"])
        if not answer.is_success:
            raise RefusalError([f"{host_of(self.url)} answers {answer.status_code} to {answer.url.path}"])


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file's content, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def host_of(url: str) -> str:
    """Return the host and port of a URL: all that a message says of it."""
    return urlsplit(url).netloc.rpartition("@")[2]


def parse_listing(page: str, content_type: str, text: str) -> dict[str, Listed]:
    """Return the files that the page at the URL *page* lists, by name."""
    if "json" in content_type:
        entries: list[dict[str, Any]] = json.loads(text)["files"]
        return {e["filename"]: Listed(urljoin(page, e["url"]), e["hashes"].get("sha256")) for e in entries}
    reader = _Links()
    reader.feed(text)
    return dict(_listed(urljoin(page, link)) for link in reader.links)


def _listed(link: str) -> tuple[str, Listed]:
    url, fragment = urldefrag(link)
    algorithm, _, digest = fragment.partition("=")
    name = PurePosixPath(unquote(urlsplit(url).path)).name
    return name, Listed(url, digest.lower() if algorithm == "sha256" else None)


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value for name, value in attrs if tag == "a" and name == "href" and value]
