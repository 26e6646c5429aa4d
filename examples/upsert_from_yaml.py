"""Create and update the checks of a Healthchecks project from a YAML file.

    pip install uptimekit ruamel.yaml
    export HEALTHCHECKS_API_KEY=...                # a read-write key of the project
    export HEALTHCHECKS_BASE_URL=https://.../api/  # only for a self-hosted server
    python upsert_from_yaml.py checks.yaml --dry-run
    python upsert_from_yaml.py checks.yaml

checks.yaml is a list of checks, with the fields of CheckCreate.  The slug identifies a check:

    - {slug: nightly-backup, name: Nightly backup, schedule: 0 3 * * *, tz: Europe/Riga, grace: 3600}
    - {slug: worker, name: Worker, timeout: 300, tags: [prod, shop], channels: "*"}

Only checks that differ are sent, so a second run changes nothing.  Fields and checks that the file does not have stay
as they are.  Exit code: 0; 1 if the server refuses something; 2 if the file is wrong, and nothing was sent.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from uptimekit import InputError, UptimeKitError
from uptimekit.healthchecks import Check, CheckCreate, Client


def main() -> int:
    parser = argparse.ArgumentParser(description="Create and update checks from a YAML file.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
    options = parser.parse_args()
    try:
        wanted = read(options.file)
    except (OSError, ValueError, TypeError, YAMLError) as error:
        print(f"upsert_from_yaml: {options.file}: {' '.join(str(error).split())}", file=sys.stderr)
        return 2
    try:
        server = os.environ.get("HEALTHCHECKS_BASE_URL") or os.environ.get("HEALTHCHECKS_API_URL")
        with Client(api_url=server or "https://healthchecks.io/api/") as client:
            done = Counter(upsert(client, wanted, dry_run=options.dry_run))
    except UptimeKitError as error:
        print(f"upsert_from_yaml: {error}", file=sys.stderr)
        return 1
    print(f"{done['create']} to create, {done['change']} to change, {done['keep']} unchanged")
    return 0


def read(file: Path) -> dict[str, CheckCreate]:
    """Return the checks in *file* by their slugs."""
    listed: Any = YAML(typ="safe").load(file)
    if not isinstance(listed, list) or not all(
        isinstance(each, dict) and each.get("slug") for each in listed
    ):
        raise ValueError("the file must be a list of checks, each with a slug")
    checks: dict[str, CheckCreate] = {}
    for fields in listed:
        try:
            check = CheckCreate(**fields)
            if "unique" in fields or {"timeout", "schedule"} <= fields.keys():
                raise TypeError("give timeout or schedule, and no unique, which is the slug here")
        except (InputError, TypeError) as error:
            raise ValueError(f"check {fields['slug']}: {error}") from None
        if checks.setdefault(fields["slug"], check) is not check:
            raise ValueError(f"two checks have the slug {fields['slug']}")
    return checks


def upsert(client: Client, wanted: dict[str, CheckCreate], *, dry_run: bool) -> list[str]:
    """Send the checks that differ, and return what was done with each: create, change or keep."""
    present = {check.slug: check for check in client.get_checks()}
    channels = {key: each.id for each in client.get_integrations() for key in (each.id, each.name)}
    done: list[str] = []
    for slug, new in wanted.items():
        old = present.get(slug)
        changes = [] if old is None else differences(old, new, channels)
        done.append("create" if old is None else "change" if changes else "keep")
        if done[-1] != "keep":
            print(done[-1], slug, ", ".join(changes))
            if not dry_run:
                client.upsert_check(new, unique=["slug"])
    return done


def differences(old: Check, new: CheckCreate, channels: dict[str, str]) -> list[str]:
    """Return what changes, as text."""
    found: list[str] = []
    for field, value in new.to_fields().items():
        before: Any = getattr(old, field)
        after: Any = value
        if field == "channels":  # the server answers with ids, whatever it was sent
            names = channels if value == "*" else str(value).split(",")
            before, after = set(old.channel_ids), {channels.get(name, name) for name in names}
        if before != after:
            found.append(f"{field}: {before} -> {after}")
    return found


if __name__ == "__main__":
    sys.exit(main())
