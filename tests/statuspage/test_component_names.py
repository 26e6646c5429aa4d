"""Components are found by name, by path and by id, or the error says why not."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit.statuspage import InputError, NotFoundError
from uptimekit.statuspage._component_names import ComponentNames
from uptimekit.statuspage.results import Component

ROWS: list[dict[str, Any]] = [
    {"id": "g1", "name": "Europe", "group": True},
    {"id": "g2", "name": "America", "group": True},
    {"id": "c1", "name": "API", "group_id": "g1"},
    {"id": "c2", "name": "API", "group_id": "g2"},
    {"id": "c3", "name": "Website", "group_id": None},
    {"id": "c4", "name": "Europe", "group_id": "g1"},
    {"id": "c5", "name": "c3", "group_id": None},
    {"id": "c6", "name": "Lost", "group_id": "gone"},
    {"id": "c7", "name": "Twin"},
    {"id": "c8", "name": "Twin"},
]
DIRECTORY = ComponentNames(map(Component, ROWS))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Website", "c3"),
        ("Europe / API", "c1"),
        ("America / API", "c2"),
        ("c2", "c2"),
        ("Europe", "c4"),
        ("Europe / Europe", "c4"),
        ("Lost", "c6"),
    ],
)
def test_what_is_found(name: str, found: str) -> None:
    """A name, a path of group and name, and an id lead to their component; the row of a group is none."""
    assert DIRECTORY.find(name).id == found


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Api", "there is no component 'Api'; did you mean 'API'?"),
        ("", "there is no component ''"),
        ("g1", "there is no component 'g1'"),
        ("Europe/API", "there is no component 'Europe/API'; did you mean 'Europe / API'?"),
        (
            "API",
            "2 objects match component 'API': 'Europe / API' (c1), 'America / API' (c2); use a path or an id",
        ),
        ("Twin", "2 objects match component 'Twin': 'Twin' (c7), 'Twin' (c8); use a path or an id"),
        ("c3", "2 objects match component 'c3': 'Website' (c3), 'c3' (c5); use a path or an id"),
    ],
)
def test_what_is_not_found(name: str, message: str) -> None:
    """A name that nobody has raises NotFoundError with the nearest, one that several have InputError with these."""
    with pytest.raises(InputError if message.startswith("2") else NotFoundError) as caught:
        DIRECTORY.find(name)
    assert caught.value.message == message


def test_looking_for_nothing_leaves_nothing_behind() -> None:
    """A name that was not found once is not found the second time either."""
    directory = ComponentNames([])
    for _ in range(2):
        with pytest.raises(NotFoundError, match=r"there is no component 'x'$"):
            directory.find("x")


def test_statuses_by_id() -> None:
    """Names are replaced by ids; two names of one component may agree, but not differ."""
    assert DIRECTORY.statuses({"Website": "operational", "Europe / API": "major_outage"}) == {
        "c3": "operational",
        "c1": "major_outage",
    }
    assert DIRECTORY.statuses({"Europe / API": "x", "c1": "x"}) == {"c1": "x"}
    with pytest.raises(
        InputError, match="'c1' and another name of the same component have different statuses"
    ):
        DIRECTORY.statuses({"Europe / API": "x", "c1": "y"})
    assert DIRECTORY.statuses({}) == {}


def test_odd_rows_hide_no_component() -> None:
    """A row whose id, name or group is no text is not looked up by it; the others are found as ever."""
    odd: list[Any] = [
        {"id": ["x"], "name": "API"},
        {"id": "c9", "name": {"en": "Shop"}, "group_id": ["g1"]},
        {"id": {"x": 1}, "name": "Europe", "group": True},
    ]
    directory = ComponentNames(map(Component, [*odd, *ROWS]))
    assert directory.find("Website").id == "c3"
    assert directory.find("Europe / API").id == "c1"
    assert directory.find("c9").to_dict()["name"] == {"en": "Shop"}
