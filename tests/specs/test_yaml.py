"""Our documents say the same to readers of YAML 1.1 and 1.2."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from ._documents import SPECS, load


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # much faster
    """PyYAML's reader, which knows YAML 1.1 alone, without its dates."""


_Loader.yaml_implicit_resolvers = {
    first: [each for each in rules if each[0] != "tag:yaml.org,2002:timestamp"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_no_word_is_read_in_two_ways(path: Path) -> None:
    """A word that YAML 1.1 reads as true or false (on, off, yes, no) is quoted where text is meant."""
    theirs: Any = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # a safe loader
    assert theirs == load(path)
