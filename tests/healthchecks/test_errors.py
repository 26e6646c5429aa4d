"""The error tree, as drawn and as it is."""

from __future__ import annotations

import copy
import inspect
import pickle
import re

import pytest

from uptimekit import UptimeKitError, healthchecks
from uptimekit._runtime import errors as common
from uptimekit.healthchecks import errors

_OURS = {name: getattr(errors, name) for name in errors.__all__ if name.endswith("Error")}
_LINE = re.compile(r"^(?P<lead>[ │├└─]*)(?P<name>\w+)(?: \((?P<also>\w+)\))?(?: {2,}.*)?$")


def _drawn() -> dict[str, tuple[str, ...]]:
    """Error name -> names of its bases, read from the drawing: the one above it, then the one in brackets."""
    drawing = inspect.cleandoc(errors.__doc__ or "").partition("::\n\n")[2].partition("\n\n")[0]
    above: list[tuple[int, str]] = []
    found: dict[str, tuple[str, ...]] = {}
    for line in drawing.splitlines():
        match = _LINE.match(line)
        assert match, line
        while above and above[-1][0] >= len(match["lead"]):
            above.pop()
        found[match["name"]] = tuple(
            name for name in (above[-1][1] if above else None, match["also"]) if name
        )
        above.append((len(match["lead"]), match["name"]))
    return found


def test_the_drawing_is_the_tree() -> None:
    """Every class stands in the drawing in its place, under its base, with its other base in brackets."""
    drawn = _drawn()
    assert drawn.pop("UptimeKitError") == ()
    assert drawn == {name: tuple(base.__name__ for base in kind.__bases__) for name, kind in _OURS.items()}


def test_brackets_name_common_errors() -> None:
    """The second base of a class is the common error that callers of any provider catch."""
    for name, bases in _drawn().items():
        for base in bases[1:]:
            assert issubclass(_OURS[name], getattr(common, base))


@pytest.mark.parametrize("name", sorted(_OURS))
def test_errors_pickle_and_copy(name: str) -> None:
    """An error keeps its class, its text and its facts through pickle and copies."""
    error: UptimeKitError = _OURS[name]("what happened")
    error.status_code, error.operation, error.body = 418, "getCheck", {"error": "x"}
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(twin) is _OURS[name]
        assert str(twin) == str(error) == "getCheck: HTTP 418: what happened"
        assert vars(twin) == vars(error)


def test_statuses() -> None:
    """The class for a status is one of ours and of the common class for that status."""
    for status, kind in errors.ERROR_CLASSES.items():
        assert issubclass(kind, healthchecks.HCAPIError)
        assert issubclass(kind, common.error_class(status * 100 if status in (0, 5) else status, (429,), {}))
