"""From changed specs to a program that uses the changes, by way of a private index; and what the index refuses."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from uptimekit.sandbox import HealthchecksSandbox, serve

from . import _worked_example as example
from ._private_index import CREDENTIALS, WORD, PrivateIndex, private_index
from ._repositories import FIRST, SPEC, commit, copy_of_this, environment, git, script, write

pytestmark = pytest.mark.timeout(
    900
)  # the first test to run waits for the whole way, on a busy machine perhaps

OPERATION = re.compile(r"^  /checks/\{uuid\}/resume:\n(?:    .*\n|\n)+", re.MULTILINE)
LANTERN = "specs/lantern.yaml"
NEXT = "2.0.0"
FILES = [f"uptimekit-{NEXT}-py3-none-any.whl", f"uptimekit-{NEXT}.tar.gz"]

PROGRAM = """
import sys
from uptimekit_clients.healthchecks import Client
from uptimekit_clients.lantern import Client as Lantern
from uptimekit_clients.lantern.models import ProbeState

with Client(api_key=sys.argv[1], base_url=sys.argv[2]) as client:
    check = client.checks.create(name="Backup")
    client.checks.pause(check.uuid)
    print(client.checks.resume(check.uuid).status)
print(Lantern(api_key="x").probes.search.__name__, ProbeState.DEGRADED)
"""


@dataclass(frozen=True)
class Published:
    """A repository whose release stands on an index, and what each block of the page printed on the way there."""

    root: Path
    index: PrivateIndex
    variables: dict[str, str]
    said: list[tuple[int, str]]

    def publish(self, root: Path | None = None, **variables: str) -> tuple[int, str]:
        """Publish again, from another *root* perhaps."""
        arguments = ("publish", "--index-url", self.index.url)
        return script(root or self.root, "release", *arguments, **{**self.variables, **variables})


def generate(root: Path) -> None:
    status, said = script(root, "generate")
    assert status == 0, said


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, wheels: Path) -> Iterator[Published]:
    """The whole way: an operation comes to one provider, the worked example's edits to another, and both go out."""
    root = tmp_path_factory.mktemp("way") / "repository"
    copy_of_this(root)
    whole = (root / SPEC).read_text(encoding="utf-8")
    before = OPERATION.sub("", whole)
    assert before != whole
    write(root, {SPEC: before, LANTERN: example.original()})
    generate(root)
    commit(root, "as it was", f"v{FIRST}")

    write(root, {SPEC: whole, LANTERN: example.edited()})
    generate(root)
    commit(root, "a check can be resumed, and the example's edits")
    with private_index(tmp_path_factory.mktemp("index"), "--hash-algo", "sha256") as index:
        pip = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels)}
        variables = {**CREDENTIALS, **pip, "INDEX_URL": index.url}
        commands = [text for language, text in example.blocks("5. Release") if language == "sh"]
        said = [example.run(root, command, variables) for command in commands]
        yield Published(root, index, variables, said)


def test_the_page_shows_what_happens(published: Published) -> None:
    """Each block of commands of the page about maintaining prints what stands below it; only refusals fail."""
    shown = [text for language, text in example.blocks("5. Release") if language == "text"]
    assert len(shown) == len(published.said) == 3
    for block, (status, printed) in zip(shown, published.said, strict=True):
        assert example.shows(block, printed), printed
        assert status == (1 if block.startswith("refused: ") else 0)


def test_the_changes_arrive(published: Published, tmp_path: Path, wheels: Path) -> None:
    """Who installs the new version from the private index alone calls the new operation of a server."""
    python = installed(tmp_path / "env", published.index, wheels)
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    sandbox = HealthchecksSandbox()
    with serve(sandbox.app) as server:
        arguments = (sandbox.projects["main"].api_key, f"{server.url}/api/{{version}}")
        command = [str(python), "-I", str(tmp_path / "program.py"), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("new\nsearch degraded\n", "")


def installed(folder: Path, index: PrivateIndex, wheels: Path) -> Path:
    """Install the release into a clean environment with pip as users do; return its Python."""
    venv.create(folder)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-compile"]
    where = ["--index-url", index.url_with_password, "--find-links", str(wheels)]
    subprocess.run([*pip, *where, f"uptimekit=={NEXT}"], env=environment(), check=True)
    return python


def test_the_changelog_tells_of_all_of_them(published: Published) -> None:
    """The entry of the version has the changes of both providers, under the headings of their classes."""
    log = (published.root / "CHANGELOG.md").read_text(encoding="utf-8")
    entry = log.partition(f"## {NEXT} - ")[2].partition(f"## {FIRST}")[0]
    breaking, added = entry.partition("### Breaking")[2].split("### Added")
    assert breaking.strip() == "- Lantern: `probes.list()`: is now called `probes.search()`"
    assert [line.split(":")[0] for line in added.strip().splitlines()] == [
        "- Healthchecks.io",
        *["- Lantern"] * 3,
    ]
    assert "`checks.resume()`" in added


def test_both_distributions_are_there_as_built(published: Published) -> None:
    """What the index has is, byte for byte, what the commit builds."""
    built = {path.name: path.read_bytes() for path in (published.root / "dist").iterdir()}
    assert published.index.content() == built
    assert sorted(built) == FILES


def test_publishing_again_changes_nothing(published: Published) -> None:
    """A second run finds its files on the index, uploads none, and succeeds."""
    before = published.index.content()
    status, said = published.publish()
    assert (status, said.splitlines()[:2]) == (0, [f"is there already, the same: {name}" for name in FILES])
    assert published.index.content() == before


def test_other_content_is_refused(published: Published, tmp_path: Path) -> None:
    """A release tag that was moved to another commit brings nothing else to the index under the same version."""
    root = Path(shutil.copytree(published.root, tmp_path / "moved"))
    with (root / "README.md").open("a", encoding="utf-8") as readme:
        readme.write("One more line.\n")
    commit(root, "moved")
    git(root, "tag", "--force", f"v{NEXT}")
    before = published.index.content()
    status, said = published.publish(root)
    host = published.index.root_url.removeprefix("http://")
    assert (status, [line.split(" with other content ")[0] for line in said.splitlines()]) == (
        1,
        [f"refused: {host} has {name}" for name in FILES],
    )
    assert published.index.content() == before


def test_a_wrong_password_is_one_line(published: Published) -> None:
    """Wrong credentials give one line that names the host, and show neither name nor password."""
    status, said = published.publish(TWINE_USERNAME="intruder", TWINE_PASSWORD="guess/ed word")
    host = published.index.root_url.removeprefix("http://")
    assert (status, said) == (1, f"refused: {host} refuses these credentials (403)\n")


def test_no_step_says_the_password(published: Published) -> None:
    """Nothing that was printed on the way holds the password."""
    assert all(WORD not in printed for _, printed in published.said)
