"""``releasing.uploading``: where uploads go, what is left to upload, and what an index says to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from releasing.credentials import Credentials
from releasing.index import Index, Listed, sha256
from releasing.refusal import RefusalError
from releasing.uploading import Target, missing_from, target_of, upload

from ._private_index import NAME, WORD, private_index, wheels_of

TEAM = Credentials(NAME, WORD)


@pytest.mark.parametrize(
    ("given", "target"),
    [
        (("https://i.test/simple/",), Target("https://i.test/simple/", "https://i.test/")),
        (("https://i.test/team/simple",), Target("https://i.test/team/simple/", "https://i.test/team/")),
        (("https://i.test/team",), Target("https://i.test/team/", "https://i.test/team/")),
        (("https://i.test/a/", "https://u.test/b"), Target("https://i.test/a/", "https://u.test/b")),
        (("http://127.0.0.1:80/simple/",), Target("http://127.0.0.1:80/simple/", "http://127.0.0.1:80/")),
    ],
)
def test_target_of(given: tuple[str, ...], target: Target) -> None:
    """Uploads go where the index is, without its last part, unless they go elsewhere."""
    assert target_of(*given) == target


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (("https://team:secret@i.test/",), "no credentials in a URL"),
        (("https://i.test/", "https://team:secret@i.test/"), "no credentials in a URL"),
        (("http://i.test/simple/",), "i.test: an index must be reached by https"),
        (("https://i.test/", "http://i.test/"), "i.test: an index must be reached by https"),
        (("https://[::1/simple/",), "this is no address of an index"),
        (("i.test",), "i.test/: an index must be reached by https"),
    ],
)
def test_bad_addresses(given: tuple[str, ...], reason: str) -> None:
    """A password in an address is refused without a word of it, and so is one that would travel in the clear."""
    with pytest.raises(RefusalError) as caught:
        target_of(*given)
    assert caught.value.lines[0].startswith(reason)
    assert "secret" not in caught.value.lines[0]


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two files: only their names and digests count."""
    found = [tmp_path / name for name in ("a-1.0.0-py3-none-any.whl", "a-1.0.0.tar.gz")]
    for file in found:
        file.write_text(file.name, encoding="utf-8")
    return found


def test_missing_from(files: list[Path]) -> None:
    """What is there with the same content is left out; what is not there stays."""
    listed = {files[0].name: Listed("", sha256(files[0])), "a-0.9.0.tar.gz": Listed("", "0")}
    with Index("https://i.test/simple/", TEAM) as index:
        assert missing_from(index, listed, files) == files[1:]
        assert missing_from(index, {}, files) == files


def test_other_content(files: list[Path]) -> None:
    """A single file with other content stops all of them, and is named with the host."""
    listed = {files[0].name: Listed("", "0" * 64)}
    with Index("https://i.test/simple/", TEAM) as index, pytest.raises(RefusalError) as caught:
        missing_from(index, listed, files)
    (line,) = caught.value.lines
    assert line.startswith(
        f"i.test has {files[0].name} with other content (not sha256 {sha256(files[0])[:12]}"
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small wheel that any index takes."""
    folder = tmp_path_factory.mktemp("one")
    wheels_of(folder, "idna")
    (found,) = folder.iterdir()
    return found


def test_upload_goes_once(wheel: Path, tmp_path: Path) -> None:
    """A file arrives as it is; who may read but not upload, or uploads another time, gets one line and no secret."""
    with private_index(tmp_path, guarded="update") as running:
        target, host = target_of(running.url), running.root_url.removeprefix("http://")
        with pytest.raises(RefusalError) as caught:
            upload(target, Credentials(NAME, "gue$$"), [wheel])
        assert caught.value.lines == (f"{host} refuses these credentials (403)",)
        assert running.content() == {}
        upload(target, TEAM, [wheel])
        assert running.content() == {wheel.name: wheel.read_bytes()}
        with pytest.raises(RefusalError) as caught:
            upload(target, TEAM, [wheel])
        assert caught.value.lines == (f"{host} takes no upload: 400 Bad Request",)


def test_no_index(wheel: Path) -> None:
    """A host where nobody listens gives one line, without the password."""
    with pytest.raises(RefusalError) as caught:
        upload(Target("http://127.0.0.1:9/simple/", "http://127.0.0.1:9/"), TEAM, [wheel])
    (line,) = caught.value.lines
    assert line.startswith("127.0.0.1:9 takes no upload: ")
    assert "\n" not in line
    assert WORD not in line
