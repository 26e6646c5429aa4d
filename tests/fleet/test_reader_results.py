"""What readers return, checked by its types."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from typing import Any

import attrs
import pytest

from uptimekit import UptimeKitError
from uptimekit.fleet import (
    Component,
    Heartbeat,
    History,
    Incident,
    Item,
    Kind,
    Monitor,
    ResponseTime,
    State,
    StateSpan,
)
from uptimekit.fleet.reader_results import checked_history, checked_item, checked_text

from ._kit import HOUR_AGO, NOW, lantern

ACCOUNT = lantern("one")
NAIVE = NOW.replace(tzinfo=None)
COMMON: dict[str, Any] = {
    "provider": "lantern",
    "account": "one",
    "id": "1",
    "name": "API",
    "state": State.UP,
}
ITEMS: dict[Kind, Item] = {
    Kind.MONITORS: Monitor(**COMMON, target="https://x.example", checked=NOW),
    Kind.HEARTBEATS: Heartbeat(**COMMON, schedule="every 1 h", grace=60, last_ping=NOW, late=True),
    Kind.INCIDENTS: Incident(**COMMON, started=HOUR_AGO, acknowledged=NOW, resolved=NOW, affects=("API",)),
    Kind.COMPONENTS: Component(**COMMON, page="Shop", group="EU", description="x"),
}
HISTORY = History(
    start=HOUR_AGO,
    end=NOW,
    created=HOUR_AGO,
    spans=(StateSpan(HOUR_AGO, NOW, State.UP),),
    response_times=(ResponseTime(NOW, 0.1, "eu"),),
    availability=1,
)


class NoZone(tzinfo):
    """A time zone that does not say how far it is from UTC: its times are as naive as others."""

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        """Say nothing."""
        return None


WRONG: dict[str, list[Any]] = {
    "Any": [],
    "State": ["up", None],
    "bool": [1, None],
    "bool | None": [1, "late"],
    "datetime": [NAIVE, None, "2026-11-28"],
    "datetime | None": [NAIVE, NOW.replace(tzinfo=NoZone()), 1_795_867_200, "2026-11-28T12:00:00Z"],
    "float | None": ["60", float("nan"), float("inf"), True],
    "str": [None, 1, b"x"],
    "str | None": [1, b"x"],
    "tuple[str, ...]": [None, "tag", ["tag"], (1,)],
    "tuple[StateSpan, ...]": [None, [], (None,), (StateSpan(NAIVE, NOW, State.UP),), ((HOUR_AGO, NOW, State.UP),),
                              (StateSpan(NOW, HOUR_AGO, State.UP),)],
    "tuple[ResponseTime, ...]": [(ResponseTime(NOW, None),), (ResponseTime(NAIVE, 1.0),)],  # type: ignore[arg-type]
}  # fmt: skip
"""Values that a field of a type must not have."""


@pytest.mark.parametrize("kind", Kind)
def test_every_field_of_an_item_is_checked(kind: Kind) -> None:
    """A value of another type is refused with the name of its field, whichever it is; what fits passes as it is."""
    good = ITEMS[kind]
    assert checked_item(good, kind, ACCOUNT) is good
    for field in attrs.fields(type(good)):
        for value in WRONG[str(field.type)] if field.name != "account" else ():
            with pytest.raises(
                UptimeKitError, match=f"the reader of lantern returns {type(good).__name__} whose {field.name} must be "
            ):  # fmt: skip
                checked_item(attrs.evolve(good, **{field.name: value}), kind, ACCOUNT)


def test_every_field_of_a_history_is_checked() -> None:
    """A span without a time zone, for one, could not be compared with others."""
    assert checked_history(HISTORY, ACCOUNT) is HISTORY
    for field in attrs.fields(History):
        for value in WRONG[str(field.type)]:
            with pytest.raises(UptimeKitError, match=f"History whose {field.name} must be "):
                checked_history(attrs.evolve(HISTORY, **{field.name: value}), ACCOUNT)
    nothing: Any = None
    with pytest.raises(UptimeKitError, match="the reader of lantern returns NoneType in place of History"):
        checked_history(nothing, ACCOUNT)


def test_what_credentials_open_is_a_text() -> None:
    """Anything else could not be shown."""
    assert checked_text("2 monitors", ACCOUNT) == "2 monitors"
    nothing: Any = None
    with pytest.raises(UptimeKitError, match="the reader of lantern returns NoneType in place of a text"):
        checked_text(nothing, ACCOUNT)
