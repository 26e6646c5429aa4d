"""Writes the synchronous half of a module that is written asynchronously, by a closed table of names.

- ``async`` and ``await`` go, and the parentheses of ``(await x).y`` with them.  ``Awaitable[X]`` becomes ``X``.
- ``AsyncX`` becomes ``X``; other names follow the table ``_NAMES``.  So do the words of docstrings, strings and comments,
  where ``await call()`` and ``async with`` lose their keyword, "an asynchronous" becomes "a synchronous" and "an
  asynchronous context manager" becomes "a context manager".
- A statement whose last line ends in ``# async only`` is dropped.  On the header of a block (``def``, ``class``, ``if``,
  ``except``) the comment drops the block, with its decorators.
- A line ``# sync only: code`` becomes ``code``, such as a decorator that only the synchronous half has.
- Refused, with file and line: ``_REFUSED``, asyncio and anyio (in docstrings too), ``await`` in an f-string, and any other
  name with "async" in it.  Such things belong behind a module of the runtime that has both halves.
- ``AsyncGenerator`` is refused because ``Generator`` takes other parameters: annotate with ``AsyncIterator``.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from typing import Any, Final

from apimodel import SpecError

_NAMES: Final = {
    "AbstractAsyncContextManager": "AbstractContextManager",
    "StopAsyncIteration": "StopIteration",
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "__aiter__": "__iter__",
    "__anext__": "__next__",
    "_async": "_sync",
    "aclose": "close",
    "aclosing": "closing",
    "aiter": "iter",
    "aiter_bytes": "iter_bytes",
    "aiter_raw": "iter_raw",
    "anext": "next",
    "aread": "read",
    "asleep": "sleep",
    "async_client": "sync_client",
    "asynccontextmanager": "contextmanager",
    "enter_async_context": "enter_context",
    "handle_async_request": "handle_request",
    "push_async_callback": "callback",
}
_REFUSED: Final = {
    *("AsyncGenerator", "Coroutine", "TaskGroup", "__await__", "create_task", "gather", "isawaitable"),
    *("iscoroutine", "iscoroutinefunction", "run_in_executor", "to_thread"),
}
_NAME: Final = re.compile(rf"\b(?:{'|'.join(_NAMES)})\b|\b(_*)Async(?=[A-Z])")
_PROSE: Final = (
    (re.compile(r"\bawait (?=[\w.]+[(\[])|\basync (?=(?:with|for|def)\b)"), ""),
    (re.compile(r"\b([Aa])n(\s+)asynchronous\s+(?=context manager)"), r"\1\2"),
    (re.compile(r"\b([Aa])n(\s+)(?=asynchronous|[`~]*Async[B-DF-HJ-NP-TV-Z])"), r"\1\2"),
    (re.compile(r"\basynchronous"), "synchronous"),
    (re.compile(r"\bAsynchronous"), "Synchronous"),
)
_MARK: Final = "# async only"
_ADDED: Final = re.compile(r"^( *)# sync only: ", re.MULTILINE)
_ADVICE: Final = (
    f"has no synchronous half; put it behind a runtime module with two halves, or mark it {_MARK}"
)
_WORD: Final = re.compile(r"\w+")
_LOOP: Final = re.compile(r"\b(asyncio|anyio)\b")
_PRIMARY: Final = (ast.Attribute, ast.Call, ast.Name, ast.Subscript)


def synchronous(source: str, path: str) -> str:
    """Return the synchronous half of a module, not yet formatted; SpecError names what has none."""
    try:
        kept = _without_marked(_ADDED.sub(r"\1", source))
        tree = ast.parse(kept)
    except SyntaxError as error:
        raise SpecError([f"{path}:{error.lineno}: {error.msg}"]) from None
    nodes = list(ast.walk(tree))
    if problems := sorted(_refusals(kept, nodes)):
        raise SpecError([f"{path}:{row}: {why}" for row, why in problems])
    data = bytearray(kept.encode())
    for start, end in sorted(_cuts(nodes, bytes(data)), reverse=True):
        del data[start:end]
    text = data.decode()
    for pattern, new in _PROSE:
        text = pattern.sub(new, text)
    return _NAME.sub(_named, text)


def _named(name: re.Match[str]) -> str:
    return _NAMES.get(name[0], name[1] or "")


def _tokens(source: str) -> list[tokenize.TokenInfo]:
    return list(tokenize.generate_tokens(io.StringIO(source).readline))


def _without_marked(source: str) -> str:
    """Return *source* with empty lines in place of the marked statements."""
    if _MARK not in source:
        return source
    lines, tree = io.StringIO(source).readlines(), ast.parse(source)
    comments = [token for token in _tokens(source) if token.type == tokenize.COMMENT]
    marked = {token.start[0] for token in comments if token.string.endswith(_MARK)}
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt | ast.excepthandler):
            last = node.end_lineno or node.lineno
            inside: list[ast.stmt] = getattr(node, "body", [])
            header = range(node.lineno, _first(inside[0])) if inside else (last,)
            if not marked.isdisjoint(header):
                first = _first(node)
                lines[first - 1 : last] = ["\n"] * (last - first + 1)
    return "".join(lines)


def _first(node: ast.stmt | ast.excepthandler) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min((each.lineno for each in decorators), default=node.lineno)


def _refusals(source: str, nodes: list[ast.AST]) -> Iterator[tuple[int, str]]:
    """Yield the line of what has no synchronous half, and what to do about it."""
    for node in nodes:
        if isinstance(node, ast.JoinedStr) and any(isinstance(part, ast.Await) for part in ast.walk(node)):
            yield node.lineno, "await in an f-string: give the value a name first"
    if _MARK not in source and not any(map(_is_suspect, set(_WORD.findall(source)))):
        return  # as in most modules; splitting one into tokens takes longer than all the rest
    for token in _tokens(source):
        row, word = token.start[0], token.string
        if token.type == tokenize.COMMENT and word.endswith(_MARK):
            yield row, f"{_MARK} must end the last line of a statement"
        elif module := _LOOP.search(word):
            yield row, f"{module[0]} {_ADVICE}"
        elif token.type == tokenize.NAME and _is_unknown(word):
            yield row, f"{word} {_ADVICE}"


def _is_suspect(word: str) -> bool:
    return bool(_LOOP.fullmatch(word)) or _is_unknown(word)


def _is_unknown(word: str) -> bool:
    return word != "async" and (word in _REFUSED or "async" in _NAME.sub(_named, word).lower())


def _cuts(nodes: list[ast.AST], data: bytes) -> Iterator[tuple[int, int]]:
    """Yield where the keywords, brackets of Awaitable and parentheses around ``await x`` begin and end."""
    lines = [0, *(match.end() for match in re.finditer(rb"\n", data))]

    def span(node: ast.AST) -> tuple[int, int]:
        place: Any = node
        return lines[place.lineno - 1] + place.col_offset, lines[place.end_lineno - 1] + place.end_col_offset

    for node in nodes:
        match node:
            case ast.Await() | ast.AsyncFunctionDef() | ast.AsyncFor() | ast.AsyncWith():
                start, _ = span(node)
                yield start, _end(rb"\w+\s+", data, start)
            case ast.comprehension(is_async=1):
                start, _ = span(node.target)
                start = data.rindex(b"async", 0, start)
                yield start, _end(rb"\w+\s+", data, start)
            case ast.Subscript(value=ast.Name("Awaitable")):
                (start, end), (first, last) = span(node), span(node.slice)
                yield start, first
                yield last, end
            case ast.Attribute(value=inner) | ast.Subscript(value=inner) | ast.Call(func=inner):
                if isinstance(inner, ast.Await) and isinstance(inner.value, _PRIMARY):
                    start, end = span(inner)
                    yield len(data[:start].rstrip()) - 1, start
                    yield end, _end(rb"\s*\)", data, end)
            case _:
                pass


def _end(pattern: bytes, data: bytes, start: int) -> int:
    match = re.compile(pattern).match(data, start)
    return match.end() if match else start
