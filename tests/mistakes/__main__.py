"""Print every mistake and its line, to be read as a whole: `python -m tests.mistakes`."""

from tests.mistakes.test_mistakes import TABLES

for table in TABLES:
    print(f"\n{table.__name__.rpartition('.')[2]}")
    for row in table.ROWS:
        print(f"\n  {row.what}\n    {row.error.__name__}: {row.line}")
