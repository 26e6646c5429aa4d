"""Build wheel and sdist, and use the wheel in a clean environment.  python scripts/check_package.py"""

from __future__ import annotations

import os
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

from requirements import require

require("generate", "package")

from codegen.compare import files_of
from programs import run, unpack

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = ROOT / "constraints" / "dev.txt"
ROOTS = {"uptimekit": ROOT / "src", "uptimekit_clients": ROOT / "generated"}
RUNTIME = {"anyio", "attrs", "certifi", "h11", "httpcore", "httpx", "idna", "typing-extensions"}

SMOKE = ROOT / "scripts" / "releasing" / "smoke.py"
INSTALLED = """
from importlib.metadata import distributions
print(*sorted(each.metadata["Name"].lower().replace("_", "-") for each in distributions()))
"""
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def build(source: Path, out: Path, *kinds: str) -> list[Path]:
    """Build distributions of *source* into *out*; return them, the wheel first."""
    targets = [option for kind in kinds for option in ("--target", kind)]
    command = (sys.executable, "-P", "-m", "hatchling", "build", *targets)
    run(*command, "--directory", out, cwd=source, env=ENVIRONMENT)
    return sorted(out.iterdir(), key=lambda path: path.suffix != ".whl")


def packaged(wheel: Path) -> set[str]:
    """Return the packaged files of a wheel, without its metadata."""
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def compare(what: str, present: set[str], wanted: set[str]) -> None:
    """Exit with the differences, if there are any."""
    if present != wanted:
        raise SystemExit(f"{what}: missing {sorted(wanted - present)}, not wanted {sorted(present - wanted)}")


def use(wheel: Path, folder: Path) -> None:
    """Install *wheel* into a clean environment and import all of it there."""
    venv.create(folder)
    python = folder / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check")
    install = (*pip, "install", "--quiet", "--no-compile", "--constraint", CONSTRAINTS)
    run(*install, wheel, cwd=folder, env=ENVIRONMENT)
    run(python, "-I", "-W", "error", SMOKE, "uptimekit", cwd=folder, env=ENVIRONMENT)
    installed = set(run(python, "-I", "-c", INSTALLED, cwd=folder, env=ENVIRONMENT).split())
    compare("dependencies", installed - {"uptimekit"}, RUNTIME)


def main() -> int:
    """Check both distributions; exit with a message if one is wrong."""
    with tempfile.TemporaryDirectory() as name:
        temporary = Path(name)
        wheel, sdist = build(ROOT, temporary / "dist", "wheel", "sdist")
        wanted = {f"{name}/{path}" for name, root in ROOTS.items() for path in files_of(root / name)}
        compare("wheel", packaged(wheel), wanted)
        unpack(sdist, temporary / "sdist")
        (unpacked,) = (temporary / "sdist").iterdir()
        (again,) = build(unpacked, temporary / "again", "wheel")
        compare("wheel from the sdist", packaged(again), wanted)
        use(wheel, temporary / "clean")
        print(f"{wheel.name} and {sdist.name}: {len(wanted)} files, imported in a clean environment")
    return 0


if __name__ == "__main__":
    sys.exit(main())
