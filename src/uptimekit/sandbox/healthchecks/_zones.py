"""Time zone names as the server accepts and returns them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

__all__ = ["canonical_zone"]

_NOT_OFFERED = frozenset({"Factory", "localtime"})


def canonical_zone(name: str) -> str | None:
    """The name the server would store for `name`, or None if it does not know it (case matters).

    Legacy names are rewritten: Europe/Kiev comes back as Europe/Kyiv. The server keeps lists of its own (483
    names, 113 legacy ones); here both are derived from the IANA database: a link with a region in its name
    that no country is listed under is a legacy name. At the edges the two may differ.
    """
    if name in _NOT_OFFERED:
        return None
    names, legacy = _zones()
    return legacy.get(name, name) if name in names else None


@cache
def _zones() -> tuple[frozenset[str], dict[str, str]]:
    database = files("tzdata").joinpath("zoneinfo")
    listed = {
        line.split("\t")[2]
        for line in database.joinpath("zone.tab").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    }
    names = frozenset(files("tzdata").joinpath("zones").read_text(encoding="utf-8").split())
    compiled = database.joinpath("tzdata.zi").read_text(encoding="utf-8").splitlines()
    links = [line.split() for line in compiled if line.startswith("L ")]
    legacy = {
        alias: target
        for _, target, alias in links
        if "/" in alias and alias not in listed and not alias.startswith("Etc/")
    }
    return names, legacy
