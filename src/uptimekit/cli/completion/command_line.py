"""A command line that is being typed, read as a shell reads it."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["CommandLine"]

_ESCAPED_IN_QUOTES = '\\"$`'


class CommandLine:
    """What stands before the cursor.

    Attributes:
        words: the words before the one that is being typed, without their quotes.
        begun: the word that is being typed, without its quotes.
        quote: the quote that is open at its end, or an empty text.
        tail: the part of *begun* after the last of the *breaks* that is not in quotes, or after the open quote.
    """

    def __init__(self, text: str, breaks: str = "") -> None:
        self.words: list[str] = []
        self.begun = self.quote = self.tail = ""
        self._breaks = frozenset(breaks)
        self._in_word = False
        characters = iter(text)
        for character in characters:
            self._read(character, characters)

    def _read(self, character: str, rest: Iterator[str]) -> None:
        if character == "\\" and self.quote != "'":
            following = next(rest, "")
            kept = character if self.quote and following not in _ESCAPED_IN_QUOTES else ""
            self._add(kept + following)
        elif character == self.quote:
            self.quote = ""
        elif not self.quote and character in "'\"":
            self.quote, self._in_word, self.tail = character, True, ""
        elif not self.quote and character.isspace():
            self._end_word()
        else:
            self._add(character)
            if not self.quote and character in self._breaks:
                self.tail = ""

    def _add(self, text: str) -> None:
        self._in_word = True
        self.begun += text
        self.tail += text

    def _end_word(self) -> None:
        if self._in_word:
            self.words.append(self.begun)
        self.begun = self.tail = ""
        self._in_word = False
