"""What numbers were measured on: the machine, and the sources of ours. Measures nothing."""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from fingerpost import __version__
from fingerpost.engine.node import find_node

BENCH = Path(__file__).parent
ROOT = BENCH.parent


def machine() -> dict[str, str]:
    """What the numbers were measured on, and with which sources of ours."""
    return {
        "program": f"Fingerpost {__version__}, sources {_sources()}",
        "processor": f"{os.cpu_count()} cores of {_from('/proc/cpuinfo', 'model name') or platform.processor()}",
        "memory": _memory(),
        "system": f"{platform.system()} {platform.release()}, {platform.machine()}",
        "Python": platform.python_version(),
        "Node": _node(),
        "date": datetime.now(UTC).date().isoformat(),
    }


def _sources() -> str:
    """A digest of what is measured: the program, and what the peers are given."""
    sha = hashlib.sha256()
    folders = (ROOT / "fingerpost", ROOT / "templates", ROOT / "frontend", BENCH / "peers")
    for path in (BENCH / "documents.py", *(path for folder in folders for path in sorted(folder.rglob("*")))):
        if path.is_file() and "__pycache__" not in path.parts:
            sha.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return sha.hexdigest()[:12]


def _from(path: str, name: str) -> str:
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")


def _memory() -> str:
    told = _from("/proc/meminfo", "MemTotal").split()
    return f"{int(told[0]) / 1024 / 1024:.0f} GiB" if told else "unknown"


def _node() -> str:
    node = find_node()
    if node is None:
        return "none"
    return subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip().lstrip("v")
