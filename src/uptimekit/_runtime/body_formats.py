"""Bodies that may be sent in one of several formats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .errors import InputError
from .unset import UNSET

__all__ = ["check_format"]

Names = Sequence[str]


def check_format(
    content_type: str, formats: Mapping[str, tuple[Names, Names]], given: Mapping[str, Any]
) -> None:
    """Raise InputError unless the arguments *given* are those of a body of *content_type*.

    *formats* names the arguments that each media type needs, and all that it takes.
    """
    if content_type not in [*formats]:  # a list, which has no hash, may have been given
        known = ", ".join(map(repr, formats))
        raise InputError(f"content_type must be one of {known}", field="content_type")
    sent = [name for name, value in given.items() if value is not UNSET]
    needed, taken = formats[content_type]
    odd = [name for name in sent if name not in taken]
    missing = [name for name in needed if name not in sent]
    if not odd and not missing:
        return
    said = [f"{_listed(odd)} not sent as {content_type}"] if odd else []
    said += [f"{_listed(missing)} missing for {content_type}"] if missing else []
    fits = [media for media, (need, take) in formats.items() if set(need) <= set(sent) <= set(take)]
    instead = f"pass content_type={fits[0]!r}" if fits else f"{content_type} takes {', '.join(taken)}"
    raise InputError(f"{' and '.join(said)}; {instead}", field=[*odd, *missing][0])


def _listed(names: Names) -> str:
    return f"{' and '.join(names)} {'is' if len(names) == 1 else 'are'}"
