"""Docstrings from the document's texts."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping

from apimodel import Api, Argument, Credential, Operation
from apimodel.names import safe_for_docstring

_WIDTH = 104
_PAGER = {
    "start_at": "Token of the page to start at, from an earlier pager. Defaults to the first page.",
    "prefetch": "Number of pages to fetch ahead.",
    "max_pages": "Maximum number of pages; a longer listing raises an error.",
}


def _wrap(text: str, indent: int, hanging: str = "") -> list[str]:
    """Wrap paragraphs; lists keep their lines."""
    lines: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        if lines:
            lines.append("")
        for part in re.split(r"\n(?=\s*(?:[-*]|\d+\.) )", paragraph):
            lines += _lines(" ".join(part.split()), _WIDTH - indent, hanging if lines else "", hanging)
    return lines


def _lines(text: str, width: int, first: str, hanging: str) -> list[str]:
    if text and len(first) + len(text) <= width:  # most do, and are not worth splitting into words
        return [first + text]
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


def sanitized(text: str) -> str:
    """Return *text* without characters that show nothing, or that show the code after them in another order."""
    if text.replace("\n", "").isprintable():
        return text
    return "".join(c for c in text if c.isprintable() or c == "\n")


def _quoted(lines: list[str], indent: int) -> str:
    """Return a docstring at *indent*; its first line follows what the template has printed."""
    pad = " " * indent
    text = sanitized("\n".join(lines))
    if "\\" in text or '"""' in text:
        text = safe_for_docstring(text)
    if text.endswith('"') or (text.endswith("\\") and len(lines) == 1):
        text += " "  # three quotes must end the docstring, not four
    body = text.replace("\n", f"\n{pad}")
    body = re.sub(r"[ \t]+\n", "\n", body)
    return f'"""{body}"""' if "\n" not in body else f'"""{body}\n{pad}"""'


def _sentence(text: str) -> str:
    text = text.strip()
    return text if not text or text[-1] in ".:!?" else f"{text}."


def class_docstring(text: str, fallback: str, indent: int = 4) -> str:
    """Return the docstring of a class."""
    return _quoted(_wrap(_sentence(text or fallback), indent), indent)


def client_docstring(api: Api, prefix: str) -> str:
    """Return the docstring of a client class."""
    kind = "Asynchronous" if prefix else "Synchronous"
    lines = _wrap(f"{kind} client of {api.title}.", 4)
    entries = {c.argument: _credential(c) for c in api.credentials}
    entries |= {s.argument: s.description or f"URL of the {s.name} server." for s in api.servers}
    entries |= {v: api.texts[v] or f"Fills {{{v}}} in the address." for v in api.variables}
    entries["http_client"] = "A client of httpx or httpx2 to send with; it stays open."
    entries["options"] = "Timeouts, retries, limits and hooks; see ``ClientOptions``."
    return _quoted([*lines, *_entries(entries, 8)], 4)


def _credential(credential: Credential) -> str:
    pair = 'A pair (user, password), or "user:password" in one text.' if credential.basic else ""
    variable = f"Defaults to the environment variable {credential.env}." if credential.env else ""
    return " ".join(filter(None, (_sentence(credential.description), pair, variable)))


def _arguments(arguments: list[Argument]) -> dict[str, str]:
    return {a.name: f"{'(Deprecated.) ' * a.deprecated}{a.description}".strip() for a in arguments}


def _entries(entries: Mapping[str, str], indent: int) -> list[str]:
    """Return the lines about those arguments that have a text."""
    lines = ["", "Args:"]
    for name, text in entries.items():
        if text:
            wrapped = _wrap(f"{name}: {_sentence(text)}", indent, "    ")
            lines += [f"    {line}" if line else "" for line in wrapped]
    return lines if len(lines) > 2 else []


def method_docstring(op: Operation, indent: int = 8) -> str:
    """Return the docstring of an operation's method."""
    lines = _wrap(_sentence(op.data.get("summary", "") or op.name.replace("_", " ").capitalize()), indent)
    if op.data.get("description"):
        lines += ["", *_wrap(_sentence(op.data["description"]), indent)]
    if op.static.deprecated:
        lines += ["", "Deprecated by the provider."]
    lines += _entries(_arguments(op.signature), 12)
    return _quoted(lines, indent)


def request_docstring(op: Operation, resource: str, indent: int = 4) -> str:
    """Return the docstring of an operation's request builder."""
    text = f"Return the request of ``{resource}.{op.method_name}()``, where the arguments are described."
    return _quoted(_wrap(text, indent), indent)


def iter_docstring(op: Operation, indent: int = 8) -> str:
    """Return the docstring of the method that pages through a listing."""
    lines = [f"Iterate over all pages of :meth:`{op.method_name}`; each page is fetched when needed."]
    lines += _entries({**_arguments([*op.at("path"), *op.pager_keywords]), **_PAGER}, 12)
    return _quoted(lines, indent)
