"""``scripts/release.py``: the three commands, what they print and return, and that a dry run leaves no trace."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

import release
from releasing.repository import Repository
from releasing.version_numbers import HOME

from ._private_index import CREDENTIALS, PrivateIndex
from ._repositories import CHANGELOG, FIRST, PROVIDER, Distributions, commit, git, write

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """A function that runs the command line on the tiny repository; returns status, output and errors."""
    monkeypatch.setattr(release, "ROOT", repository.root)

    def call(*arguments: object) -> tuple[int, str, str]:
        status = release.main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


@pytest.fixture
def news(repository: Repository) -> None:
    """Something new that is not released."""
    added = CHANGELOG.replace("## Unreleased\n", "## Unreleased\n\n### Added\n\n- A thing.\n")
    write(repository.root, {"CHANGELOG.md": added})
    commit(repository.root, "a thing")


@pytest.mark.usefixtures("news")
def test_plan_refuses_line_by_line(run: Run) -> None:
    """The plan is said, each obstacle is a line on standard error, and the status is 1."""
    status, out, err = run("plan")
    assert status == 1
    assert out == "last release: 1.4.0\nthis release: 1.5.0 (additive: CHANGELOG.md says so)\n"
    assert [line.split(":")[0] for line in err.splitlines()] == ["refused", "refused"]


@pytest.mark.usefixtures("news")
def test_plan_writes_what_it_then_accepts(run: Run, repository: Repository) -> None:
    """After --write and a commit the same plan is accepted, with the version that was written."""
    status, out, err = run("plan", "--write")
    assert (status, err) == (0, "")
    assert out.splitlines()[2:] == [
        "wrote CHANGELOG.md",
        "wrote src/uptimekit/__init__.py",
        "then read both, commit them, and tag the commit: git tag v1.5.0",
    ]
    assert run("plan")[0] == 1  # not committed
    commit(repository.root, "release")
    assert run("plan")[0] == 0
    assert run("plan", "--write")[1].endswith("the tree is 1.5.0 already: nothing to write\n")
    assert repository.uncommitted() == []
    git(repository.root, "tag", "v1.5.0")
    assert run("plan")[0] == 0


@pytest.mark.usefixtures("news")
def test_plan_dry_run_writes_nothing(run: Run, repository: Repository) -> None:
    """The section is shown, and no file is touched."""
    status, out, _ = run("plan", "--write", "--dry-run")
    assert status == 0
    assert "\n### Added\n\n- A thing.\n\nwould write CHANGELOG.md\n" in out
    assert repository.uncommitted() == []


@pytest.mark.usefixtures("news")
def test_a_version_may_be_asked_for(run: Run, repository: Repository) -> None:
    """A higher version is written, one that is too small is refused and nothing is."""
    status, _, err = run("plan", "--write", "--version", "1.4.1")
    assert status == 1
    assert err.startswith("refused: 1.4.1 is too small after 1.4.0: 1.5.0 or higher")
    assert repository.uncommitted() == []
    assert run("plan", "--write", "--version", "2.0.0")[0] == 0
    assert (repository.root / HOME).read_text(encoding="utf-8") == '__version__ = "2.0.0"\n'


@pytest.mark.usefixtures("news")
@pytest.mark.parametrize("command", ["build", "publish"])
def test_nothing_goes_on_without_a_plan(
    run: Run, repository: Repository, index: PrivateIndex, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """Neither builds nor uploads happen while the plan is refused."""
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    where = ("--index-url", index.url) if command == "publish" else ()
    status, out, err = run(command, *where)
    assert (status, out) == (1, "")
    assert err == "refused: 1.4.0 is released: v1.4.0 stands on another commit; raise the version\n"
    assert not (repository.root / "dist").exists()
    assert index.content() == {}


def _never(*_: object) -> None:
    pytest.fail("this takes long, and the release is refused anyway")


@pytest.mark.parametrize("command", ["build", "publish"])
@pytest.mark.parametrize(
    ("provider", "changed", "reason"),
    [
        (PROVIDER, {HOME: '__version__ = "1.5.0"\n'}, "CHANGELOG.md has no entry for 1.5.0"),
        (PROVIDER, {"CHANGELOG.md": "# Changelog\n"}, "CHANGELOG.md has no entry for 1.4.0"),
        ("lantern", {}, "lantern: there is no generated client of that name"),
    ],
)
def test_cheap_refusals_come_first(
    run: Run,
    repository: Repository,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    provider: str,
    changed: dict[str, str],
    reason: str,
) -> None:
    """What the tree itself tells is refused before a spec is read, an index is asked or anything is built."""
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    for dear in ("plan", "refuse_release", "built", "Index"):
        monkeypatch.setattr(release, dear, _never)
    write(repository.root, {**changed, "more.txt": ""})
    commit(repository.root, "not ready")

    where = ("--index-url", "https://index.test/simple/") if command == "publish" else ()
    status, out, err = run(command, "--provider", provider, *where)
    assert (status, out) == (1, "")
    assert f"refused: {reason}" in err


def test_folders_are_checked_first(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A target that is a file, and a folder without wheels, are wrong arguments: nothing is built or uploaded."""
    write(tmp_path, {"file": ""})
    for arguments, said in (
        (("build", "--out", tmp_path / "file"), "file is no folder"),
        (("publish", "--index-url", "https://index.test/", "--wheels", tmp_path), "is no folder with wheels"),
    ):
        with pytest.raises(SystemExit, match="2"):
            run(*arguments)
        assert said in capsys.readouterr().err


