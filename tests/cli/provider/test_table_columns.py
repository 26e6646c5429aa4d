"""The columns of a provider's table."""

from __future__ import annotations

from uptimekit.cli.provider.table_columns import telling_columns


def headings(*rows: dict[str, object]) -> list[str]:
    """The headings of the columns."""
    columns, _ = telling_columns(rows)
    return [column.heading for column in columns]


def test_what_is_telling_comes_first() -> None:
    """State, name, id and address come first, when it was made comes last, and what nobody has set is left out."""
    row = {
        "id": "x", "page_id": "p", "created_at": "2026", "description": None, "position": 3, "note": "",
        "showcase": True, "name": "API", "group": False, "status": "operational", "url": "https://a.example",
    }  # fmt: skip
    assert headings(row) == ["status", "name", "id", "url", "showcase", "group", "page_id"]


def test_what_is_the_same_everywhere_comes_late() -> None:
    """A column that tells no row from another has less of a claim than one that does."""
    rows = [{"a": "same", "b": number, "name": str(number)} for number in range(2)]
    assert headings(*rows) == ["name", "b", "a"]


def test_rows_with_attributes() -> None:
    """Members of ``attributes`` count as the row's own; those of other inner objects come last."""
    row = {
        "id": "1",
        "attributes": {"pronounceable_name": "Shop", "team_name": "main", "status": "up"},
        "project": {"id": 7, "name": "Company"},
    }
    assert headings(row) == ["status", "pronounceable_name", "id", "team_name", "id", "name"]


def test_how_many_others_there_are() -> None:
    """The number of members that have no column is told, lists and empty ones too."""
    columns, others = telling_columns([{"name": "a", "tags": ["x"], "note": None, "n": 1}])
    assert ([column.path for column in columns], others) == (["name", "n"], 2)


def test_a_narrow_terminal_has_fewer_columns() -> None:
    """Where the room does not suffice, the last columns go, and the first three stay whatever the room."""
    row = {"status": "up", "name": "x" * 20, "id": "123456", "slug": "y" * 10, "period": 60}
    found = {room: telling_columns([row], room) for room in (80, 50, 10)}
    assert {room: len(columns) for room, (columns, _) in found.items()} == {80: 5, 50: 4, 10: 3}
    assert {room: others for room, (_, others) in found.items()} == {80: 0, 50: 1, 10: 2}
