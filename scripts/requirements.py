"""The requirements of the scripts, as pyproject.toml lists them: dependency groups, extras, the package itself."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

PROJECT: Final[dict[str, Any]] = tomllib.loads(
    (Path(__file__).resolve().parent.parent / "pyproject.toml").read_text(encoding="utf-8")
)
_GROUPS: Final[dict[str, list[Any]]] = PROJECT["dependency-groups"]
_EXTRAS: Final[dict[str, list[str]]] = PROJECT["project"]["optional-dependencies"]
_SHOWN: Final = 3  # requirements that a message names


def require(*names: str) -> None:
    """End the process with status 2 and one line unless all of *names* are installed in versions that will do.

    Each is a dependency group, an extra, or ``uptimekit``.  A script calls this before the imports that need them.
    """
    wrong = [fault for name in names for text in requirements_of(name) if (fault := _fault(text))]
    if wrong:
        some = ", ".join(wrong[:_SHOWN]) + (f" and {len(wrong) - _SHOWN} more" if wrong[_SHOWN:] else "")
        what = " ".join(dict.fromkeys(_argument(name, names) for name in names))
        script = Path(sys.argv[0]).name
        print(
            f"{script} needs {some}: python -m pip install {what} (with pip 25.1 or later)", file=sys.stderr
        )
        raise SystemExit(2)


def requirements_of(name: str) -> list[str]:
    """Return the requirements of a group with those it includes, of an extra, or of ``uptimekit``, which is one itself."""
    if name in _GROUPS:
        parts = (
            [each] if isinstance(each, str) else requirements_of(each["include-group"])
            for each in _GROUPS[name]
        )
        return list(dict.fromkeys(text for part in parts for text in part))
    return ["uptimekit", *PROJECT["project"]["dependencies"], *_EXTRAS.get(name, ())]


def pinned(group: str) -> dict[str, str]:
    """Return the versions of a group's requirements that allow only one, by name."""
    pairs = (text.partition("==")[::2] for text in requirements_of(group))
    return {name: wanted for name, wanted in sorted(pairs) if wanted}


def _argument(name: str, names: tuple[str, ...]) -> str:
    """Return pip's argument for one of *names*; that of an extra has all of them, since pip takes the package once."""
    if name in _GROUPS:
        return f"--group {name}"
    extras = ",".join(each for each in names if each in _EXTRAS)
    return f"--editable '.[{extras}]'" if extras else "--editable ."


def _fault(text: str) -> str:
    """Return what is wrong with an installed requirement, or nothing."""
    name = re.split(r"[^\w.-]", text, maxsplit=1)[0]
    try:
        installed = version(name)
    except PackageNotFoundError:
        return "" if name == "uptimekit" and find_spec(name) else f"{text} (missing)"
    return "" if _will_do(text, installed) else f"{text} ({installed} is installed)"


def _will_do(text: str, installed: str) -> bool:
    try:
        from packaging.requirements import Requirement
    except ModuleNotFoundError:  # no group is complete without it, and extras leave the versions to pip
        return True
    return Requirement(text).specifier.contains(installed, prereleases=True)