@pytest.fixture
def _built_before(monkeypatch: pytest.MonkeyPatch, distributions: Distributions) -> None:
    """Builds take no time: the tiny repository has the version of what was built from the large one."""
    monkeypatch.setattr(release, "built", lambda _, provider: nullcontext(distributions(provider)))


@pytest.mark.usefixtures("_built_before")
def test_build(run: Run, tmp_path: Path) -> None:
    """Both distributions are made where they are asked for, and named with their digests; a dry run leaves none."""
    status, out, _ = run("build", "--provider", "healthchecks", "--out", tmp_path / "out", "--dry-run")
    assert status == 0
    assert not (tmp_path / "out").exists()
    assert run("build", "--provider", "healthchecks", "--out", tmp_path / "out") == (
        0,
        out.replace("would make", "made"),
        "",
    )
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert [line.split()[1] for line in out.replace("would make", "made").splitlines()] == names
    assert names == [
        f"uptimekit_healthchecks_client-{FIRST}-py3-none-any.whl",
        f"uptimekit_healthchecks_client-{FIRST}.tar.gz",
    ]


@pytest.mark.usefixtures("_built_before")
def test_publish_dry_run_uploads_nothing(
    run: Run, index: PrivateIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What would be uploaded is said, and the index stays as it was."""
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    arguments = ("--provider", "healthchecks", "--index-url", index.url)
    status, out, err = run("publish", *arguments, "--dry-run")
    assert (status, err) == (0, "")
    assert [line.split(" uptimekit")[0] for line in out.splitlines()] == ["would upload"] * 2
    assert index.content() == {}


@pytest.mark.usefixtures("_built_before")
def test_publish_a_small_one(
    run: Run, index: PrivateIndex, wheels: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One provider's client goes to an index by itself, and is tried from there."""
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    arguments = ("--provider", "healthchecks", "--index-url", index.url, "--wheels", wheels)
    status, out, err = run("publish", *arguments)
    assert (status, err) == (0, "")
    stem = f"uptimekit_healthchecks_client-{FIRST}"
    assert out.splitlines()[:2] == [f"uploaded {stem}-py3-none-any.whl", f"uploaded {stem}.tar.gz"]
    assert out.splitlines()[2].startswith(f"uptimekit-healthchecks-client {FIRST}: ")
    assert sorted(index.content()) == [f"{stem}-py3-none-any.whl", f"{stem}.tar.gz"]


def test_wrong_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    """A command that is not there ends with status 2."""
    with pytest.raises(SystemExit, match="2"):
        release.main(["announce"])
    assert "announce" in capsys.readouterr().err
