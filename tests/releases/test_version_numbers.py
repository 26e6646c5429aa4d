"""``releasing.version_numbers``: which version may follow, and where the version stands."""

from __future__ import annotations

import re

import pytest
from packaging.version import Version

from releasing.refusal import RefusalError
from releasing.repository import Repository
from releasing.version_numbers import HOME, read_version, required, version_of, with_version
from specdiff import Severity

from ._repositories import ROOT, write


@pytest.mark.parametrize(
    ("last", "severity", "lowest"),
    [
        ("1.4.2", "breaking", "2.0.0"),
        ("1.4.2", "additive", "1.5.0"),
        ("1.4.2", "internal", "1.4.3"),
        ("0.4.2", "breaking", "1.0.0"),
        ("0.4.2", "additive", "0.5.0"),
        ("0.4.2", "internal", "0.4.3"),
    ],
)
def test_required(last: str, severity: Severity, lowest: str) -> None:
    """Each sort of change raises its own number, below 1.0 as well."""
    assert str(required(Version(last), severity)) == lowest


_NONE = (
    *("", "next", "1.2", "1.2.3.4", "v1.2.0", "01.2.0", "1.2.٣", "1.2.0 ", "1.2.0-rc1", "1.2.0c1", "2.0.0rc"),
    *("1.2.0.post1", "1.2.0.dev1", "1.2.0rc1.dev1", "1.2.0+local", "1.2.0rc1+local", "1!1.2.0"),
)


@pytest.mark.parametrize("text", ["1.2.0", "0.1.0", "2.0.0rc1", "2.0.0b3", "2.0.0a1", "10.20.30rc11"])
def test_version_of(text: str) -> None:
    """Three numbers make a version, and a pre-release of one."""
    assert str(version_of(text)) == text


@pytest.mark.parametrize("text", _NONE)
def test_no_version(text: str) -> None:
    """Anything else is refused, in words that repeat it."""
    with pytest.raises(RefusalError, match=rf"^{re.escape(text)}: not a version like"):
        version_of(text)


def test_the_version_of_a_tree_is_read_and_raised(repository: Repository) -> None:
    """What is written is what is read, and the rest of the file stays as it is."""
    home = repository.root / HOME
    home.write_text('"""Kept."""\n\n__version__ = "1.4.0"\nx = "1.4.0"\n', encoding="utf-8")
    home.write_text(with_version(home.read_text(encoding="utf-8"), Version("2.0.0")), encoding="utf-8")
    assert read_version(repository.root) == Version("2.0.0")
    assert home.read_text(encoding="utf-8") == '"""Kept."""\n\n__version__ = "2.0.0"\nx = "1.4.0"\n'


def test_a_tree_without_a_version_is_refused(repository: Repository) -> None:
    """A version that is computed cannot be raised, and is refused."""
    write(repository.root, {HOME: "__version__ = 1\n"})
    with pytest.raises(RefusalError, match="has no line"):
        read_version(repository.root)


def test_this_package_has_a_version_that_can_be_released() -> None:
    """The version of this very tree is one that the rule can raise."""
    assert version_of(str(read_version(ROOT)))
