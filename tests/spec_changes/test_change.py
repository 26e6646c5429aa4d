"""Changes as a changelog shows them."""

from __future__ import annotations

from specdiff import Change, lines, ordered, worst


def change(where: str, severity: str = "additive", text: str = "new argument `tag`") -> Change:
    return Change("argument-added", where, text, severity)  # type: ignore[arg-type]


def test_the_worst_class_of_several() -> None:
    """One breaking change makes all of it breaking; nothing has no class."""
    assert worst([change("a"), change("b", "breaking"), change("c", "internal")]) == "breaking"
    assert worst([change("c", "internal")]) == "internal"
    assert worst([]) is None


def test_order_is_kept_within_a_class() -> None:
    """Sorting moves classes, not changes of one class."""
    given = [change("a", "internal"), change("b"), change("c", "breaking"), change("d")]

    assert [found.where for found in ordered(given)] == ["c", "b", "d", "a"]


def test_changes_that_say_the_same_share_a_line() -> None:
    """Places with one text are named together, up to three; the rest are counted."""
    few = [change("checks.list()"), change("checks.get()"), change("Check", text="new field `x`")]

    assert lines(few) == ["`checks.list()` and `checks.get()`: new argument `tag`", "`Check`: new field `x`"]
    assert lines([change(name) for name in "abcde"]) == ["`a`, `b`, `c` and 2 more: new argument `tag`"]


def test_a_place_is_named_once() -> None:
    """The same text at the same place is one thing to say."""
    assert lines([change("a"), change("a")]) == ["`a`: new argument `tag`"]


def test_the_same_text_in_two_classes_is_two_lines() -> None:
    """What breaks is never hidden in the line of what does not."""
    assert lines([change("a", "breaking"), change("b")]) == [
        "`a`: new argument `tag`",
        "`b`: new argument `tag`",
    ]
