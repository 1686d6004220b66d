"""Disks that are full and folders that nobody may write to: one sentence, and the old site stays whole."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from fingerpost.engine.digest import sha256
from fingerpost.engine.publish import Site, publish_site, verify
from fingerpost.engine.stamps import Seal, intact
from tests.building import contents
from tests.faults.builds import Versions, differences, edit, run
from tests.faults.conftest import Mount

_PAGE = 4096


@pytest.mark.parametrize("pages", [0, 1, 2, 5, 10, 20, 40, 80])
def test_a_disk_that_is_full_leaves_the_old_site(versions: Versions, mount: Mount, pages: int) -> None:
    disk = mount("disk", "-t", "tmpfs", "-o", "size=40m", "tmpfs")
    output = disk / "output"
    assert run(versions.root, "--output", output).status == 0
    before = contents(output)
    edit(versions.root, 1)
    _leave(disk, pages)
    result = run(versions.root, "--output", output)
    _old_or_new(result.status, output, before)
    if result.status:
        assert (
            result.output == f"error: The site could not be written: No space left on device. {output} is as it was.\n"
        )
        assert not any(disk.glob(".output-previous/*"))
    _leave(disk, 5000)
    assert run(versions.root, "--output", output).status == 0
    assert contents(output) != before


@pytest.mark.parametrize("pages", [0, 3, 30])
def test_a_disk_that_is_full_for_all_a_build_writes_leaves_the_old_site(
    versions: Versions, mount: Mount, pages: int
) -> None:
    disk = mount("disk", "-t", "tmpfs", "-o", "size=40m", "tmpfs")
    root = shutil.copytree(versions.root, disk / "site")
    assert run(root).status == 0
    before = contents(root / "output")
    edit(root, 1)
    _leave(disk, pages)
    result = run(root)
    assert "Traceback" not in result.output
    _old_or_new(result.status, root / "output", before)
    _leave(disk, 5000)
    assert run(root).status == 0
    assert contents(root / "output") == versions.published[1]


def test_a_folder_that_cannot_be_written_to_leaves_the_old_site(
    versions: Versions, tmp_path: Path, mount: Mount
) -> None:
    assert run(versions.root, "--output", tmp_path / "public/output").status == 0
    edit(versions.root, 1)
    if os.geteuid():
        public = tmp_path / "public"
        public.chmod(0o555)
    else:
        # Root may write wherever the file system lets it.
        public = mount("mounted", "--bind", str(tmp_path / "public"))
        subprocess.run(["mount", "-o", "remount,ro,bind", public], check=True)
    output = public / "output"
    before = contents(output)
    result = run(versions.root, "--output", output)
    public.chmod(0o755) if os.geteuid() else None
    reason = "Permission denied" if os.geteuid() else "Read-only file system"
    assert (result.status, result.output) == (
        2,
        f"error: The site could not be written: {reason}. {output} is as it was.\n",
    )
    assert contents(output) == before


def test_a_disk_with_a_slow_clock_shows_every_change(mount: Mount) -> None:
    # Unlike others, this file system tells times to the tick of the kernel's clock only, 1 to 10 ms.
    target = mount("disk", "-t", "ramfs", "ramfs") / "output"
    seal: Seal = {}
    for number in range(300):
        content = b"%03d" % number
        seal = publish_site(Site({"a": sha256(content)}, {"a": content}.__getitem__, {}), target, seal).seal
        assert intact(target, seal)
        (target / "a").write_bytes(b"bad")
        assert not intact(target, seal), number


def _leave(disk: Path, pages: int) -> None:
    """Resize the disk so that so many pages of 4 KiB are free."""
    at = os.statvfs(disk)
    size = (at.f_blocks - at.f_bfree) * at.f_frsize + pages * _PAGE
    subprocess.run(["mount", "-o", f"remount,size={size}", disk], check=True)


def _old_or_new(status: int, output: Path, before: dict[str, str]) -> None:
    assert verify(output) == ()
    changed = differences(contents(output), before)
    assert (status, bool(changed)) in {(2, False), (0, True)}, f"status {status}: {sorted(changed)}"
