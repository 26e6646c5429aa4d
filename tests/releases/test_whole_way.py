"""From a changed spec to a program that uses the change, by way of a private index; and what the index refuses."""

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

from ._private_index import CREDENTIALS, WORD, PrivateIndex, private_index
from ._workshop import PROVIDER, SPEC, commit, copy_of_this, environment, git, script

OPERATION = re.compile(r"^  /checks/\{uuid\}/resume:\n(?:    .*\n|\n)+", re.MULTILINE)
NEXT = "1.5.0"

PROGRAM = """
import sys
from uptimekit_clients.healthchecks import Client

with Client(api_key=sys.argv[1], base_url=sys.argv[2]) as client:
    check = client.checks.create(name="Backup")
    client.checks.pause(check.uuid)
    print(client.checks.resume(check.uuid).status)
"""


@dataclass(frozen=True)
class Published:
    """A repository whose release stands on an index, and what each step to there said."""

    root: Path
    index: PrivateIndex
    said: dict[str, str]


def step(root: Path, name: str, *arguments: object, **variables: str) -> str:
    """Run a script of the repository, which must succeed; return what it said."""
    status, said = script(root, name, *arguments, **variables)
    assert status == 0, said
    return said


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, wheels: Path) -> Iterator[Published]:
    """The whole way: an operation comes into the spec, and goes out as the next version."""
    root = tmp_path_factory.mktemp("way") / "repository"
    copy_of_this(root)
    spec = root / SPEC
    whole = spec.read_text(encoding="utf-8")
    before = OPERATION.sub("", whole)
    assert before != whole
    spec.write_text(before, encoding="utf-8")
    step(root, "generate", PROVIDER)
    commit(root, "as it was", "v1.4.0")

    said: dict[str, str] = {}
    spec.write_text(whole, encoding="utf-8")
    step(root, "generate", PROVIDER)
    commit(root, "a check can be resumed")
    said["write"] = step(root, "release", "plan", "--write")
    commit(root, "release", f"v{NEXT}")
    with private_index(tmp_path_factory.mktemp("index"), "--hash-algo", "sha256") as index:
        arguments = ("--index-url", index.url, "--wheels", wheels)
        said["build"] = step(root, "release", "build")
        said["publish"] = step(root, "release", "publish", *arguments, **CREDENTIALS)
        yield Published(root, index, said)


def test_the_new_operation_arrives(published: Published, tmp_path: Path, wheels: Path) -> None:
    """Who installs the new version from the private index alone calls the new operation of a server."""
    python = installed(tmp_path / "env", published.index, wheels)
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    sandbox = HealthchecksSandbox()
    with serve(sandbox.app) as server:
        arguments = (sandbox.projects["main"].api_key, f"{server.url}/api/{{version}}")
        done = subprocess.run(
            [python, "-I", tmp_path / "program.py", *arguments], capture_output=True, text=True, check=False
        )
    assert (done.stdout, done.stderr) == ("new\n", "")


def installed(folder: Path, index: PrivateIndex, wheels: Path) -> Path:
    """Install the release into a clean environment with pip as users do; return its Python."""
    venv.create(folder)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    where = ["--index-url", index.url_with_password, "--find-links", str(wheels)]
    subprocess.run([*pip, *where, f"uptimekit=={NEXT}"], env=environment(), check=True)
    return python


def test_the_change_decided_the_version(published: Published) -> None:
    """One more operation is an addition: the plan says so, and the changelog tells of it under the new version."""
    assert f"this release: {NEXT} (additive: Healthchecks.io: `checks.resume()`" in published.said["write"]
    log = (published.root / "CHANGELOG.md").read_text(encoding="utf-8")
    section = log.partition(f"## {NEXT} - ")[2].partition("## 1.4.0")[0]
    assert "### Added\n\n- Healthchecks.io: `checks.resume()`" in section


def test_both_distributions_are_there_as_built(published: Published) -> None:
    """What the index has is, byte for byte, what the commit builds."""
    built = {path.name: path.read_bytes() for path in (published.root / "dist").iterdir()}
    assert published.index.content() == built
    assert sorted(built) == [f"uptimekit-{NEXT}-py3-none-any.whl", f"uptimekit-{NEXT}.tar.gz"]


def test_publishing_again_changes_nothing(published: Published, wheels: Path) -> None:
    """A second run finds its files on the index, uploads none, and succeeds."""
    before = published.index.content()
    arguments = ("--index-url", published.index.url, "--wheels", wheels)
    said = step(published.root, "release", "publish", *arguments, **CREDENTIALS)
    assert said.count("is there already, the same: uptimekit-1.5.0") == 2
    assert "uploaded" not in said
    assert published.index.content() == before


def test_other_content_is_refused(published: Published, tmp_path: Path) -> None:
    """A release tag that was moved to another commit brings nothing else to the index under the same version."""
    root = Path(shutil.copytree(published.root, tmp_path / "moved"))
    with (root / "README.md").open("a", encoding="utf-8") as readme:
        readme.write("One more line.\n")
    commit(root, "moved")
    git(root, "tag", "--force", f"v{NEXT}")
    before = published.index.content()
    status, said = script(root, "release", "publish", "--index-url", published.index.url, **CREDENTIALS)
    assert status == 1
    refusals = [line for line in said.splitlines() if "with other content" in line]
    assert [line.split(" with ")[0].rpartition(" ")[2] for line in refusals] == sorted(before)
    assert published.index.content() == before


def test_a_wrong_password_is_one_line(published: Published) -> None:
    """Wrong credentials give one line that names the host, and show neither name nor password."""
    wrong = {"TWINE_USERNAME": "intruder", "TWINE_PASSWORD": "guess/ed word"}
    status, said = script(published.root, "release", "publish", "--index-url", published.index.url, **wrong)
    host = published.index.root_url.removeprefix("http://")
    assert (status, said) == (1, f"refused: {host} refuses these credentials (403)\n")


def test_no_step_says_the_password(published: Published) -> None:
    """Nothing that was printed on the way holds the password."""
    assert all(WORD not in said for said in published.said.values())
