"""``releasing.long_description``: what a package index shows has no link that ends there."""

from __future__ import annotations

import re
import tarfile
import zipfile
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest

from releasing.building import _build_once
from releasing.long_description import for_index
from releasing.repository import Repository

from ._repositories import ROOT, Distributions, commit, write

SITE = "https://docs.example.com/uptimekit/"
TARGET = re.compile(r"\]\(([^)\s]+)\)|<(?:a|img|source)\b[^>]*?(?:href|src|srcset)=\"([^\"]*)\"")


def targets(text: str) -> list[str]:
    """Return where the links and pictures of a Markdown text lead."""
    return [markdown or html for markdown, html in TARGET.findall(text)]


def metadata_of(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return message_from_bytes(archive.read(name))


@pytest.mark.parametrize(
    ("written", "published", "alone"),
    [
        ("[a](docs/policy.md)", f"[a]({SITE}policy/)", "a (`docs/policy.md`)"),
        ("[a](docs/policy.md#retries)", f"[a]({SITE}policy/#retries)", "a (`docs/policy.md`)"),
        ("[a](docs/how/cron.md)", f"[a]({SITE}how/cron/)", "a (`docs/how/cron.md`)"),
        ("[a](docs/index.md)", f"[a]({SITE})", "a (`docs/index.md`)"),
        ("[a](docs/how/index.md)", f"[a]({SITE}how/)", "a (`docs/how/index.md`)"),
        ("![a](docs/assets/a.svg)\n\nb", f"![a]({SITE}assets/a.svg)\n\nb", "\n\nb"),
        ("[a](B.md), [LICENSE](LICENSE)", "a (`B.md`), LICENSE", "a (`B.md`), LICENSE"),
        ("[a](https://example.com/b)", "[a](https://example.com/b)", "[a](https://example.com/b)"),
        ("[a](#b) [c](mailto:d)", "[a](#b) [c](mailto:d)", "[a](#b) [c](mailto:d)"),
        ("[a]: https://example.com\n`b[0]` (c)", "[a]: https://example.com\n`b[0]` (c)", None),
    ],
)
def test_links(written: str, published: str, alone: str | None) -> None:
    """With a site, links into docs lead to its pages; other links of the tree, or all without a site, are text."""
    assert for_index(written, SITE) == for_index(written, SITE.rstrip("/")) == published
    assert for_index(written) == (published if alone is None else alone)


def test_the_readme_has_such_links() -> None:
    """The README is written for a checkout: its links and its picture are files of the tree."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {"docs/policy.md", "docs/assets/overview.svg", "LICENSE"} <= {*targets(text)}


@pytest.mark.parametrize("site", ["", SITE])
def test_the_description_in_the_distributions(
    workshop: Repository, distributions: Distributions, tmp_path: Path, site: str
) -> None:
    """Wheel and sdist have the README as description, and no link of it is relative; one URL sets where they lead."""
    if site:
        project = workshop.root / "pyproject.toml"
        text = project.read_text(encoding="utf-8")
        changed = text.replace("[project.urls]\n", f'[project.urls]\nDocumentation = "{site}"\n')
        write(workshop.root, {"pyproject.toml": changed})
        commit(workshop.root, "a site")
    wheel, sdist = _build_once(workshop, tmp_path / "built", None) if site else distributions(None)
    metadata = metadata_of(wheel)
    with tarfile.open(sdist) as archive:
        names = [name.partition("/")[2] for name in archive.getnames()]
    description = metadata.get_payload()
    assert isinstance(description, str)
    assert metadata["Description-Content-Type"] == "text/markdown"
    assert description.startswith("# uptimekit\n")
    assert all(target.startswith("https://") for target in targets(description))
    assert (f"]({SITE}policy/)" in description) is bool(site)
    assert (f"]({SITE}assets/overview.svg)" in description) is bool(site)
    assert "README.md" in names  # the wheel is built again from it


def test_project_urls(distributions: Distributions) -> None:
    """The metadata names the documents of the four APIs, and no address of a host that is not known."""
    urls = metadata_of(distributions(None)[0]).get_all("Project-URL") or []
    assert [url.partition(", ")[0] for url in urls] == [
        f"API of {name}" for name in ("Better Stack", "Healthchecks", "Statuspage", "UptimeHunt")
    ]
