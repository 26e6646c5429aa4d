"""Report what differs between a file and the checks, monitors and components that exist.

    pip install uptimekit ruamel.yaml
    export HEALTHCHECKS_API_KEY=... BETTERSTACK_API_TOKEN=... STATUSPAGE_API_KEY=... STATUSPAGE_PAGE_ID=...
    python drift_watcher.py desired.yaml
    python drift_watcher.py desired.yaml --strict   # also what exists and is not in the file

desired.yaml has one section or more, so the keys of the others are not needed.  The first field of an entry below is
what identifies it; the others are the attributes of the API that should have these values:

    checks:
      - {slug: nightly-backup, grace: 3600, tags: [prod]}
    monitors:
      - {url: "https://shop.example.org", check_frequency: 60, regions: [eu, us]}
    components:
      - {name: Checkout, description: Part of the shop, showcase: true}

It changes nothing: a read-only key is enough for checks and monitors.  Exit code: 0 if nothing differs, 1 if something
does, 2 if that could not be found out.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from uptimekit import UptimeKitError, betterstack, healthchecks, statuspage


def checks() -> Iterable[object]:
    server = os.environ.get("HEALTHCHECKS_BASE_URL") or os.environ.get("HEALTHCHECKS_API_URL")
    with healthchecks.Client(api_url=server or "https://healthchecks.io/api/") as client:
        return client.get_checks()


def monitors() -> Iterable[object]:
    with betterstack.UptimeAPI(
        os.environ.get("BETTERSTACK_API_TOKEN", ""),
        base_url=os.environ.get("BETTERSTACK_BASE_URL", betterstack.UptimeAPI.BETTERSTACK_API_URL),
    ) as api:
        return list(betterstack.Monitor.get_all_instances(api))


def components() -> Iterable[object]:
    with statuspage.Client(
        page_id=os.environ.get("STATUSPAGE_PAGE_ID", ""),
        base_url=os.environ.get("STATUSPAGE_BASE_URL", "https://api.statuspage.io/v1"),
    ) as client:
        return client.components.list()


KINDS: dict[str, tuple[str, Callable[[], Iterable[object]]]] = {
    "checks": ("slug", checks),
    "monitors": ("url", monitors),
    "components": ("name", components),
}
"""Section of the file -> the field that identifies an entry, and a function that lists what exists."""


def main() -> int:
    parser = argparse.ArgumentParser(description="Report what differs from a file.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--strict", action="store_true", help="report also what is not in the file")
    options = parser.parse_args()
    try:
        desired = read(options.file)
        found = [line for kind in desired for line in drift(kind, desired[kind], strict=options.strict)]
    except (UptimeKitError, OSError, ValueError, YAMLError) as error:
        print(f"drift_watcher: {' '.join(str(error).split())}", file=sys.stderr)
        return 2
    print("\n".join(found) or "nothing differs")
    return int(bool(found))


def read(file: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the sections of *file*."""
    desired: Any = YAML(typ="safe").load(file)
    if not isinstance(desired, dict) or not desired.keys() <= KINDS.keys():
        raise ValueError(f"{file} must have the sections {', '.join(KINDS)}, or some of them, and no other")
    for kind, entries in desired.items():
        if not isinstance(entries, list) or not all(
            isinstance(each, dict) and KINDS[kind][0] in each for each in entries
        ):
            raise ValueError(f"{file}: {kind} must be a list of entries, each with {KINDS[kind][0]}")
    return desired


def drift(kind: str, entries: list[dict[str, Any]], *, strict: bool) -> Iterator[str]:
    """Yield a line for each difference in one section."""
    key, existing = KINDS[kind]
    present: dict[str, list[object]] = defaultdict(list)
    for each in existing():
        present[str(getattr(each, key))].append(each)
    for entry in entries:
        name = entry[key]
        found = present.get(name, [])
        if len(found) != 1:
            yield f"{kind}: {name} is missing" if not found else f"{kind}: there are {len(found)} of {name}"
            continue
        for field, wanted in entry.items():
            if not hasattr(found[0], field):
                raise ValueError(f"{kind}: {name} has no attribute {field}")
            value = getattr(found[0], field)
            if comparable(field, value) != comparable(field, wanted):
                yield f"{kind}: {name}: {field} is {value!r}, not {wanted!r}"
    if strict:
        rest = sorted(present.keys() - {entry[key] for entry in entries})
        yield from (f"{kind}: {name} is not in the file" for name in rest)


def comparable(field: str, value: Any) -> Any:
    """Return *value* in a form in which the order of lists and of tags does not matter."""
    if field == "tags" and isinstance(value, str):
        value = value.split()
    return sorted(map(str, value)) if isinstance(value, list) else value


if __name__ == "__main__":
    sys.exit(main())
