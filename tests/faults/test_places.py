"""Places that cannot be an output, or hold what is not ours: refused in a sentence, and nothing there is touched."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from fingerpost.engine.publish import verify
from tests.building import contents
from tests.faults.builds import Versions, edit, run
from tests.faults.conftest import Mount


def _refused(versions: Versions, output: Path) -> str:
    """What a build says that ends with status 2, quickly."""
    result = run(versions.root, "--output", output)
    assert result.status == 2, result.output
    assert result.output.count("error: ") == 1, result.output
    assert "Traceback" not in result.output
    return result.output.removeprefix("error: ").removesuffix("\n")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda output: output.symlink_to(output.parent), "is a symbolic link. Remove it"),
        (lambda output: output.symlink_to(output), "is a symbolic link. Remove it"),
        (lambda output: output.write_text("mine"), "is not a folder. Remove it"),
        (lambda output: os.mkfifo(output), "is not a folder. Remove it"),
    ],
    ids=["link", "link to itself", "file", "pipe"],
)
def test_what_is_no_folder_cannot_be_the_output(
    versions: Versions, tmp_path: Path, make: Callable[[Path], object], message: str
) -> None:
    output = tmp_path / "public"
    make(output)
    before = output.lstat()
    assert _refused(versions, output).startswith(f"{output} {message}")
    after = output.lstat()
    assert (after.st_ino, stat.S_IFMT(after.st_mode)) == (before.st_ino, stat.S_IFMT(before.st_mode))


def test_a_mount_point_cannot_be_the_output(versions: Versions, mount: Mount) -> None:
    disk = mount("disk", "-t", "tmpfs", "tmpfs")
    assert "is a mount point and cannot be replaced whole" in _refused(versions, disk)
    assert list(disk.iterdir()) == []


def test_a_folder_of_the_same_disk_that_is_mounted_cannot_be_the_output(
    versions: Versions, tmp_path: Path, mount: Mount
) -> None:
    (tmp_path / "elsewhere").mkdir()
    bound = mount("bound", "--bind", str(tmp_path / "elsewhere"))
    assert "is a mount point and cannot be replaced whole" in _refused(versions, bound)
    assert list(bound.iterdir()) == []


def test_an_output_in_a_lower_layer_of_a_container_is_refused(versions: Versions, tmp_path: Path, mount: Mount) -> None:
    # Overlay file systems do not stack on everything; tmpfs carries them everywhere.
    disk = mount("disk", "-t", "tmpfs", "tmpfs")
    for layer in ("lower", "upper", "work"):
        (disk / layer).mkdir()
    assert run(versions.root, "--output", disk / "lower/output").status == 0
    layers = f"lowerdir={disk}/lower,upperdir={disk}/upper,workdir={disk}/work"
    output = mount("merged", "-t", "overlay", "overlay", "-o", layers) / "output"
    before = contents(output)
    edit(versions.root, 1)
    assert _refused(versions, output).startswith(f"{output} cannot be renamed where it is. Remove it")
    assert contents(output) == before


def test_foreign_files_are_listed_and_left_alone(versions: Versions) -> None:
    output = versions.root / "output"
    (output / "notes").mkdir()
    (output / "notes/mine.txt").write_text("mine")
    os.mkfifo(output / "pipe")
    edit(versions.root, 1)
    message = _refused(versions, output)
    assert message.startswith(f"{output} holds files that no build put there; a build would delete them:\n")
    assert message.count("\n  ") == 2
    assert "\n  notes/mine.txt\n  pipe\n" in message
    assert {path: digest for path, digest in contents(output).items() if path != "notes/mine.txt"} == (
        versions.published[0]
    )
    assert (output / "notes/mine.txt").read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "make"),
    [
        (".output.lock", os.mkfifo),
        (".output.lock", os.mkdir),
        (".output.lock", lambda path: path.symlink_to("/dev/full")),
        (".output-previous", os.mkfifo),
        (".output-previous", lambda path: path.symlink_to("/dev/full")),
    ],
)
def test_something_else_of_a_hidden_name_is_refused_and_not_waited_for(
    versions: Versions, name: str, make: Callable[[Path], None]
) -> None:
    path = versions.root / name
    path.unlink(missing_ok=True)
    if path.is_dir():
        path.rename(path.with_name("away"))
    make(path)
    edit(versions.root, 1)
    assert _refused(versions, versions.root / "output").startswith(f"{path} is no ")
    assert versions.standing() == 0
    assert verify(versions.root / "output") == ()
