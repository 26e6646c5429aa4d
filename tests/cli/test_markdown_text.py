"""Tables in Markdown."""

from __future__ import annotations

from uptimekit.cli.markdown_text import markdown_table


def test_a_table_has_a_line_for_each_row() -> None:
    """Columns of numbers are aligned to the right."""
    lines = markdown_table(["Name", "Up"], [["API", "9:00:00"], ["total", ""]], frozenset({1}))
    assert [*lines] == ["| Name | Up |", "| --- | ---: |", "| API | 9:00:00 |", "| total |  |"]


def test_names_do_nothing() -> None:
    """A name from a server makes no cell, link, tag or line, and no control of a terminal."""
    (*_, line) = markdown_table(["Name"], [["a|b\n[x](http://e) <b> `c` *d* _e_ \x1b[31m"]])
    assert line == "| a\\|b \\[x\\](http://e) \\<b\\> \\`c\\` \\*d\\* \\_e\\_ \ufffd\\[31m |"
