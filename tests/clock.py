"""A clock that goes wrong for one process, found or fetched: ``python -m tests.clock``."""

import sys
from pathlib import Path

from tests import debian

_FOLDERS = ("/usr/lib", "/usr/local/lib")
_NAME = "faketime/libfaketimeMT.so.1"


def found() -> str | None:
    """The path of an installed libfaketime, the one for programs with threads."""
    libraries = (path for folder in _FOLDERS for path in Path(folder).glob(f"**/{_NAME}"))
    return next(map(str, libraries), None)


def fetch() -> None:
    """Install Debian's.

    Raises:
        SystemExit: where that is not allowed, saying what is needed.
    """
    debian.install("libfaketime", wanted=_NAME)


def wrong_by(file: Path) -> dict[str, str]:
    """What to put into a process's environment so that its days are others.

    They are off by what stands in the file, ``+10y`` or ``-30d``, from one moment to the next. How
    long something takes is measured rightly, as on a machine whose clock is set.

    Raises:
        RuntimeError: if there is no libfaketime.
    """
    if not (library := found()):
        raise RuntimeError("no libfaketime: python -m tests.clock installs one")
    return {
        "LD_PRELOAD": library,
        "FAKETIME_TIMESTAMP_FILE": str(file),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }


if __name__ == "__main__":
    if not found():
        fetch()
    sys.stdout.write(f"clock for the tests: {found()}\n")
