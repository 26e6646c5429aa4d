"""Build the wheel and the sdist, and use the wheel from a clean environment.  python scripts/check_package.py"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = ROOT / "constraints" / "dev.txt"
ROOTS = {"uptimekit": ROOT / "src", "uptimekit_clients": ROOT / "generated"}
RUNTIME = {"anyio", "attrs", "certifi", "h11", "httpcore", "httpx", "idna", "typing-extensions"}

SMOKE = ROOT / "scripts" / "releasing" / "smoke.py"
INSTALLED = """
from importlib.metadata import distributions
print(*sorted(found.metadata["Name"].lower().replace("_", "-") for found in distributions()))
"""


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    """Run *command* and return what it printed; exit with its output if it fails."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, text=True, capture_output=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{command[0]} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def build(source: Path, out: Path, *kinds: str) -> dict[str, Path]:
    """Build distributions of *source* into *out*; return them by kind."""
    run(sys.executable, "-m", "build", "--no-isolation", *kinds, "--outdir", out, source)
    wheel, sdist = next(out.glob("*.whl"), None), next(out.glob("*.tar.gz"), None)
    return {kind: path for kind, path in (("wheel", wheel), ("sdist", sdist)) if path}


def files_of(wheel: Path) -> set[str]:
    """Return the packaged files of a wheel, without its metadata."""
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def files_in_tree() -> set[str]:
    """Return the files that a wheel has to hold."""
    return {
        path.relative_to(root).as_posix()
        for name, root in ROOTS.items()
        for path in (root / name).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def compare(what: str, found: set[str], wanted: set[str]) -> None:
    """Exit with the differences, if there are any."""
    if found != wanted:
        raise SystemExit(f"{what}: missing {sorted(wanted - found)}, not wanted {sorted(found - wanted)}")


def use(wheel: Path, folder: Path) -> None:
    """Install *wheel* into a clean environment and import all of it there."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    install = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(python, *install, "--constraint", CONSTRAINTS, wheel)
    run(python, "-I", "-W", "error", SMOKE, "uptimekit", cwd=folder)
    installed = set(run(python, "-I", "-c", INSTALLED, cwd=folder).split())
    compare("dependencies", installed - {"pip", "setuptools", "uptimekit"}, RUNTIME)


def main() -> int:
    """Check both distributions; exit with a message if one is wrong."""
    with tempfile.TemporaryDirectory() as name:
        temporary = Path(name)
        built = build(ROOT, temporary / "dist", "--wheel", "--sdist")
        wanted = files_in_tree()
        compare("wheel", files_of(built["wheel"]), wanted)
        with tarfile.open(built["sdist"]) as archive:
            archive.extractall(temporary / "sdist", filter="data")
        (unpacked,) = (temporary / "sdist").iterdir()
        again = build(unpacked, temporary / "again", "--wheel")
        compare("wheel from the sdist", files_of(again["wheel"]), wanted)
        use(built["wheel"], temporary / "clean")
        print(
            f"{built['wheel'].name} and {built['sdist'].name}: {len(wanted)} files, imported in a clean environment"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
