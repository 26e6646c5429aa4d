"""Docstrings from the document's texts."""

from __future__ import annotations

import re
import textwrap

from apimodel import Api, Argument, Operation
from apimodel.names import safe_for_docstring

_WIDTH = 104
_PAGER = {
    "start_at": "Where to begin, as an earlier pager said; default: the first page.",
    "prefetch": "Pages to fetch ahead of the one being read.",
    "max_pages": "Pages after which an endless listing is given up.",
}


def _wrap(text: str, indent: int, hanging: str = "") -> list[str]:
    """Wrap paragraphs; lists keep their lines."""
    lines: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        if lines:
            lines.append("")
        for part in re.split(r"\n(?=\s*(?:[-*]|\d+\.) )", paragraph):
            lines += textwrap.wrap(
                " ".join(part.split()),
                _WIDTH - indent,
                initial_indent="" if not lines else hanging,
                subsequent_indent=hanging,
                break_long_words=False,
                break_on_hyphens=False,
            )
    return lines


def sanitized(text: str) -> str:
    """Return *text* without characters that show nothing, or that show the code after them in another order."""
    return "".join(c for c in text if c.isprintable() or c == "\n")


def _quoted(lines: list[str], indent: int) -> str:
    """Return a docstring at *indent*; its first line follows what the template has printed."""
    pad = " " * indent
    text = safe_for_docstring(sanitized("\n".join(lines)))
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


field_docstring = class_docstring


def client_docstring(api: Api, prefix: str) -> str:
    """Return the docstring of a client class."""
    kind = "Asynchronous" if prefix else "Synchronous"
    lines = _wrap(f"{kind} client of {api.title}.", 4)
    entries = [(c.argument, _credential(c.description, c.env)) for c in api.credentials]
    entries = [(name, text) for name, text in entries if text]
    entries += [
        (s.argument, _sentence(s.description) or f"Address of the {s.name} server.") for s in api.servers
    ]
    entries += [(v, _sentence(api.texts[v]) or f"Fills {{{v}}} in the address.") for v in api.variables]
    entries += [
        ("http_client", "An httpx client of your own to send with; it stays open."),
        ("options", _OPTIONS),
    ]
    return _quoted([*lines, *_entries(entries, 8)], 4)


_OPTIONS = "Timeouts, retries, limits and hooks, see ``ClientOptions``."


def _credential(text: str, env: str | None) -> str:
    return f"{_sentence(text)} Default: the environment variable {env}.".strip() if env else _sentence(text)


def _arguments(arguments: list[Argument], extra: tuple[str, ...] = ()) -> list[str]:
    entries = [(a.name, _sentence(_argument(a))) for a in arguments if _argument(a)]
    return _entries([*entries, *((name, _PAGER[name]) for name in extra)], 12)


def _argument(argument: Argument) -> str:
    return f"(Deprecated.) {argument.description}" if argument.deprecated else argument.description


def _entries(entries: list[tuple[str, str]], indent: int) -> list[str]:
    if not entries:
        return []
    lines = ["", "Args:"]
    for name, text in entries:
        lines += [f"    {line}" if line else "" for line in _wrap(f"{name}: {text}", indent, "    ")]
    return lines


def method_docstring(op: Operation, indent: int = 8) -> str:
    """Return the docstring of an operation's method."""
    lines = _wrap(_sentence(op.data.get("summary", "") or op.name.replace("_", " ").capitalize()), indent)
    if op.data.get("description"):
        lines += ["", *_wrap(_sentence(op.data["description"]), indent)]
    if op.static.deprecated:
        lines += ["", "Deprecated by the provider."]
    lines += _arguments(op.signature)
    return _quoted(lines, indent)


def request_docstring(op: Operation, resource: str, indent: int = 4) -> str:
    """Return the docstring of an operation's request builder."""
    return _quoted(
        _wrap(f"Return the request of ``{resource}.{op.method_name}()``, which tells its arguments.", indent),
        indent,
    )


def iter_docstring(op: Operation, indent: int = 8) -> str:
    """Return the docstring of the method that pages through a listing."""
    lines = [f"Iterate over all pages of :meth:`{op.method_name}`; each is fetched when it is needed."]
    lines += _arguments([*op.at("path"), *op.pager_keywords], ("start_at", "prefetch", "max_pages"))
    return _quoted(lines, indent)
