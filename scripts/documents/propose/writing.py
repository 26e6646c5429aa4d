"""The text of an overlay: a new one, or one with proposals after what it has."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, SequenceNode

from apimodel.document import SpecError

from .flow import block, flow
from .proposal import Proposal

_WIDTH: Final = 110
_HEAD: Final = """\
# Decisions about {file}, proposed by: python scripts/generate.py --propose {name}
# Each is a guess from names and schemas. Change what is wrong; leave what is right, since it fixes the names.
overlay: 1.1.0
info:
  title: {title}
  version: "1"
extends: {file}
actions:
"""
_OPEN: Final = "\n# Left open:\n"


def written(file: str, name: str, title: str, proposals: Iterable[Proposal]) -> str:
    """Return the text of a new overlay for a document."""
    head = _HEAD.format(file=file, name=name, title=flow(f"Decisions about {title}"))
    return head + "".join(_actions(proposals, "  "))


def extended(text: str, file: str, proposals: Sequence[Proposal]) -> str:
    """Return the text of an overlay with actions after those it has, above what is left open; every byte stays.

    Raises SpecError if its actions are not written as a list of lines.
    """
    line_end = "\r\n" if "\r\n" in text else "\n"
    end, indent = _end_of_actions(text, file, _OPEN.replace("\n", line_end))
    head, rest = text[:end], text[end:]
    added = "".join(_actions(proposals, indent)).replace("\n", line_end)
    return head + ("" if head.endswith("\n") else line_end) + added + rest


def with_open(text: str, lines: Sequence[str]) -> str:
    """Return the text with a closing list of what is left open."""
    return text + (_OPEN + "".join(_comment(f"- {line}", "", "  ") for line in lines) if lines else "")


def _end_of_actions(text: str, file: str, left_open: str) -> tuple[int, str]:
    """Return where the list of actions ends in *text*, before what is *left_open*, and the indentation of its entries."""
    root = YAML(typ="safe", pure=True).compose(text)
    members = root.value if isinstance(root, MappingNode) else []
    names = [key.value for key, _ in members]
    place = names.index("actions") if "actions" in names else len(names)
    actions = members[place][1] if members[place:] else None
    if not isinstance(actions, SequenceNode) or actions.flow_style or not actions.value:
        raise SpecError(
            [f"{file}: actions is no list with a line for each entry; write - before each action"]
        )
    following = members[place + 1][0].start_mark.index if members[place + 1 :] else len(text)
    is_open = text.rfind(left_open, actions.value[-1].start_mark.index, following)
    return following if is_open < 0 else is_open, " " * actions.start_mark.column


def _actions(proposals: Iterable[Proposal], indent: str) -> Iterator[str]:
    for target, each in groupby(proposals, key=lambda proposal: proposal.target):
        group = list(each)
        if not group[0].member:
            yield _comment(group[0].why, indent)
            yield f"{indent}- target: {block(target)}\n{indent}  remove: true\n"
            continue
        yield f"{indent}- target: {block(target)}\n{indent}  update:\n"
        yield from (_member(proposal, f"{indent}    ") for proposal in group)


def _member(proposal: Proposal, indent: str) -> str:
    """Return a member with its reason: behind it if that is short."""
    line = f"{indent}{flow(proposal.member)}: {flow(proposal.value)}"
    both = f"{line}  # {proposal.why}"
    if not proposal.why or len(both) > _WIDTH:
        return f"{_comment(proposal.why, indent)}{line}\n"
    return f"{both}\n"


def _comment(text: str, indent: str, hanging: str = "") -> str:
    lines = textwrap.wrap(text, _WIDTH - len(indent) - 2, subsequent_indent=hanging, break_long_words=False)
    return "".join(f"{indent}# {line}\n" for line in lines)
