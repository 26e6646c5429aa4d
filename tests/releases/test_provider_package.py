"""``releasing.provider_package``: one client and the runtime, under a name of their own."""

from __future__ import annotations

import importlib.metadata
import json
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

import pytest

from releasing.building import put
from releasing.provider_package import foreign_imports, public_names, renamed, stage
from releasing.refusal import RefusalError
from releasing.repository import Repository
from uptimekit.sandbox import HealthchecksSandbox, serve

from ._repositories import FIRST, ROOT, Distributions, environment, write

PROJECT = "uptimekit-healthchecks-client"
PACKAGE = "uptimekit_healthchecks_client"


def test_renamed() -> None:
    """Imports, strings and prose get the new name; other names that begin like it stay."""
    text = (
        "from uptimekit import __version__\n"
        "from uptimekit._runtime import body\n"
        "from uptimekit_clients.lantern.models import Light\n"
        'name = f"uptimekit/{__version__}", "uptimekit-prefetch", "uptimekit_captures", "uptimekit_clients.lanterns"\n'
    )
    assert renamed(text, "lantern", "small") == (
        "from small import __version__\n"
        "from small._runtime import body\n"
        "from small.models import Light\n"
        'name = f"small/{__version__}", "uptimekit-prefetch", "uptimekit_captures", "uptimekit_clients.lanterns"\n'
    )


def test_public_names() -> None:
    """The names that the full package offers are found with their homes, without importing it."""
    names = public_names((ROOT / "src/uptimekit/__init__.py").read_text(encoding="utf-8"))
    import uptimekit

    assert names.keys() == set(uptimekit.__all__) - {"__version__"}
    assert names["NotFoundError"] == "_runtime.errors"


def test_foreign_imports(tmp_path: Path) -> None:
    """Whatever is not the package's own, Python's or a dependency is named with its module."""
    write(
        tmp_path / "small",
        {
            "__init__.py": "from . import a\nimport small.a\nimport json, httpx, httpcore, attrs\n",
            "a.py": "def f():\n    import uptimekit._runtime\n    from attr import field\n    from rich import print\n",
        },
    )
    assert sorted(foreign_imports(tmp_path / "small")) == [
        "small/a.py imports rich",
        "small/a.py imports uptimekit._runtime",
    ]


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source tree of the small distribution."""
    folder = tmp_path_factory.mktemp("staged")
    stage(ROOT, "healthchecks", PROJECT, folder)
    return folder


def test_stage_holds_client_and_runtime(staged: Path) -> None:
    """Every module of the generated client and of the runtime is there, and nothing else."""
    sources = (ROOT / "generated/uptimekit_clients/healthchecks", ROOT / "src/uptimekit/_runtime")
    wanted = [{path.relative_to(root) for path in root.rglob("*.py")} for root in sources]
    runtime = {Path("_runtime") / path for path in wanted[1]}
    package = staged / PACKAGE
    assert {path.relative_to(package) for path in package.rglob("*.py")} == wanted[0] | runtime
    assert json.loads((package / "manifest.json").read_text(encoding="utf-8"))["operations"]
    assert (package / "py.typed").exists()
    assert not list(package.rglob("*.pyc"))


def test_stage_says_what_it_is(staged: Path) -> None:
    """The small distribution has its own name and words, the version and requirements of the full one, and its licence."""
    full, small = (
        tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8")) for root in (ROOT, staged)
    )
    import uptimekit

    assert small["project"]["name"] == PROJECT
    assert small["project"]["version"] == uptimekit.__version__
    assert small["project"]["dependencies"] == full["project"]["dependencies"]
    extras = full["project"]["optional-dependencies"]
    assert small["project"]["optional-dependencies"] == {"fast": extras["fast"]}
    assert small["build-system"] == full["build-system"]
    assert "Healthchecks.io" in (staged / "README.md").read_text(encoding="utf-8")
    assert (staged / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()


def test_stage_type_checks(staged: Path) -> None:
    """What is made has the types of what it is made from: mypy finds nothing in strict mode."""
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(staged / "cache"), PACKAGE]
    done = subprocess.run(command, cwd=staged, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_a_client_that_needs_more_is_refused(workshop: Repository, tmp_path: Path) -> None:
    """A client or runtime that imports anything else cannot be a small distribution, and the import is named."""
    write(workshop.root, {"src/uptimekit/_runtime/more.py": "import rich\n"})
    with pytest.raises(RefusalError, match=rf"^{PROJECT}: {PACKAGE}/_runtime/more\.py imports rich$"):
        stage(workshop.root, "healthchecks", PROJECT, tmp_path / "small")


PROGRAM = """
import sys
import uptimekit, uptimekit_clients.healthchecks as full, uptimekit_healthchecks_client as small
from uptimekit_healthchecks_client.models import Check, CheckStatus

assert small.NotFoundError is not uptimekit.NotFoundError
for package, error in ((full, uptimekit.NotFoundError), (small, small.NotFoundError)):
    with package.Client(api_key=sys.argv[1], base_url=sys.argv[2]) as client:
        check = client.checks.create(name="Backup")
        assert client.checks.get(check.uuid).status == CheckStatus.NEW
        try:
            client.checks.get("00000000-0000-4000-8000-000000000000")
        except error:
            print(type(check).__module__)
"""


def test_the_small_one_beside_the_full_one(
    distributions: Distributions, tmp_path: Path, wheels: Path
) -> None:
    """In one environment both work against a server, each with classes of its own, and no file belongs to both."""
    put([distributions(provider)[0] for provider in (None, "healthchecks")], tmp_path / "dist")
    python = environment_with(tmp_path, wheels, f"uptimekit=={FIRST}", f"{PROJECT}=={FIRST}")
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    sandbox = HealthchecksSandbox()
    with serve(sandbox.app) as server:
        arguments = (sandbox.projects["main"].api_key, f"{server.url}/api/{{version}}")
        command = [str(python), "-I", "-W", "error", str(tmp_path / "program.py"), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == (
        f"uptimekit_clients.healthchecks.models.check\n{PACKAGE}.models.check\n",
        "",
    )
    assert files_of(python, "uptimekit").isdisjoint(files_of(python, PROJECT))


def environment_with(folder: Path, wheels: Path, *requirements: str) -> Path:
    """Make an environment with what was built; return its Python."""
    venv.create(folder / "env")
    python = folder / "env" / "bin" / "python"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--quiet",
        "--no-compile",
        "--no-index",
    ]
    links = ["--find-links", str(folder / "dist"), "--find-links", str(wheels)]
    subprocess.run([*pip, *links, *requirements], env=environment(), check=True)
    return python


def files_of(python: Path, project: str) -> set[Path]:
    """Return the files of a distribution that is installed in the environment of *python*."""
    (site,) = (python.parents[1] / "lib").glob("*/site-packages")
    (found,) = importlib.metadata.distributions(name=project, path=[str(site)])
    return {Path(str(found.locate_file(file))) for file in found.files or ()}
