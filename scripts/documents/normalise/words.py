"""Words of names: of ids, tags and paths, whatever way they are written."""

from __future__ import annotations

import re
from collections.abc import Sequence


def words(text: str) -> list[str]:
    """Return the words of a name in lower case: ``listHTTPChecks_v2`` has four."""
    found = re.findall(r"[A-Z]+(?![a-z])\d*|[A-Z]?[a-z]+\d*|\d+", text)
    return [word.lower() for word in found]


def singular(word: str) -> str:
    """Return an English plural's singular, as far as its ending tells."""
    if re.search(r"(s|x|ch|sh)es$", word):
        return word[:-2]
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if re.search(r"[^siu]s$", word) else word


def without(name: Sequence[str], phrase: Sequence[str]) -> list[str]:
    """Return the words of a name without the longest part of a phrase that is in it, in singular or plural."""
    parts = [(start, stop) for start in range(len(phrase)) for stop in range(start + 1, len(phrase) + 1)]
    plain = [singular(word) for word in name]
    for start, stop in sorted(parts, key=lambda part: part[0] - part[1]):
        part = [singular(word) for word in phrase[start:stop]]
        for index in range(len(name) - len(part) + 1):
            if plain[index : index + len(part)] == part:
                return [*name[:index], *name[index + len(part) :]]
    return list(name)
