"""What the live page needs from elsewhere, each pinned: fetched while the folder is built.

Each is fetched by the registry's ordinary client, and refused unless it is the very file that was
tried: nothing is fetched once the folder is there.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

# stlite is Streamlit for the browser. Its 1.9.2 carries Streamlit 1.62.0, and is made for Python
# 3.13 as Pyodide 0.29.3 brings it. That has numpy for the same Python at no registry; among the
# files of the third it lies, as Pyodide built it.
FROM_NPM = {
    "@stlite/browser": (
        "1.9.2",
        "b3dfabea1ac00a64395894f9499190c42f47ba953fbf0511637400fab941207e",
    ),
    "pyodide": ("0.29.3", "924f3167d6bf5e553bda392615eaa82edd82a9cffc32a1cc49853a926b148c5c"),
    "@bentopdf/pymupdf-wasm": (
        "0.11.16",
        "cd093f8824761031cae51a5f4f7b47e34030e7a000e09030b7871a11a52e73a0",
    ),
}
# What the browser's Streamlit needs beyond what ours does; the rest is as it is installed here.
FROM_PYPI = {
    "blinker": ("1.9.0", "ba0efaa9080b619ff2f3459d1d500c57bddea4a6b424b60a91141db6fd2f08bc"),
    "micropip": ("0.11.1", "768de165adb8e66906039d8fec4127a57f522dfdf8e6fbff877a4616941ecfd3"),
    "toml": ("0.10.2", "806143ae5bfb6a3c6e736a764057db0e6a0e05e338b5630894a5f779cabb4f9b"),
}
_PYTHON = "3.13"


class Unfetched(RuntimeError):
    """Something cannot be fetched, or is not what was tried; the message says what."""


def can_fetch() -> bool:
    """Whether the clients are installed."""
    return shutil.which("npm") is not None


def fetched(folder: Path) -> dict[str, Path]:
    """Each package's file by its name; what lies in ``folder`` already is not fetched again.

    Raises:
        Unfetched: if a client fails, or brings another file than the one that was tried.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found = {}
    for name, (version, checksum) in FROM_NPM.items():
        file = f"{name.removeprefix('@').replace('/', '-')}-{version}.tgz"
        command = ["npm", "pack", "--silent", f"{name}@{version}"]
        found[name] = _file(folder, file, checksum, command)
    for name, (version, checksum) in FROM_PYPI.items():
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--only-binary=:all:", "--python-version", _PYTHON, f"{name}=={version}"]
        found[name] = _file(folder, f"{name}-{version}-*.whl", checksum, command)
    return found


def _file(folder: Path, pattern: str, checksum: str, command: list[str]) -> Path:
    if not any(folder.glob(pattern)):
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode or not any(folder.glob(pattern)):
            raise Unfetched(f"{' '.join(command)} failed: {done.stderr.strip()[-500:]}")
    (path,) = folder.glob(pattern)
    if hashlib.sha256(path.read_bytes()).hexdigest() != checksum:
        raise Unfetched(f"{path.name} is not the file that was tried")
    return path
