"""``releasing.changelog``: reading sections, and writing that of a release."""

from __future__ import annotations

import pytest
from packaging.version import Version

from releasing.changelog import demand, release, section
from specdiff import Change, Severity

TEXT = """# Changelog

All of it.

## Unreleased

A word before.

### Added

- A hand-written thing.

### Fixed

- A hand-written repair.

## 1.4.0 - 2026-01-05

### Added

- Everything.

## 1.4.0rc1 - 2026-01-02

- Nearly everything.
"""


def change(where: str, severity: Severity) -> Change:
    return Change("some-kind", where, "new argument", severity)


def test_section_is_found_by_its_title_alone() -> None:
    """A section ends with the next one, and a version is not taken for its pre-release."""
    assert section(TEXT, "1.4.0") == "### Added\n\n- Everything."
    assert section(TEXT, "1.4.0rc1") == "- Nearly everything."
    assert section(TEXT, "1.4") is None


@pytest.mark.parametrize(
    ("body", "severity"),
    [
        ("", None),
        ("### Added\n\n### Fixed\n", None),
        ("- A line without a heading.", "internal"),
        ("### Fixed\n\n- A repair.", "internal"),
        ("### Added\n\n- A thing.\n\n### Fixed\n\n- A repair.", "additive"),
        ("### Deprecated\n\n- A thing.", "additive"),
        ("### Added\n\n- A thing.\n\n### Breaking\n\n- Another.", "breaking"),
        ("### Removed\n\n- A thing.", "breaking"),
    ],
)
def test_demand(body: str, severity: Severity | None) -> None:
    """The gravest heading that has something below it says what sort of release it is."""
    assert demand(body) == severity


def test_release_joins_what_was_written_and_what_was_found() -> None:
    """Hand-written entries keep their headings, found changes join them, the gravest come first."""
    changes = {
        "Lantern": [change("lights.list()", "breaking"), change("lights.get()", "additive")],
        "Beacon": [change("flames.list()", "additive"), change("flames.get()", "internal")],
    }
    text = release(TEXT, Version("2.0.0"), "2026-02-01", changes)
    assert section(text, "Unreleased") == ""
    assert section(text, "2.0.0") == (
        "A word before.\n\n"
        "### Breaking\n\n- Lantern: `lights.list()`: new argument\n\n"
        "### Added\n\n- A hand-written thing.\n- Lantern: `lights.get()`: new argument\n"
        "- Beacon: `flames.list()`: new argument\n\n"
        "### Fixed\n\n- A hand-written repair.\n\n"
        "### Internal\n\n- Beacon: `flames.get()`: new argument"
    )


def test_release_leaves_the_rest_as_it_was() -> None:
    """What stands before and after the section is not touched."""
    text = release(TEXT, Version("1.4.1"), "2026-02-01", {})
    assert text.startswith(
        "# Changelog\n\nAll of it.\n\n## Unreleased\n\n## 1.4.1 - 2026-02-01\n\nA word before."
    )
    assert text.endswith(TEXT.partition("## 1.4.0 - ")[2])


def test_release_without_a_section_for_what_is_unreleased() -> None:
    """A changelog that has no such section gets one, above the older versions."""
    text = release(
        "# Changelog\n\n## 1.0.0\n\n- Old.\n",
        Version("1.1.0"),
        "2026-02-01",
        {"Lantern": [change("x", "additive")]},
    )
    assert text == (
        "# Changelog\n\n## Unreleased\n\n## 1.1.0 - 2026-02-01\n\n### Added\n\n- Lantern: `x`: new argument\n\n"
        "## 1.0.0\n\n- Old.\n"
    )


def test_equal_headings_are_joined() -> None:
    """Two blocks under the same heading both go out."""
    text = release(
        "## Unreleased\n\n### Added\n\n- A.\n\n### Added\n\n- B.\n", Version("1.1.0"), "2026-02-01", {}
    )
    assert section(text, "1.1.0") == "### Added\n\n- A.\n- B."
