"""A real spreadsheet, LibreOffice, found or fetched: ``python -m tests.spreadsheet``."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tests import debian

_NAMES = ("soffice", "libreoffice", "localc")
_SECONDS_TO_CONVERT = 300

# Compute every formula anew on loading, whatever the file says it came to; and no first start.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""

# As text: commas, quotation marks, UTF-8, from the first line; nothing as it is shown; the sheet.
_IN_FULL = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,{sheet}"


def found() -> str | None:
    """The path of an installed LibreOffice; ``SPREADSHEET`` in the environment comes first."""
    return os.environ.get("SPREADSHEET") or next(filter(None, map(shutil.which, _NAMES)), None)


def fetch() -> None:
    """Install Debian's, the part that computes and needs no screen.

    Raises:
        SystemExit: where that is not allowed, saying what is needed.
    """
    debian.install("libreoffice-calc-nogui", wanted=", ".join(_NAMES))


def recomputed(files: Iterable[Path], folder: Path, sheet: int) -> None:
    """Open these workbooks, compute them anew and write a sheet of each into ``folder``.

    ``sheet`` counts from one. What is written is called ``<name>-<sheet's name>.csv`` and has every
    digit there is.

    Raises:
        RuntimeError: if there is no LibreOffice.
        subprocess.CalledProcessError, subprocess.TimeoutExpired: if it fails.
    """
    _converted(files, folder, "--convert-to", _IN_FULL.format(sheet=sheet))


def saved(files: Iterable[Path], folder: Path, opened_as: str, saved_as: str) -> None:
    """Open these CSV files and save each into ``folder`` under its name.

    ``opened_as`` and ``saved_as`` are LibreOffice's own words for how, such as ``44,34,76,1``: the
    sign between cells, the quotation mark, the character set (76 is UTF-8), the first line.

    Raises:
        RuntimeError: if there is no LibreOffice.
        subprocess.CalledProcessError, subprocess.TimeoutExpired: if it fails.
    """
    way = "Text - txt - csv (StarCalc):"
    _converted(
        files, folder, f"--infilter={way}{opened_as}", "--convert-to", f"csv:{way}{saved_as}"
    )


def _converted(files: Iterable[Path], folder: Path, *how: str) -> None:
    if not (program := found()):
        raise RuntimeError("no LibreOffice: python -m tests.spreadsheet installs one")
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS)
    command = [
        program,
        "--headless",
        "--norestore",
        f"-env:UserInstallation={profile.as_uri()}",
        *how,
        "--outdir",
        str(folder),
        *map(str, files),
    ]
    subprocess.run(command, check=True, timeout=_SECONDS_TO_CONVERT, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    if not found():
        fetch()
    sys.stdout.write(f"spreadsheet for the tests: {found()}\n")
