"""Other ways to do what no operation of a resource is called after, such as to resolve an incident of Statuspage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from uptimekit._runtime.errors import ConfigurationError
from uptimekit.fleet.readers import reader_class

from .option_names import option_names

__all__ = ["other_ways"]

_OURS: Final[Mapping[str, str]] = {
    "ack": "acknowledge",
    "acknowledge": "acknowledge",
    "close": "resolve",
    "pause": "pause",
    "resolve": "resolve",
    "resume": "resume",
}
"""Words for actions of a fleet."""
_COMMANDS: Final[Mapping[str, str]] = {"acknowledge": "ack"}


def other_ways(
    provider: str, command: str, operations: Mapping[str, Mapping[str, Any]], word: str
) -> Iterator[str]:
    """Yield what to type for an action.

    Args:
        provider: name of the provider.
        command: the command of the resource, such as ``uptimekit statuspage incidents``.
        operations: its operations.
        word: what was typed for the action.
    """
    action = _OURS.get(word, word)
    if _is_action(provider, action):
        yield f"uptimekit {_COMMANDS.get(action, action)}"
    arguments = operations.get("update", {}).get("arguments", ())
    ids = [each["name"].upper() for each in arguments if each["place"] == "path"][-1:]
    options = option_names([each["name"] for each in arguments if each["place"] != "path"])
    done = {f"{action}d", f"{action}ed"}
    for argument in arguments:
        if argument["name"] in options and (value := done.intersection(argument.get("values", ()))):
            yield " ".join([command, "update", *ids, options[argument["name"]], value.pop()])


def _is_action(provider: str, action: str) -> bool:
    try:
        return action in reader_class(provider).actions
    except ConfigurationError:  # of a provider without a fleet
        return False
