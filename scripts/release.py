"""Release a version: decide it, build it, publish it to a private index.

python scripts/release.py plan              what changed since the last release, and which version that makes
python scripts/release.py plan --write      also write the changelog's section and the version
python scripts/release.py build             make wheel and sdist of this commit in dist/
python scripts/release.py publish           upload them, install them from there, try them

Exit status: 0 done, 1 refused (each line on standard error is a reason), 2 wrong arguments, or a requirement is missing.
Credentials of an index: TWINE_USERNAME and TWINE_PASSWORD, or the keyring.  docs/publishing.md has the whole story.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from requirements import require

require("release")

from releasing.building import built, project_of, put
from releasing.changelog import section
from releasing.clean_room import Release, try_out
from releasing.credentials import find_credentials
from releasing.index import Index, sha256
from releasing.plan import CHANGELOG, drafted, plan
from releasing.preconditions import refuse_early, refuse_release, refuse_writing
from releasing.refusal import RefusalError
from releasing.repository import Repository, tag_of
from releasing.uploading import missing_from, target_of, upload

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    given = parser().parse_args(arguments)
    try:
        given.run(Repository(ROOT), given)
    except RefusalError as refusal:
        print(*(f"refused: {line}" for line in refusal.lines), sep="\n", file=sys.stderr)
        return 1
    return 0


def run_plan(repository: Repository, given: argparse.Namespace) -> None:
    """Say what the next release is; with --write, make the tree that release."""
    decided = plan(repository, given.version)
    print(*decided.summary(), sep="\n")
    if not given.write:
        refuse_release(repository, decided)
        return
    refuse_writing(repository, decided)
    texts = drafted(repository.root, decided, dt.datetime.now(dt.UTC).date())
    for path, text in texts.items():
        if not given.dry_run:
            path.write_text(text, encoding="utf-8", newline="\n")
        elif path.name == CHANGELOG:
            print(f"\n{section(text, str(decided.version))}\n")
        print(f"{'would write' if given.dry_run else 'wrote'} {path.relative_to(repository.root)}")
    after = f"then read both, commit them, and tag the commit: git tag {tag_of(decided.version)}"
    print(after if texts else f"the tree is {decided.version} already: nothing to write")


def run_build(repository: Repository, given: argparse.Namespace) -> None:
    """Build the distributions of this commit into a folder."""
    refuse_early(repository, given.provider)
    refuse_release(repository, plan(repository))
    with built(repository, given.provider) as files:
        for file in files if given.dry_run else put(files, given.out):
            print(f"{'would make' if given.dry_run else 'made'} {file.name}  sha256 {sha256(file)}")


def run_publish(repository: Repository, given: argparse.Namespace) -> None:
    """Upload the distributions of this commit, unless they are there; then install and try what is there."""
    target = target_of(given.index_url, given.upload_url)
    credentials = find_credentials(os.environ, target.upload_url)
    refuse_early(repository, given.provider)
    project = project_of(given.provider)
    with Index(target.index_url, credentials) as index:
        listed = index.files(project)  # before anything takes its time: the index may refuse
        decided = plan(repository)
        refuse_release(repository, decided)
        with built(repository, given.provider) as files:
            missing = missing_from(index, listed, files)
            if missing and not given.dry_run:
                upload(target, credentials, missing)
            fate = "would upload" if given.dry_run else "uploaded"
            for file in files:
                print(fate if file in missing else "is there already, the same:", file.name)
            if not given.dry_run:
                release = Release(project, decided.version, tuple(files))
                print(try_out(release, target.index_url, credentials, given.wheels))


def _folder(text: str) -> Path:
    path = Path(text)
    if path.exists() and not path.is_dir():
        raise argparse.ArgumentTypeError(f"{text} is no folder")
    return path


def _wheels(text: str) -> Path:
    path = Path(text)
    if not any(path.glob("*.whl")):
        raise argparse.ArgumentTypeError(f"{text} is no folder with wheels")
    return path


def parser() -> argparse.ArgumentParser:
    """Return the command line: which commands and options there are."""
    whole = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = whole.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[..., None], text: str) -> Callable[..., argparse.Action]:
        made = commands.add_parser(name, help=text)
        made.set_defaults(run=run)
        made.add_argument("--dry-run", action="store_true", help="do everything but write or upload")
        if name != "plan":
            text = "the small distribution of this client only"
            made.add_argument("--provider", metavar="NAME", help=text)
        return made.add_argument

    option = command("plan", run_plan, "decide the version, say what is in the way")
    option("--version", metavar="X.Y.Z", help="the version that you want, if the changes allow it")
    option("--write", action="store_true", help="write changelog section and version")
    option = command("build", run_build, "make wheel and sdist, twice the same")
    option("--out", type=_folder, default=ROOT / "dist", help="folder for them (dist)")
    option = command("publish", run_publish, "upload, install from there, try")
    option("--index-url", required=True, metavar="URL", help="where pip reads the index")
    option("--upload-url", metavar="URL", help="where uploads go (the index URL without /simple/)")
    source = "dependencies for the trial come from here, not from pip's index"
    option("--wheels", type=_wheels, metavar="FOLDER", help=source)
    return whole


if __name__ == "__main__":
    sys.exit(main())
