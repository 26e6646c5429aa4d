"""Time zone names as the server accepts and returns them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

__all__ = ["canonical_zone"]

# The server's list was made before America/Coyhaique (2025).
_NOT_OFFERED = frozenset({"Factory", "localtime", "America/Coyhaique"})

# Zones of their own in the database, legacy names for the server.
_RENAMED = {
    "CST6CDT": "America/Chicago",
    "EST5EDT": "America/New_York",
    "MST7MDT": "America/Denver",
    "PST8PDT": "America/Los_Angeles",
}

# Links that the server offers under their own names, unlike all others.
_KEPT = """
Africa/Timbuktu America/Atka America/Coral_Harbour America/Ensenada America/Montreal America/Nipigon
America/Pangnirtung America/Porto_Acre America/Rainy_River America/Santa_Isabel America/Shiprock America/Thunder_Bay
America/Virgin America/Yellowknife Asia/Chongqing Asia/Harbin Asia/Istanbul Asia/Kashgar Asia/Tel_Aviv
Atlantic/Jan_Mayen Australia/Canberra Australia/Currie Australia/Yancowinna Europe/Belfast Europe/Nicosia
Europe/Tiraspol GMT Pacific/Johnston Pacific/Samoa Pacific/Yap UTC
"""


def canonical_zone(name: str) -> str | None:
    """The name the server would store for `name`, or None if it does not know it (case matters).

    Legacy names are rewritten: Europe/Kiev comes back as Europe/Kyiv, Zulu as Etc/UTC. The server keeps lists of
    its own (483 names, 113 legacy ones). Here both are derived from the IANA database: a link that no country is
    listed under is a legacy name, with the exceptions above.
    """
    if name in _NOT_OFFERED:
        return None
    names, legacy = _zones()
    return legacy.get(name, name) if name in names else None


@cache
def _zones() -> tuple[frozenset[str], dict[str, str]]:
    database = files("tzdata").joinpath("zoneinfo")
    kept = set(_KEPT.split()) | {
        line.split("\t")[2]
        for line in database.joinpath("zone.tab").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    }
    names = frozenset(files("tzdata").joinpath("zones").read_text(encoding="utf-8").split())
    compiled = database.joinpath("tzdata.zi").read_text(encoding="utf-8").splitlines()
    links = [line.split() for line in compiled if line.startswith("L ")]
    legacy = {
        alias: target for _, target, alias in links if alias not in kept and not alias.startswith("Etc/")
    }
    return names, legacy | _RENAMED
