"""What a content folder should never hold: told at once, each with its path, and never opened."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from tests.faults.builds import Versions, run


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(str(path))


def _device(path: Path) -> None:
    try:
        # Reading this one never ends.
        os.mknod(path, 0o666 | 0o020000, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("only root makes devices")


_ODD = {
    "pipe": (os.mkfifo, "not-a-file"),
    "socket": (_socket, "not-a-file"),
    "device": (_device, "not-a-file"),
    "link to itself": (lambda path: path.symlink_to(path.name), "symbolic-link"),
    "link to the folder above": (lambda path: path.symlink_to(".."), "symbolic-link"),
    "link out of the site": (lambda path: path.symlink_to("/etc/passwd"), "symbolic-link"),
    "link to an endless file": (lambda path: path.symlink_to("/dev/zero"), "symbolic-link"),
    "link to nothing": (lambda path: path.symlink_to("nothing"), "symbolic-link"),
}


@pytest.mark.parametrize("name", ["content/pages/odd.md", "content/pages/odd.png"])
@pytest.mark.parametrize("odd", _ODD)
def test_odd_files_in_the_content_are_told_and_not_opened(
    versions: Versions, odd: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, code = _ODD[odd]
    # Names of sockets are short.
    monkeypatch.chdir(versions.root)
    make(Path(name))
    result = run(versions.root)
    assert result.status == 1, result.output
    assert result.output.count("error[") == 1, result.output
    assert f"{name}: error[{code}]" in result.output
    assert versions.standing() == 0


@pytest.mark.parametrize("odd", ["pipe", "device", "link to itself", "link to nothing"])
def test_odd_settings_are_told_and_not_waited_for(
    versions: Versions, odd: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(versions.root)
    settings = Path("site_config.yaml")
    settings.unlink()
    _ODD[odd][0](settings)
    result = run(versions.root)
    assert result.status == 1, result.output
    assert "Traceback" not in result.output
    assert "site_config.yaml" in result.output
    assert versions.standing() == 0


@pytest.mark.parametrize("odd", ["pipe", "socket", "device", "link to itself", "link to an endless file"])
def test_odd_templates_are_told_and_not_waited_for(
    versions: Versions, odd: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(versions.root)
    Path("templates").mkdir()
    _ODD[odd][0](Path("templates/odd.html"))
    result = run(versions.root)
    assert result.status == 1, result.output
    assert result.output.count("error[") == 1, result.output
    assert "templates/odd.html: error[unreadable]" in result.output
    assert versions.standing() == 0
