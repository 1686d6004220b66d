"""Runs Python as on a kernel that knows no renameat2, so that no two folders can be exchanged.

    python tests/faults/older_kernel.py [what Python is to be called with …]

A seccomp filter answers that call with ENOSYS, as Linux did before 3.15. Exit status 77: this machine has no seccomp.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys

UNAVAILABLE = 77

_RENAMEAT2 = {"x86_64": 316, "aarch64": 276}
_SET_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _FAIL = 0x7FFF0000, 0x00050000


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def refuse_renameat2() -> bool:
    """From here on, in this process and those it starts. False where that cannot be."""
    number = _RENAMEAT2.get(platform.machine())
    prctl = getattr(ctypes.CDLL(None, use_errno=True), "prctl", None)
    if number is None or prctl is None:
        return False
    steps = (
        struct.pack("HBBI", _LOAD, 0, 0, 0),
        struct.pack("HBBI", _JUMP_IF_EQUAL, 0, 1, number),
        struct.pack("HBBI", _RETURN, 0, 0, _FAIL | errno.ENOSYS),
        struct.pack("HBBI", _RETURN, 0, 0, _ALLOW),
    )
    program = _Program(len(steps), b"".join(steps))
    if prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)


if __name__ == "__main__":
    if not refuse_renameat2():
        sys.exit(UNAVAILABLE)
    os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
