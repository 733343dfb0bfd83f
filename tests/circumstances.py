"""Machines on which something is wrong: commands that make themselves into a program there.

What is mounted is mounted for that program alone, in a namespace of its own, and is gone with it.
"""

import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

# A small disk of the program's own; the application itself never writes there.
DISK = "/dev/shm"
_BYTES = 4096

_READ_ONLY = f"mount -t tmpfs -o ro tmpfs {DISK} && mount -o remount,bind,ro /"
_FULL = (
    f"mount -t tmpfs -o size=64k tmpfs {DISK} && export TMPDIR={DISK}"
    f" && (cat /dev/zero > {DISK}/full 2>/dev/null || true) && mount -o remount,bind,ro /"
)
_LOG = f"mount -t tmpfs -o size=64k tmpfs {DISK}"


@cache
def private() -> tuple[str, ...]:
    """The command that gives a program mounts of its own; empty where that is not allowed."""
    command = ["unshare", "--mount"]
    if os.geteuid() != 0:
        command[1:1] = ["--user", "--map-root-user"]
    if not shutil.which("unshare"):
        return ()
    tried = [*command, "sh", "-c", f"{_READ_ONLY} && ! touch /tmp/odd {DISK}/odd"]
    works = subprocess.run(tried, capture_output=True).returncode == 0
    return tuple(command) if works else ()


def read_only() -> Sequence[str]:
    """No disk can be written to, neither the application's nor the one for what is temporary."""
    return _after(_READ_ONLY)


def full() -> Sequence[str]:
    """The disk for what is temporary is full, and no other can be written to."""
    return _after(_FULL)


def log_on_a_small_disk() -> Sequence[str]:
    """What the program says is kept on a disk of its own; :func:`fill` fills it."""
    return _after(_LOG, f">> {DISK}/log 2>&1")


def log_on_a_full_disk() -> Sequence[str]:
    """What the program says cannot be kept, from its first word."""
    return ["sh", "-c", 'exec "$@" > /dev/full', "sh"]


def nobody() -> Sequence[str]:
    """A user whom the machine does not know, so that it has no home folder for him."""
    return ["unshare", "--user", "--map-user=54321", "--map-group=54321"]


def fill(process: int) -> None:
    """Fill the disk on which a program's log is, until not a byte more can be written."""
    folder = Path(f"/proc/{process}/root{DISK}")
    for name, size in (("rest", _BYTES), ("log", 1)):
        with (folder / name).open("ab", buffering=0) as file:
            try:
                while file.write(b"\n" * size):
                    pass
            except OSError:
                continue


def _after(mounting: str, saying: str = "") -> Sequence[str]:
    return [*private(), "sh", "-c", f'{mounting} && exec "$@" {saying}', "sh"]
